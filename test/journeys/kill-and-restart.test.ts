import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, inject, test } from 'vitest';
import { askAt, scheduledByTwo } from '#demo/scheduling.ts';
import { draw } from '#shared/draw/draw.ts';
import { readEntrants } from '#shared/draw/entrants.ts';
import { fromHex } from '#shared/draw/hex.ts';
import { SHARDS } from '#shared/shards.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, startSystem, untilPublished } from '../support/running-system.ts';

const WAVE = '2020-04';
const PEOPLE = 400;
const PLACES = 200;

test('a runtime killed in the middle of the awards finishes that selection after a restart, with the same winners and nobody twice', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gelombang-kill-'));
  const { child, url, officer, approver, bucket } = await startChild(dataFolder, '2020-08-08T04:59:00Z');
  const send = async (method: string, path: string, body: unknown, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
    return response.status;
  };
  const body = planBody({ places: PLACES, byProvince: 'national' });
  expect((await scheduledByTwo(askAt(url), WAVE, body, { officer, approver })).status).toBe(201);
  child.send({ advanceTo: '2020-08-08T05:00:00Z' });
  await sleep(50);
  for (let at = 0; at < PEOPLE; at += 40) {
    const statuses = await Promise.all(
      Array.from({ length: 40 }, (_, number) => send('POST', `/v1/waves/${WAVE}/registrations`, person(at + number))),
    );
    expect(new Set(statuses)).toEqual(new Set([201]));
  }
  child.send({ advanceTo: '2020-08-09T05:00:31Z' });
  await until(() => existsSync(join(bucket, 'evidence', WAVE, 'commitment.json')));
  child.send({ advanceTo: '2020-08-09T05:10:05Z' });
  const outcomes = join(bucket, 'workings', WAVE, 'round-0', 'outcomes');
  await until(() => existsSync(outcomes) && readdirSync(outcomes).length > 0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(join(bucket, 'evidence', WAVE, 'certificate.json'))).toBe(false);
  expect(readdirSync(outcomes).length).toBeLessThan(readdirSync(join(bucket, 'workings', WAVE, 'round-0', 'winners')).length);

  // What the draw said before the kill, from the public files.
  const record = JSON.parse(readFileSync(join(bucket, 'evidence', WAVE, 'draw.json'), 'utf8'));
  const plan = JSON.parse(readFileSync(join(bucket, 'evidence', WAVE, 'plan.json'), 'utf8'));
  const files = SHARDS.map((shard) => [shard, readFileSync(join(bucket, 'evidence', WAVE, 'entrants', `${shard}.csv`))] as const);
  const expected = draw(plan, readEntrants(files), fromHex(record.seed), []).winners.map(({ entryId }) => entryId);

  const system = await startSystem('2020-08-09T05:12:00Z', dataFolder);
  try {
    await untilPublished(system, WAVE);
    const winners = evidenceFile(system.runtime, WAVE, 'winners.csv')!.trim().split('\n');
    expect(winners.map((line) => line.split(',')[1])).toEqual(expected);
    const items = await recipients(system.runtime.dynamodbEndpoint, system.runtime.environment('award-batch')['RECIPIENTS_TABLE']!);
    const people = items.filter(({ key }) => key.startsWith('person#'));
    expect(people.map(({ entryId }) => entryId).toSorted()).toEqual(expected.toSorted());
    const counted = items.filter(({ key }) => key.startsWith('household#'));
    expect(counted.reduce((sum, { recipients: of }) => sum + of!, 0)).toBe(PLACES);
  } finally {
    await system.stop();
  }
}, 120_000);

function person(number: number) {
  return applicant({ nik: nik(number + 1), kk: `317405120315${String(number + 1).padStart(4, '0')}`, birthDate: '1990-01-01' });
}

type Facts = { url: string; officer: string; approver: string; bucket: string };

async function startChild(dataFolder: string, startAt: string): Promise<{ child: ChildProcess } & Facts> {
  const child = fork(new URL('../support/runtime-process.ts', import.meta.url), [inject('assembly'), dataFolder, startAt]);
  const [facts] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the runtime ended'))),
  ])) as [Facts];
  return { child, ...facts };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 12_000; tries++) {
    if (condition()) return;
    await sleep(5);
  }
  throw new Error('waited a minute in vain');
}

async function recipients(endpoint: string, TableName: string) {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region: 'ap-southeast-3', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }),
  );
  const items: { key: string; entryId?: string; recipients?: number }[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey }));
    items.push(...((page.Items ?? []) as typeof items));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  client.destroy();
  return items;
}
