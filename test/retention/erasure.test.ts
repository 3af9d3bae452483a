import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { appealsStore } from '#shared/appeals/appeals-store.ts';
import { type Certificate, documentBytes } from '#shared/evidence/documents.ts';
import { CERTIFICATE_FILE, evidenceKey, refillFile, refillWinnersFile, resultsFile } from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { partitionOf, type RegistrationItem } from '#shared/registrations/registration-item.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { type EraseDeps, eraseShard } from '#shared/retention/erase-shard.ts';
import { finishErasure } from '#shared/retention/finish-erasure.ts';
import { startDueErasures } from '#shared/retention/start-erasures.ts';
import { planText } from '#shared/waves/plan.ts';
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
const OVER = new Date(Date.parse(PUBLISHED_AT) + 30 * DAY_MS).toISOString();
const SHARD = '0a';

const states = {
  selected: 'a'.repeat(32),
  'not-selected': 'b'.repeat(32),
  'already-a-recipient': 'c'.repeat(32),
  'household-full': 'd'.repeat(32),
};
const EXCLUDED = 'e'.repeat(32);
const RESULTS = Object.entries(states)
  .map(([state, entryId], at) => `${entryId},${at + 1},${state}\n`)
  .join('');

let waveNumber = 0;
let waveId: string;
let clock: ReturnType<typeof fakeClock>;

const publishedWave = (id: string, changes: Partial<Wave> = {}): Wave => ({
  ...wave({ waveId: id }, 'published'),
  attempts: [
    { attempt: 1, beganAt: PUBLISHED_AT, begunBy: 'schedule', endedAt: '2020-08-12T17:10:00.000Z', outcome: 'failed' },
    { attempt: 2, beganAt: PUBLISHED_AT, begunBy: 'officer', endedAt: PUBLISHED_AT, outcome: 'published' },
  ],
  ...changes,
});

async function putWave({ plan: _, ...item }: Wave): Promise<void> {
  await emulator.documents.send(new PutCommand({ TableName: 'waves', Item: item }));
}

async function certify(results: string): Promise<void> {
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
    files: { [resultsFile(SHARD)]: sha256Hex(results) },
    softwareVersion: 'test',
  };
  await bucket.evidence.writeOnce(evidenceKey(waveId, CERTIFICATE_FILE), documentBytes(certificate));
}

async function putRegistration(entryId: string): Promise<RegistrationItem> {
  const item: RegistrationItem = {
    partition: partitionOf(waveId, SHARD),
    registrationKey: SHARD + entryId,
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
    sealed: new Uint8Array(120),
  };
  await emulator.documents.send(new PutCommand({ TableName: 'registrations', Item: item }));
  return item;
}

async function kept(): Promise<Map<string, RegistrationItem>> {
  const { Items = [] } = await emulator.documents.send(new ScanCommand({ TableName: 'registrations', ConsistentRead: true }));
  const own = (Items as RegistrationItem[]).filter(({ partition }) => partition.startsWith(`${waveId}#`));
  return new Map(own.map((item) => [item.entryId, item]));
}
const sealedOf = async () => [...(await kept()).values()].filter(({ sealed }) => sealed).map(({ entryId }) => entryId);

const depsOf = (changes: Partial<EraseDeps['registrations']> = {}) => ({
  clock,
  retentionMs: 30 * DAY_MS,
  waves: wavesStore(emulator.documents, 'waves'),
  registrations: { ...registrationsStore(emulator.documents, 'registrations'), ...changes },
  evidence: bucket.evidence,
  appeals: appealsStore(emulator.documents, 'appeals'),
});

beforeEach(async () => {
  waveId = `wave-${++waveNumber}`;
  clock = fakeClock(OVER);
  await putWave(publishedWave(waveId));
  for (const entryId of [...Object.values(states), EXCLUDED]) await putRegistration(entryId);
});

describe('a shard', () => {
  test('loses the sealed details of all who were not selected, and nothing else of anybody', async () => {
    await bucket.evidence.writeOnce(evidenceKey(waveId, resultsFile(SHARD)), Buffer.from(RESULTS));
    await certify(RESULTS);
    const before = await kept();
    await eraseShard(depsOf(), { waveId, shard: SHARD });
    expect(await sealedOf()).toEqual([states.selected]);
    for (const [entryId, item] of await kept()) {
      const { sealed: _, ...rest } = before.get(entryId)!;
      expect(item).toEqual(entryId === states.selected ? before.get(entryId) : rest);
    }
  });

  test('loses what appellants wrote whose entries begin with its digits, whatever was decided, and no appeal', async () => {
    await bucket.evidence.writeOnce(evidenceKey(waveId, resultsFile(SHARD)), Buffer.from(RESULTS));
    await certify(RESULTS);
    const appeals = appealsStore(emulator.documents, 'appeals');
    const ids = [SHARD + 'a'.repeat(30), SHARD + 'b'.repeat(30), `00${'c'.repeat(30)}`];
    for (const entryId of ids)
      await appeals.put({
        ...{ waveId, entryId, appealedAt: OVER, result: 'excluded', reason: 'other', textTag: 'tag', registrationKey: 'key' },
        ...{ text: new Uint8Array(9), personKey: 'person', householdKey: 'household', province: '31', state: 'open' },
      });
    await appeals.dismiss({ waveId, entryId: ids[1]! }, 'other', clock.now());
    await eraseShard(depsOf(), { waveId, shard: SHARD });
    const left = await Promise.all(ids.map((entryId) => appeals.read(waveId, entryId)));
    expect(left.map((appeal) => [appeal?.state, appeal?.text !== undefined])).toEqual([
      ['open', false],
      ['dismissed', false],
      ['open', true],
    ]);
  });

  test('that died half-way goes on, and a third run changes nothing', async () => {
    await bucket.evidence.writeOnce(evidenceKey(waveId, resultsFile(SHARD)), Buffer.from(RESULTS));
    await certify(RESULTS);
    const { registrations } = depsOf();
    const writes: Promise<void>[] = [];
    const dying = depsOf({
      async eraseSealed(...of) {
        if (writes.length < 2) return void writes.push(registrations.eraseSealed(...of));
        await Promise.all(writes);
        throw new Error('killed');
      },
    });
    await expect(eraseShard(dying, { waveId, shard: SHARD })).rejects.toThrow('killed');
    expect(await sealedOf()).toHaveLength(3);
    await Promise.all([1, 2].map(() => eraseShard(depsOf(), { waveId, shard: SHARD })));
    const after = await kept();
    expect(await sealedOf()).toEqual([states.selected]);
    let again = 0;
    await eraseShard(depsOf({ eraseSealed: async () => void again++ }), { waveId, shard: SHARD });
    expect([again, await kept()]).toEqual([0, after]);
  });

  test('whose results are not the certified ones, or are not there, loses nothing', async () => {
    await certify(RESULTS);
    await expect(eraseShard(depsOf(), { waveId, shard: SHARD })).rejects.toThrow('has not been written');
    const cut = RESULTS.split('\n').slice(1).join('\n');
    await bucket.evidence.writeOnce(evidenceKey(waveId, resultsFile(SHARD)), Buffer.from(cut));
    await expect(eraseShard(depsOf(), { waveId, shard: SHARD })).rejects.toThrow('is not the file that its certificate names');
    expect(await sealedOf()).toHaveLength(5);
  });

  test('of a wave with refills loses nothing before it is settled, and whoever was selected later keeps the details', async () => {
    await bucket.evidence.writeOnce(evidenceKey(waveId, resultsFile(SHARD)), Buffer.from(RESULTS));
    await certify(RESULTS);
    const published = publishedWave(waveId);
    const plan = { ...published.plan, refills: 1 };
    const refilled = {
      ...published,
      plan,
      planText: planText(plan),
      refills: [{ begunAt: OVER, places: 1, endedAt: OVER, awarded: 1 }],
    };
    await putWave(refilled);
    await expect(eraseShard(depsOf(), { waveId, shard: SHARD })).rejects.toThrow('nothing may be erased');
    await putWave({ ...refilled, settledAt: OVER });
    await expect(eraseShard(depsOf(), { waveId, shard: SHARD })).rejects.toThrow('has not been written');
    const winners = `1,${states['not-selected']},31,b,0\n`;
    const document = {
      waveId,
      refill: 1,
      after: 'a'.repeat(64),
      drawnAt: OVER,
      returned: [states.selected],
      rounds: [],
      awarded: 1,
    };
    const rest = { left: 0, provinces: {}, winners: sha256Hex(winners), softwareVersion: 'test' };
    await bucket.evidence.writeOnce(evidenceKey(waveId, refillFile(1)), documentBytes({ ...document, ...rest }));
    await bucket.evidence.writeOnce(evidenceKey(waveId, refillWinnersFile(1)), Buffer.from(winners));
    await eraseShard(depsOf(), { waveId, shard: SHARD });
    expect((await sealedOf()).toSorted()).toEqual([states.selected, states['not-selected']].toSorted());
  });

  test('of a wave within its period loses nothing, whoever has started the workflow', async () => {
    await bucket.evidence.writeOnce(evidenceKey(waveId, resultsFile(SHARD)), Buffer.from(RESULTS));
    await certify(RESULTS);
    clock.epochMs--;
    const early = 'is within the time in which details are kept: nothing may be erased';
    await expect(eraseShard(depsOf(), { waveId, shard: SHARD })).rejects.toThrow(early);
    await expect(finishErasure(depsOf(), { waveId })).rejects.toThrow(early);
    await putWave({ ...publishedWave(waveId), phase: 'selecting', attempts: [] });
    clock.epochMs += 1000 * DAY_MS;
    await expect(eraseShard(depsOf(), { waveId, shard: SHARD })).rejects.toThrow(early);
    await expect(eraseShard(depsOf(), { waveId: 'none', shard: SHARD })).rejects.toThrow('wave none is not known');
    expect(await sealedOf()).toHaveLength(5);
  });

  test('a write that comes late erases nothing but that entry, and makes no item', async () => {
    const { eraseSealed } = registrationsStore(emulator.documents, 'registrations');
    const registrationKey = SHARD + EXCLUDED;
    await eraseSealed(waveId, SHARD, { registrationKey, entryId: 'another' });
    await eraseSealed(waveId, SHARD, { registrationKey: `${SHARD}none`, entryId: EXCLUDED });
    expect((await kept()).size).toBe(5);
    expect(await sealedOf()).toHaveLength(5);
  });
});

describe('the end of an erasure', () => {
  test('is noted on the wave once, and nothing else of it changes', async () => {
    const { waves } = depsOf();
    const before = await waves.read(waveId);
    await finishErasure(depsOf(), { waveId });
    expect(await waves.read(waveId)).toEqual({ ...before, sealedErasedAt: OVER });
    clock.epochMs += DAY_MS;
    await finishErasure(depsOf(), { waveId });
    expect(await waves.finishErasure(waveId, clock.now())).toBe(false);
    expect((await waves.read(waveId))!.sealedErasedAt).toBe(OVER);
  });

  test('is never noted on a wave that is not published', async () => {
    const { waves } = depsOf();
    await putWave({ ...publishedWave(waveId), phase: 'selecting' });
    expect(await waves.finishErasure(waveId, clock.now())).toBe(false);
    expect((await waves.read(waveId))!.sealedErasedAt).toBeUndefined();
  });
});

describe('each minute', () => {
  const startedBy = async (waves: Wave[], broken: string[] = []) => {
    const started: string[] = [];
    const startErasure = async (name: string, input: object) => {
      if (broken.some((id) => name.startsWith(id))) throw new Error('Step Functions is not there');
      started.push(`${name} ${JSON.stringify(input)}`);
      return !name.startsWith('failed-before');
    };
    const running = await startDueErasures({ clock, retentionMs: 30 * DAY_MS, waves: { list: async () => waves }, startErasure })
      // What could not be started is told; what could is seen in `started`.
      .catch((error: Error) => error.message);
    return { started, running };
  };

  test('a wave whose period is over is begun under the name of the week, and no other wave', async () => {
    const waves = [
      publishedWave('due'),
      publishedWave('failed-before'),
      publishedWave('erased', { sealedErasedAt: OVER }),
      publishedWave('young', { attempts: [{ ...publishedWave('x').attempts[1]!, endedAt: '2020-08-12T17:20:00.001Z' }] }),
      wave({ waveId: 'selecting' }, 'selecting'),
    ];
    expect(await startedBy(waves)).toEqual({
      started: ['due-erasure-1 {"waveId":"due"}', 'failed-before-erasure-1 {"waveId":"failed-before"}'],
      running: ['due'],
    });
    clock.epochMs = Date.parse('2020-09-11T16:59:59.999Z');
    expect((await startedBy(waves)).started).toEqual([]);
    // One that has failed is begun again a week later, and not before.
    clock.epochMs = Date.parse(OVER) + 7 * DAY_MS - 1;
    expect((await startedBy(waves)).started).toContain('failed-before-erasure-1 {"waveId":"failed-before"}');
    clock.epochMs++;
    expect((await startedBy(waves)).started).toContain('failed-before-erasure-2 {"waveId":"failed-before"}');
  });

  test('one that can not be started keeps no other', async () => {
    expect(await startedBy([publishedWave('broken'), publishedWave('due')], ['broken'])).toEqual({
      started: ['due-erasure-1 {"waveId":"due"}'],
      running: '1 due erasures could not be started',
    });
  });

  test('nothing is begun within an hour of an opening, which needs the table for itself', async () => {
    const opening = (ms: number) => wave({ waveId: 'opening', opensAt: new Date(clock.now() + ms).toISOString() });
    for (const ms of [-3_599_999, 0, 3_599_999]) expect((await startedBy([publishedWave('due'), opening(ms)])).started).toEqual([]);
    for (const ms of [-3_600_000, 3_600_000])
      expect((await startedBy([publishedWave('due'), opening(ms)])).started).toHaveLength(1);
  });
});
