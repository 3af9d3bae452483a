import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestChain } from '#infra/local/beacon/test-chain.ts';
import { type BeaconChain, beaconChainSchema } from '#shared/beacon/chain.ts';
import type { RegistryResult } from '#shared/civil-registry/civil-registry.ts';
import { auditHeadsSchema, certificateSchema, commitmentSchema, selectionRatesSchema } from '#shared/evidence/documents.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { exclusionsStore } from '#shared/exclusions/exclusions-store.ts';
import { awardsStore } from '#shared/recipients/awards-store.ts';
import { householdCountKey, recipientKey } from '#shared/recipients/recipient-keys.ts';
import { recipientsStore } from '#shared/recipients/recipients-store.ts';
import { householdKey, personKey } from '#shared/registrations/person-keys.ts';
import { register } from '#shared/registrations/register.ts';
import { registrationFinder, registrationWriter } from '#shared/registrations/registration-writer-store.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { awardBatch } from '#shared/selection/award-batch.ts';
import { commitEntrants } from '#shared/selection/commit-entrants.ts';
import { drawRound } from '#shared/selection/draw-round.ts';
import { freezeOpenPlans } from '#shared/selection/freeze-plan.ts';
import { publish } from '#shared/selection/publish.ts';
import { screenShard } from '#shared/selection/screen-shard.ts';
import { SHARDS } from '#shared/shards.ts';
import { checkEvidenceSignature } from '#shared/tokens/evidence-signature.ts';
import { keyFinder } from '#shared/tokens/public-keys.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { planText } from '#shared/waves/plan.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { auditIn } from '../support/audit.ts';
import { ACT, OPENING } from '../support/audit-chain.ts';
import { fakeClock } from '../support/emulator.ts';
import { putList } from '../support/lists.ts';
import { applicant, nik, PEPPER, wave } from '../support/people.ts';
import { useBucket } from '../support/use-bucket.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const bucket = useBucket();
const clock = fakeClock('2020-08-09T00:00:00Z');
const CLOSED = Date.parse('2020-08-12T17:00:00Z');
const BEACON_AT = '2020-08-12T17:10:00.000Z';
let chain: BeaconChain;
let relay: typeof fetch;

beforeAll(async () => {
  const test = await openTestChain(join(mkdtempSync(join(tmpdir(), 'gelombang-chain-')), 'key'), clock as never);
  chain = beaconChainSchema.parse(JSON.parse(test.parameter('http://relay.example')));
  relay = (async (url: string) => {
    const round = test.round(Number(String(url).split('/').at(-1)));
    return round ? Response.json(round) : new Response('', { status: 404 });
  }) as typeof fetch;
});

/** A wave with `people` registrations of people numbered from `from` on, being selected. Each test has people of its own. */
async function waveOf(
  waveId: string,
  from: number,
  people: number,
  places = 5,
): Promise<{ selected: Wave; deps: ReturnType<typeof depsOf> }> {
  const open = wave({
    waveId,
    places,
    byProvince: 'national',
    beacon: { ...wave().plan.beacon, chain: chain.chainHash, at: BEACON_AT },
  });
  clock.epochMs = Date.parse('2020-08-09T00:00:00Z');
  for (let number = from; number < from + people; number++) {
    const kk = `317405120315${String(number).padStart(4, '0')}`;
    await register(
      {
        clock,
        wave: async () => open,
        hasReceived: async () => false,
        keep: registrationWriter(emulator.json, 'registrations'),
        find: registrationFinder(emulator.json, 'registrations'),
        peppers: async () => ({ lifetime: PEPPER, wave: PEPPER }),
        signingKey: async () => signingKeyOf(PEPPER),
        newEntryId: () => randomBytes(16).toString('hex'),
      },
      waveId,
      applicant({ nik: nik(number), kk }),
    );
  }
  clock.epochMs = CLOSED;
  const attempts = [{ attempt: 1, beganAt: open.closesAt, begunBy: 'schedule' as const }];
  const selected: Wave = { ...open, phase: 'selecting', attempt: 1, attempts };
  return { selected, deps: depsOf(selected) };
}

function depsOf(selected: Wave) {
  const published: string[] = [];
  return {
    clock,
    chain,
    published,
    fetch: relay,
    softwareVersion: 'test',
    signingKey: async () => signingKeyOf(PEPPER),
    evidence: bucket.evidence,
    waves: {
      read: async (): Promise<Wave | undefined> => selected,
    },
    bookings: {
      publish: async (waveId: string) => {
        published.push(waveId);
        return selected;
      },
    },
    registrations: registrationsStore(emulator.documents, 'registrations'),
    recipients: recipientsStore(emulator.documents, 'recipients'),
    awards: awardsStore(emulator.documents, { recipients: 'recipients', ledger: 'ledger' }),
    audit: auditIn(emulator, clock),
    exclusions: exclusionsStore(emulator.documents, 'exclusions'),
    checkPeople: async (_: { people: readonly { personKey: string }[] }): Promise<ReadonlyMap<string, RegistryResult>> =>
      Promise.reject(new Error('not asked')),
  };
}
type Deps = ReturnType<typeof depsOf>;

const screenAll = (deps: Deps, waveId: string) => Promise.all(SHARDS.map((shard) => screenShard(deps, { waveId, shard })));
const text = async (key: string) => Buffer.from(await bucket.evidence.readWritten(key)).toString();
const receives = (number: number) =>
  emulator.documents.send(
    new PutCommand({
      TableName: 'recipients',
      Item: {
        key: recipientKey(personKey(PEPPER, nik(number))),
        awardId: 'another/entry',
        waveId: 'another',
        entryId: 'entry',
        householdKey: 'none',
        awardedAt: BEACON_AT,
        pot: 'national',
        state: 'awarded',
        deadline: BEACON_AT,
      },
    }),
  );

/** Awards and draws until nobody is taken any more. */
async function runToEnd(deps: Deps, waveId: string): Promise<void> {
  for (let round = 0; ; round++) {
    const drawn = await drawRound(deps, { waveId, round });
    if (drawn.winners === 0) break;
    for (const shards of drawn.batches) await awardBatch(deps, { waveId, round, shards });
  }
  await publish(deps, { waveId });
}

describe('the steps of a selection', () => {
  test('run again, all of them, change no byte, although the world has changed meanwhile', { timeout: 120_000 }, async () => {
    const waveId = 'repeat';
    const { deps } = await waveOf(waveId, 1000, 30);
    await screenAll(deps, waveId);
    await commitEntrants(deps, { waveId });
    clock.epochMs = Date.parse(BEACON_AT) + 3_000;
    const act = await deps.audit.append('officers', ACT);
    await deps.audit.append('openings-0a', OPENING);
    await runToEnd(deps, waveId);
    const before = bucket.snapshot('');
    expect(before.size).toBeGreaterThan(3 * 256);
    const rates = await text(`evidence/${waveId}/selection-rates.json`);
    const { files, audit } = certificateSchema.parse(JSON.parse(await text(`evidence/${waveId}/certificate.json`)));
    expect(audit).toEqual({ entries: act.number, head: act.hash, openings: 1 });
    const heads = await text(`evidence/${waveId}/audit-heads.json`);
    expect(files['audit-heads.json']).toBe(sha256Hex(heads));
    expect(auditHeadsSchema.parse(JSON.parse(heads))).toEqual({ waveId, chains: await deps.audit.heads() });
    expect(files['selection-rates.json']).toBe(sha256Hex(rates));
    expect(selectionRatesSchema.parse(JSON.parse(rates))).toMatchObject({
      waveId,
      entrants: 30,
      selected: 5,
      leftOut: 0,
      dimensions: {
        province: { bands: [{ band: '31', entrants: 30, selected: 5, expected: 5 }], p: null },
        sex: { bands: [{ band: 'male', entrants: 30, selected: 5, expected: 5 }], p: null },
        ageBand: { bands: [{ band: '25-34', entrants: 30, selected: 5, expected: 5 }], p: null },
      },
    });

    // Somebody who was an entrant becomes a recipient elsewhere, officers act, sealed data is opened, and it is another day.
    await deps.audit.append('officers', ACT);
    await deps.audit.append('openings-0a', OPENING);
    await deps.audit.append('openings-0b', OPENING);
    for (let number = 1000; number < 1030; number++) await receives(number).catch(() => {});
    clock.epochMs += 86_400_000;
    await screenAll(deps, waveId);
    await commitEntrants(deps, { waveId });
    await runToEnd(deps, waveId);
    expect(bucket.snapshot('')).toEqual(before);
    expect(deps.published).toEqual([waveId, waveId]);

    // After a rotation of the key too: what is signed stays signed as it is.
    const rotated = { ...deps, signingKey: async () => signingKeyOf(Buffer.alloc(32, 8)) };
    await commitEntrants(rotated, { waveId });
    await runToEnd(rotated, waveId);
    expect(bucket.snapshot('')).toEqual(before);
  });

  test('leave every file that decides signed, and every plan version, and the attempts', async () => {
    const waveId = 'signed';
    const { selected, deps } = await waveOf(waveId, 7000, 5);
    selected.earlierPlans.push(planText(wave({ waveId }).plan));
    await screenAll(deps, waveId);
    // A run that dies between a file and its signature is repeated.
    const dying = { ...deps, signingKey: () => Promise.reject(new Error('killed')) };
    await expect(commitEntrants(dying, { waveId })).rejects.toThrow('killed');
    await commitEntrants(deps, { waveId });
    clock.epochMs = Date.parse(BEACON_AT) + 3_000;
    await runToEnd(deps, waveId);
    const keys = keyFinder([signingKeyOf(PEPPER)]);
    for (const file of [
      'plan.json',
      'plans/1.json',
      'plans/2.json',
      'commitment.json',
      'draw.json',
      'winners.csv',
      'audit-heads.json',
      'certificate.json',
      'attempts.jsonl',
    ]) {
      const bytes = await bucket.evidence.readWritten(`evidence/${waveId}/${file}`);
      const signature = await text(`evidence/${waveId}/${file}.jws`);
      expect(await checkEvidenceSignature(keys, `${waveId}/${file}`, bytes, signature), file).toHaveProperty('keyId');
    }
    expect(await text(`evidence/${waveId}/plans/2.json`)).toBe(await text(`evidence/${waveId}/plan.json`));
  });

  test('freeze the plan of a wave from its opening until its selection begins, and all waves though one fails', async () => {
    const waves = ['announced', 'frozen', 'broken', 'late'].map((waveId) => wave({ waveId }));
    const [announced, opened, broken, late] = waves as [Wave, Wave, Wave, Wave];
    announced.opensAt = '2020-08-10T00:00:00.000Z';
    late.phase = 'selecting';
    clock.epochMs = Date.parse('2020-08-09T00:00:00Z');
    const deps = { ...depsOf(opened), waves: { list: async () => waves } };
    await bucket.evidence.writeOnce('evidence/broken/plans/1.json', Buffer.from('another plan'));
    await expect(freezeOpenPlans(deps)).rejects.toMatchObject({ errors: [{ name: 'EvidenceDiffers' }] });
    const frozen = await Promise.all(
      waves.map(async ({ waveId }) => (await bucket.evidence.read(`evidence/${waveId}/plans/1.json.jws`)) !== undefined),
    );
    expect(frozen).toEqual([false, true, false, false]);
    expect(await text('evidence/frozen/plans/1.json')).toBe(opened.planText);
    expect(broken.planText).not.toBe('another plan');
  });

  test('stop when a frozen plan was changed in the table', async () => {
    const waveId = 'changed';
    const { selected, deps } = await waveOf(waveId, 7100, 1);
    await freezeOpenPlans({ ...deps, waves: { list: async () => [{ ...selected, phase: 'scheduled' }] } });
    await screenAll(deps, waveId);
    const changed = { ...selected, planText: selected.planText.replace('"places": 5', '"places": 6') };
    await expect(commitEntrants({ ...deps, waves: { read: async () => changed } }, { waveId })).rejects.toMatchObject({
      name: 'EvidenceDiffers',
    });
  });

  test('the first verdict on a shard stands: a screening that was killed half-way publishes what it had found', async () => {
    const waveId = 'half';
    const { deps } = await waveOf(waveId, 2000, 12);
    // Killed after the verdicts, before the public files.
    const dying = { ...deps, evidence: { ...deps.evidence, writeOnce: () => Promise.reject(new Error('killed')) } };
    for (const shard of SHARDS) await screenShard(dying, { waveId, shard }).catch(() => {});
    for (let number = 2000; number < 2012; number++) await receives(number);
    await screenAll(deps, waveId);
    const files = await Promise.all(SHARDS.map((shard) => text(`evidence/${waveId}/entrants/${shard}.csv`)));
    expect(files.join('').trim().split('\n')).toHaveLength(12);
  });

  test('people who have received, are listed, or whose household is full are refused by their rule', async () => {
    const waveId = 'rules';
    const { selected, deps } = await waveOf(waveId, 3001, 40);
    const people = (...numbers: number[]) => numbers.map((number) => personKey(PEPPER, nik(number)));
    selected.plan.rules.exclusionLists.push('bpum@1', 'aid@2');
    selected.plan.rules.barredLists = ['officials@1'];
    selected.plan.lists = [
      { list: 'bpum@1', kind: 'aid', asOf: '2020-08-01' },
      { list: 'aid@2', kind: 'aid', asOf: '2020-08-01' },
      { list: 'officials@1', kind: 'barred-occupation', asOf: '2020-08-01' },
    ];
    await putList(emulator.documents, 'bpum@1', people(3037));
    await putList(emulator.documents, 'aid@1', people(3038));
    await putList(emulator.documents, 'aid@2', people(3037, 3039));
    await putList(emulator.documents, 'aid@3', people(3036));
    await putList(emulator.documents, 'officials@1', people(3035, 3039), { kind: 'barred-occupation' });
    await receives(3040);
    for (const [number, recipients] of [
      [3001, 2],
      [3002, 1],
    ])
      await emulator.documents.send(
        new PutCommand({
          TableName: 'recipients',
          Item: { key: householdCountKey(householdKey(PEPPER, `317405120315${number}`)), recipients },
        }),
      );
    await screenAll(deps, waveId);
    await commitEntrants(deps, { waveId });
    const commitment = commitmentSchema.parse(JSON.parse(await text(`evidence/${waveId}/commitment.json`)));
    expect(commitment.registered).toBe(40);
    expect(commitment.exclusions['not-on-an-aid-list-of-the-wave']).toBe(1);
    expect(commitment.exclusions['not-on-a-barred-occupation-list-of-the-wave']).toBe(2);
    expect(commitment.lists).toEqual(selected.plan.lists);
    expect(commitment.exclusions['never-received-before']).toBe(1);
    expect(commitment.exclusions['household-has-a-place-left']).toBe(1);
    expect(commitment.entrants.total).toBe(35);
    const files = await Promise.all(SHARDS.map((shard) => text(`evidence/${waveId}/entrants/${shard}.csv`)));
    expect(files.join('').match(/,1\n/g)).toHaveLength(1);
    const refusals = await Promise.all(SHARDS.map((shard) => text(`evidence/${waveId}/exclusions/${shard}.csv`)));
    const rules = refusals.join('').split('\n').filter(Boolean);
    expect(rules.map((line) => line.slice(33)).toSorted()).toEqual([
      'household-has-a-place-left',
      'never-received-before',
      'not-on-a-barred-occupation-list-of-the-wave,officials@1',
      'not-on-a-barred-occupation-list-of-the-wave,officials@1',
      'not-on-an-aid-list-of-the-wave,bpum@1',
    ]);
  });

  test('where the plan asks the civil registry, a mismatch refuses, and who is pending takes part and is counted', async () => {
    const waveId = 'registry';
    const { selected, deps } = await waveOf(waveId, 3601, 12);
    selected.plan.rules.civilRegistry = 'checked';
    await receives(3612);
    const key = (number: number) => personKey(PEPPER, nik(number));
    const says = new Map<string, RegistryResult>([
      [key(3601), 'mismatch'],
      ...[3602, 3603, 3604].map((number): [string, RegistryResult] => [key(number), 'pending']),
      ...[3605, 3606, 3607, 3608, 3609, 3610, 3611].map((number): [string, RegistryResult] => [key(number), 'match']),
    ]);
    const asked: string[] = [];
    const asking: Deps = {
      ...deps,
      async checkPeople({ people }) {
        asked.push(...people.map((person) => person.personKey));
        return says;
      },
    };
    await screenAll(asking, waveId);
    expect(asked.toSorted()).toEqual([...says.keys()].toSorted());
    // Another run finds another answer, and changes nothing.
    says.set(key(3602), 'mismatch');
    await screenAll(asking, waveId);
    await commitEntrants(deps, { waveId });
    const commitment = commitmentSchema.parse(JSON.parse(await text(`evidence/${waveId}/commitment.json`)));
    expect(commitment).toMatchObject({ registered: 12, registryPending: 3, entrants: { total: 10 } });
    expect(commitment.exclusions).toMatchObject({ 'matches-the-civil-registry': 1, 'never-received-before': 1 });
  });

  test('with priority lists only who declares it and is listed has priority, and a list that is not there stops it', async () => {
    const waveId = 'listed';
    const { selected, deps } = await waveOf(waveId, 3501, 12);
    selected.plan.priority = { group: 'laid-off', perMille: 800, lists: ['laid-off@1'] };
    selected.plan.lists = [{ list: 'laid-off@1', kind: 'priority', asOf: '2020-08-01' }];
    await expect(screenShard(deps, { waveId, shard: '00' })).rejects.toThrow('there is no list laid-off@1');
    const people = [3501, 3502, 3503].map((number) => personKey(PEPPER, nik(number)));
    await putList(emulator.documents, 'laid-off@1', people, { kind: 'priority' });
    await screenAll(deps, waveId);
    await commitEntrants(deps, { waveId });
    const commitment = commitmentSchema.parse(JSON.parse(await text(`evidence/${waveId}/commitment.json`)));
    expect([commitment.entrants.total, commitment.entrants.priority]).toEqual([12, 3]);
  });
});

describe('the commitment', () => {
  test('names the first round at or after the planned time, or a minute on when it is late, and never lands close to it', async () => {
    const { deps } = await waveOf('early', 4000, 1);
    await screenAll(deps, 'early');
    clock.epochMs = Date.parse(BEACON_AT) - 20_001;
    expect((await commitEntrants(deps, { waveId: 'early' })).roundAt).toBe(BEACON_AT);
    clock.epochMs = Date.parse(BEACON_AT) - 10_000; // a repeat may come as close as it likes
    expect((await commitEntrants(deps, { waveId: 'early' })).roundAt).toBe(BEACON_AT);

    const { deps: late } = await waveOf('late', 4001, 1);
    await screenAll(late, 'late');
    for (const before of [19_999, 0]) {
      clock.epochMs = Date.parse(BEACON_AT) - before;
      await expect(commitEntrants(late, { waveId: 'late' })).rejects.toMatchObject({ name: 'TooCloseToBeacon' });
    }
    clock.epochMs = Date.parse(BEACON_AT) + 1;
    const { roundAt } = await commitEntrants(late, { waveId: 'late' });
    expect(Date.parse(roundAt) - clock.epochMs).toBeGreaterThanOrEqual(60_000);
    expect(Date.parse(roundAt) - clock.epochMs).toBeLessThan(63_000);
    // The first commitment stands.
    clock.epochMs += 600_000;
    expect((await commitEntrants(late, { waveId: 'late' })).roundAt).toBe(roundAt);
  });

  test('made twice at once is one: the second is told the round of the first', async () => {
    const waveId = 'twice';
    const { deps } = await waveOf(waveId, 4300, 1);
    await screenAll(deps, waveId);
    const first = await commitEntrants(deps, { waveId });
    // The second had looked before the first one wrote, and comes so late that it would name another round.
    clock.epochMs = Date.parse(BEACON_AT) + 600_000;
    const looked = { ...deps.evidence, read: async () => undefined };
    expect(await commitEntrants({ ...deps, evidence: looked }, { waveId })).toEqual(first);
  });

  test('is what is drawn from: another entrants file stops the draw', async () => {
    const waveId = 'swapped';
    const { deps } = await waveOf(waveId, 4100, 3);
    await screenAll(deps, waveId);
    await commitEntrants(deps, { waveId });
    clock.epochMs = Date.parse(BEACON_AT) + 3_000;
    const swapping = {
      ...deps.evidence,
      readWritten: async (key: string) => (key.includes('/entrants/') ? Buffer.from('') : deps.evidence.readWritten(key)),
    };
    await expect(drawRound({ ...deps, evidence: swapping }, { waveId, round: 0 })).rejects.toThrow(
      'is not the file that was committed',
    );
  });

  test('comes before the beacon: a round whose time has not come makes the draw wait', async () => {
    const waveId = 'patient';
    const { deps } = await waveOf(waveId, 4200, 1);
    await screenAll(deps, waveId);
    await commitEntrants(deps, { waveId });
    await expect(drawRound(deps, { waveId, round: 0 })).rejects.toMatchObject({ name: 'BeaconNotAvailable' });
  });
});

describe('a refill', () => {
  test('strikes out whom another wave has taken meanwhile, and takes the next; the certificate says so', async () => {
    const waveId = 'refill';
    const { deps } = await waveOf(waveId, 5000, 30, 8);
    const keys = new Map<string, string>();
    for (const shard of SHARDS)
      for await (const page of deps.registrations.ofShard(waveId, shard))
        for (const item of page) keys.set(item.entryId, item.personKey);
    await screenAll(deps, waveId);
    await commitEntrants(deps, { waveId });
    // After the screening, another wave takes all but eight of the thirty.
    for (let number = 5000; number < 5022; number++) await receives(number);
    clock.epochMs = Date.parse(BEACON_AT) + 3_000;
    await runToEnd(deps, waveId);
    const certificate = certificateSchema.parse(JSON.parse(await text(`evidence/${waveId}/certificate.json`)));
    const struckOut = certificate.rounds.flatMap(({ struckOut: of }) => of);
    expect([certificate.awarded, certificate.unfilled]).toEqual([8, 0]);
    expect(struckOut.length).toBeGreaterThan(0);
    const rates = selectionRatesSchema.parse(JSON.parse(await text(`evidence/${waveId}/selection-rates.json`)));
    expect(rates).toMatchObject({ entrants: 30 - struckOut.length, selected: 8, leftOut: struckOut.length });
    const results = (await Promise.all(SHARDS.map((shard) => text(`evidence/${waveId}/results/${shard}.csv`)))).join('');
    const told = [...results.matchAll(/^([0-9a-f]{32}),\d+,already-a-recipient$/gm)].map(([, entryId]) => entryId);
    expect(told.toSorted()).toEqual(struckOut.toSorted());
    const taken = new Set(Array.from({ length: 22 }, (_, at) => personKey(PEPPER, nik(5000 + at))));
    expect(struckOut.every((entryId) => taken.has(keys.get(entryId)!))).toBe(true);
    const winners = (await text(`evidence/${waveId}/winners.csv`))
      .trim()
      .split('\n')
      .map((line) => line.split(',')[1]!);
    expect(winners.some((entryId) => taken.has(keys.get(entryId)!))).toBe(false);
  });

  test('is not gone on with when the registration of a winner is missing, or an outcome', async () => {
    const waveId = 'missing';
    const { deps } = await waveOf(waveId, 6100, 6, 3);
    await screenAll(deps, waveId);
    await commitEntrants(deps, { waveId });
    clock.epochMs = Date.parse(BEACON_AT) + 3_000;
    const { batches } = await drawRound(deps, { waveId, round: 0 });
    const shards = batches.flat();
    const losing = { ...deps, registrations: { awardees: async () => [] } };
    await expect(awardBatch(losing, { waveId, round: 0, shards })).rejects.toThrow('0 registrations of them');
    await awardBatch(deps, { waveId, round: 0, shards });
    const readWritten = async (key: string) => (key.includes('/outcomes/') ? Buffer.from('') : deps.evidence.readWritten(key));
    await expect(drawRound({ ...deps, evidence: { ...deps.evidence, readWritten } }, { waveId, round: 1 })).rejects.toThrow(
      '0 outcomes',
    );
  });

  test('a certificate is refused when awards and draw are not the same entries', async () => {
    const waveId = 'crooked';
    const { deps } = await waveOf(waveId, 6000, 20, 3);
    await screenAll(deps, waveId);
    await commitEntrants(deps, { waveId });
    clock.epochMs = Date.parse(BEACON_AT) + 3_000;
    const drawn = await drawRound(deps, { waveId, round: 0 });
    for (const shards of drawn.batches) await awardBatch(deps, { waveId, round: 0, shards });
    await drawRound(deps, { waveId, round: 1 });
    const crooked = {
      ...deps.evidence,
      readWritten: async (key: string) => {
        const bytes = await deps.evidence.readWritten(key);
        return key.includes('/outcomes/')
          ? Buffer.from(
              Buffer.from(bytes)
                .toString()
                .replace(/^[0-9a-f]{4}/gm, 'beef'),
            )
          : bytes;
      },
    };
    await expect(publish({ ...deps, evidence: crooked }, { waveId })).rejects.toThrow('not the same entries');
    // One award more than the draw has winners.
    const [shard] = drawn.batches.flat();
    const generous = {
      ...deps.evidence,
      readWritten: async (key: string) => {
        const of = Buffer.from(await deps.evidence.readWritten(key)).toString();
        if (key.endsWith('/round-0/round.json')) return Buffer.from(of.replace('"winners": 3', '"winners": 4'));
        return Buffer.from(key.endsWith(`/outcomes/${shard}.csv`) ? `${of}${'0'.repeat(32)},awarded\n` : of);
      },
    };
    await expect(publish({ ...deps, evidence: generous }, { waveId })).rejects.toThrow('3 winners and 4 awards');
    expect(deps.published).toEqual([]);
  });
});
