import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { certifiedLines } from '#shared/evidence/certified-lines.ts';
import { type Certificate, documentBytes } from '#shared/evidence/documents.ts';
import { CERTIFICATE_FILE, evidenceKey, exclusionsFile, resultsFile } from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { finishNotification } from '#shared/notifications/finish-notification.ts';
import type { Notice } from '#shared/notifications/notice.ts';
import { type NotifyDeps, notifyShard } from '#shared/notifications/notify-shard.ts';
import { startDueNotifications } from '#shared/notifications/start-notifications.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { fakeClock } from '../support/emulator.ts';
import { wave } from '../support/people.ts';
import { useBucket } from '../support/use-bucket.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const bucket = useBucket();
const PUBLISHED_AT = '2020-08-12T17:20:00.000Z';
const DAY_MS = 86_400_000;
const SHARD = '0a';
const entries = { selected: 'a', 'not-selected': 'b', 'already-a-recipient': 'c', 'household-full': 'd' };
const REFUSED = 'e'.repeat(32);
const RESULTS = Object.entries(entries)
  .map(([state, digit], at) => `${digit.repeat(32)},${at + 1},${state}\n`)
  .join('');
const EXCLUSIONS = `${REFUSED},not-in-formal-education\n`;

let number = 0;
let waveId: string;
let told: Notice[];

const publishedWave = (id: string, changes: Partial<Wave> = {}): Wave => ({
  ...wave({ waveId: id }, 'published'),
  attempts: [{ attempt: 1, beganAt: PUBLISHED_AT, begunBy: 'schedule', endedAt: PUBLISHED_AT, outcome: 'published' }],
  ...changes,
});

async function putWave({ plan: _, ...item }: Wave): Promise<void> {
  await emulator.documents.send(new PutCommand({ TableName: 'waves', Item: item }));
}

async function putRegistration(entryId: string): Promise<void> {
  const Item = {
    partition: `${waveId}#${SHARD}`,
    registrationKey: SHARD + entryId + entryId.slice(2),
    entryId,
    registeredAt: '2020-08-09T00:00:00.000Z',
    personKey: 'person',
    householdKey: 'household',
    householdTag: '0'.repeat(16),
    detailsHash: 'details',
    province: '31',
    birthDate: '1990-01-01',
    sex: 'female',
    occupation: 'driver',
    laidOff: false,
    inFormalEducation: false,
    birthDateDiffersFromNik: false,
  };
  await emulator.documents.send(new PutCommand({ TableName: 'registrations', Item }));
}

async function publish(results: string): Promise<void> {
  const files = { [resultsFile(SHARD)]: sha256Hex(RESULTS), [exclusionsFile(SHARD)]: sha256Hex(EXCLUSIONS) };
  const certificate: Certificate = {
    waveId,
    planHash: 'a'.repeat(64),
    entrantsRoot: 'b'.repeat(64),
    entrants: { total: 4, priority: 0, byProvince: {} },
    exclusions: {} as Certificate['exclusions'],
    beacon: { chain: '0'.repeat(64), chainName: 'test', test: true, round: 1, signature: '9'.repeat(96) },
    seed: 'c'.repeat(64),
    rounds: [],
    places: 1,
    awarded: 1,
    unfilled: 0,
    provinces: {},
    audit: { entries: 0, head: '0'.repeat(64), openings: 0 },
    files,
    softwareVersion: 'test',
  };
  await bucket.evidence.writeOnce(evidenceKey(waveId, CERTIFICATE_FILE), documentBytes(certificate));
  await bucket.evidence.writeOnce(evidenceKey(waveId, exclusionsFile(SHARD)), Buffer.from(EXCLUSIONS));
  await bucket.evidence.writeOnce(evidenceKey(waveId, resultsFile(SHARD)), Buffer.from(results));
}

const depsOf = (changes: Partial<NotifyDeps> = {}): NotifyDeps => ({
  waves: wavesStore(emulator.documents, 'waves'),
  registrations: registrationsStore(emulator.documents, 'registrations'),
  certifiedLines: certifiedLines(bucket.evidence),
  notices: { publish: async (notices) => void told.push(...notices) },
  noticesTo: 'everybody',
  ...changes,
});

beforeEach(async () => {
  waveId = `wave-${++number}`;
  told = [];
  await putWave(publishedWave(waveId));
  for (const entryId of [...Object.values(entries).map((digit) => digit.repeat(32)), REFUSED]) await putRegistration(entryId);
});

describe('a shard', () => {
  test('is told, each the own certified result, and twice the same', async () => {
    await publish(RESULTS);
    await notifyShard(depsOf(), { waveId, shard: SHARD });
    const whom = (digit: string) => ({ waveId, entryId: digit.repeat(32), registrationKey: SHARD + digit.repeat(62) });
    expect(told).toEqual([
      { kind: 'selected', ...whom('a') },
      { kind: 'not-selected', ...whom('b'), reason: 'not-selected' },
      { kind: 'not-selected', ...whom('c'), reason: 'already-a-recipient' },
      { kind: 'not-selected', ...whom('d'), reason: 'household-full' },
      { kind: 'not-selected', ...whom('e'), reason: 'not-in-formal-education' },
    ]);
    const first = told.splice(0);
    await notifyShard(depsOf(), { waveId, shard: SHARD });
    expect(told).toEqual(first);
  });

  test('where only the selected are told, tells nobody else', async () => {
    await publish(RESULTS);
    await notifyShard(depsOf({ noticesTo: 'selected' }), { waveId, shard: SHARD });
    expect(told.map(({ kind }) => kind)).toEqual(['selected']);
  });

  test('by a file that nobody certified, tells nobody', async () => {
    await publish(RESULTS.replace('a'.repeat(32), 'b'.repeat(32)));
    await expect(notifyShard(depsOf(), { waveId, shard: SHARD })).rejects.toThrow('is not the file that its certificate names');
    expect(told).toEqual([]);
  });

  test('of a wave that is not published tells nobody, and neither is it noted as told', async () => {
    await publish(RESULTS);
    await putWave({ ...publishedWave(waveId), phase: 'selecting', attempts: [] });
    await expect(notifyShard(depsOf(), { waveId, shard: SHARD })).rejects.toThrow('is not published: nobody is told a result');
    const { waves } = depsOf();
    const deps = { clock: fakeClock(PUBLISHED_AT), waves: wavesStore(emulator.documents, 'waves') };
    await expect(finishNotification(deps, { waveId })).rejects.toThrow('is not published');
    expect(await deps.waves.finishNotification(waveId, 1)).toBe(false);
    expect([told, (await waves.read(waveId))!.notifiedAt]).toEqual([[], undefined]);
  });

  test('with a registration that has no result tells the others and fails', async () => {
    await publish(RESULTS);
    await putRegistration('9'.repeat(32));
    await expect(notifyShard(depsOf(), { waveId, shard: SHARD })).rejects.toThrow('1 registrations of');
    expect(told).toHaveLength(5);
  });
});

test('the end of a notification is noted once', async () => {
  const clock = fakeClock(PUBLISHED_AT);
  const waves = wavesStore(emulator.documents, 'waves');
  await finishNotification({ clock, waves }, { waveId });
  clock.epochMs += DAY_MS;
  await finishNotification({ clock, waves }, { waveId });
  expect((await waves.read(waveId))!.notifiedAt).toBe(PUBLISHED_AT);
});

describe('each minute', () => {
  const startedAt = async (at: number, waves: Wave[], over: string[] = [], broken: string[] = []) => {
    const asked: string[] = [];
    const startNotification = async (name: string) => {
      if (broken.includes(name)) throw new Error('Step Functions is not there');
      asked.push(name);
      return !over.includes(name);
    };
    const clock = { now: () => Date.parse(PUBLISHED_AT) + at };
    const deps = { clock, waves: { list: async () => waves }, startNotification };
    const running = await startDueNotifications(deps).catch((error: Error) => error.message);
    return { asked, running };
  };

  test('a published wave is begun that nobody was told of, and no other', async () => {
    const waves = [
      publishedWave('due'),
      publishedWave('told', { notifiedAt: PUBLISHED_AT }),
      wave({ waveId: 'selecting' }, 'selecting'),
    ];
    expect(await startedAt(0, waves)).toEqual({ asked: ['due-notification-1'], running: ['due'] });
  });

  test('one that has failed is begun again the next day, and none beside one that runs', async () => {
    const waves = [publishedWave('due')];
    const over = ['due-notification-1'];
    expect(await startedAt(DAY_MS - 1, waves, over)).toEqual({ asked: over, running: [] });
    expect(await startedAt(DAY_MS, waves, over)).toEqual({ asked: [...over, 'due-notification-2'], running: ['due'] });
    expect(await startedAt(3 * DAY_MS, waves, [])).toEqual({ asked: over, running: ['due'] });
  });

  test('a wave that was published 30 days ago is let be', async () => {
    const waves = [publishedWave('due')];
    expect((await startedAt(30 * DAY_MS - 1, waves)).running).toEqual(['due']);
    expect(await startedAt(30 * DAY_MS, waves)).toEqual({ asked: [], running: [] });
  });

  test('one that can not be started keeps no other', async () => {
    const waves = [publishedWave('broken'), publishedWave('due')];
    expect(await startedAt(0, waves, [], ['broken-notification-1'])).toEqual({
      asked: ['due-notification-1'],
      running: '1 due notifications could not be started',
    });
  });
});
