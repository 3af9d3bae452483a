import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestChain } from '#infra/local/beacon/test-chain.ts';
import { type BeaconChain, beaconChainSchema, roundAt } from '#shared/beacon/chain.ts';
import { draw } from '#shared/draw/draw.ts';
import { readEntrants } from '#shared/draw/entrants.ts';
import { fromHex } from '#shared/draw/hex.ts';
import { dryRunSeedOf, entrantsRootOf, seedOf } from '#shared/draw/seed.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import { type DryRun, type DryRunDeps, dryRun } from '#shared/selection/dry-run.ts';
import { type DryRunBody, dryRunBodySchema } from '#shared/selection/dry-run-body.ts';
import { syntheticEntrants } from '#shared/selection/synthetic-entrants.ts';
import type { Plan } from '#shared/waves/plan.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { fakeClock } from '../support/emulator.ts';
import { wave } from '../support/people.ts';

const NOW = '2020-08-01T00:00:00Z';
const clock = fakeClock(NOW);
let chain: BeaconChain;
let relay: typeof fetch;
let asked: number[];

beforeAll(async () => {
  const test = await openTestChain(join(mkdtempSync(join(tmpdir(), 'gelombang-chain-')), 'key'), clock as never);
  chain = beaconChainSchema.parse(JSON.parse(test.parameter('http://relay.example')));
  relay = (async (url: string) => {
    const number = Number(String(url).split('/').at(-1));
    asked.push(number);
    const round = test.round(number);
    return round ? Response.json(round) : new Response('', { status: 404 });
  }) as typeof fetch;
});
beforeEach(() => {
  clock.epochMs = Date.parse(NOW);
  asked = [];
});

let ticks = 0;
const depsOf = (of: Wave | undefined, changes: Partial<DryRunDeps> = {}): DryRunDeps => ({
  clock,
  stopwatch: () => (ticks += 12.4),
  waves: { read: async (waveId) => (waveId === of?.waveId ? of : undefined) },
  chain,
  fetch: relay,
  ...changes,
});
const bodyOf = (changes: object = {}): DryRunBody => dryRunBodySchema.parse({ entrants: 100, ...changes });
const attempt = (of: Wave, body: object = {}, changes: Partial<DryRunDeps> = {}) =>
  dryRun(depsOf(of, changes), { waveId: of.waveId, body: bodyOf(body) });
const tried = async (of: Wave, body: object = {}, changes: Partial<DryRunDeps> = {}): Promise<DryRun> => {
  const outcome = await attempt(of, body, changes);
  if (outcome.outcome !== 'tried') throw new Error(outcome.outcome);
  return outcome.result;
};

describe('a dry run', () => {
  test('is the draw of the plan on the made-up entrants, and a stranger gets the same', async () => {
    const planned = wave({ places: 40, byProvince: { '31': 25, '32': 15 } });
    const body = { entrants: 120, priorityPerMille: 400, householdsOf: 3, byProvince: { '31': 1, '32': 8 } };
    const result = await tried(planned, body);
    expect(ANSWERS.DryRun.parse(result)).toEqual(result);

    const { files, counts } = syntheticEntrants({ ...body, planHash: planned.planHash, weights: body.byProvince });
    const entrantsRoot = entrantsRootOf(files.map(([, bytes]) => sha256Hex(bytes)));
    const { round, randomness } = result.beacon;
    const facts = { waveId: planned.waveId, planHash: planned.planHash, entrantsRoot, round, randomness };
    expect(result.seed).toBe(sha256Hex(`gelombang/dry-run/v1\n${Object.values(facts).join('\n')}\n`));
    const { winners } = draw(planned.plan, readEntrants(files), fromHex(result.seed), []);
    const count = (phase: string) => winners.filter((winner) => winner.phase === phase).length;
    expect(result).toMatchObject({
      waveId: planned.waveId,
      dryRun: true,
      planHash: planned.planHash,
      beacon: { chain: chain.chainHash, chainName: 'local-test-chain', test: true },
      entrants: counts,
      places: 40,
      awarded: winners.length,
      byPhase: { a: count('a'), b: count('b'), c: count('c') },
      milliseconds: 12,
    });
    // 13 entrants for the 25 places of 31, of whom households of three leave one in three out: the rest spills over to 32.
    expect(counts.byProvince['31']).toMatchObject({ total: 13 });
    expect(result.byPhase.c).toBe(result.provinces['32']!.spilledIn);
    expect(result.provinces['31']).toMatchObject({ places: 25, awarded: 9, spilledOut: 16, unfilled: 0 });
    expect(result.provinces['32']).toMatchObject({ places: 15, awarded: 31, spilledIn: 16 });
  });

  test('asked for twice is the same but for the time it takes', async () => {
    const planned = wave();
    const { milliseconds: _, ...first } = await tried(planned);
    const { milliseconds: __, ...second } = await tried(planned);
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    clock.epochMs += 3_000;
    expect((await tried(planned)).seed).not.toBe(first.seed);
    expect((await tried(planned, { round: first.beacon.round })).seed).toBe(first.seed);
  });

  test('has a seed that no draw can have, though all the facts be the same', async () => {
    const facts = { waveId: 'w', planHash: 'a', entrantsRoot: 'b', round: 1, randomness: 'c' };
    expect(Buffer.from(seedOf(facts)).toString('hex')).toBe(sha256Hex('gelombang/draw/v1\nw\na\nb\n1\nc\n'));
    expect(Buffer.from(dryRunSeedOf(facts)).toString('hex')).toBe(sha256Hex('gelombang/dry-run/v1\nw\na\nb\n1\nc\n'));
  });

  test('conserves places, whatever the plan and whoever comes', async () => {
    const codes = ['11', '31', '32', '91'];
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          counts: fc.array(fc.nat(30), { minLength: 4, maxLength: 4 }).filter((counts) => counts.some((of) => of > 0)),
          national: fc.boolean(),
          perMille: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined }),
          spillOver: fc.boolean(),
        }),
        fc.record({
          entrants: fc.integer({ min: 1, max: 150 }),
          priorityPerMille: fc.integer({ min: 0, max: 1000 }),
          householdsOf: fc.integer({ min: 1, max: 5 }),
        }),
        fc.option(fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), { nil: undefined }),
        async ({ counts, national, perMille, spillOver }, body, weights) => {
          const places = counts.reduce((sum, of) => sum + of, 0);
          const byProvince = national ? 'national' : Object.fromEntries(codes.map((code, at) => [code, counts[at]!]));
          const { priority: _, ...plan } = wave({ places, byProvince, spillOver }).plan;
          const of = wave(plan);
          of.plan = { ...plan, ...(perMille !== undefined && { priority: { group: 'laid-off', perMille } }) } as Plan;
          const shares = weights?.some((weight) => weight > 0)
            ? { byProvince: Object.fromEntries(codes.map((code, at) => [code, weights[at]!])) }
            : {};
          const result = await tried(of, { ...body, ...shares });
          expect(result.awarded + result.unfilled).toBe(places);
          expect(result.byPhase.a + result.byPhase.b + result.byPhase.c).toBe(result.awarded);
          expect(result.awarded).toBeLessThanOrEqual(body.entrants);
          expect(result.entrants.total).toBe(body.entrants);
          if (perMille === undefined) expect([result.entrants.priority, result.byPhase.a]).toEqual([0, 0]);
          if (!spillOver) expect(result.byPhase.c).toBe(0);
          const provinces = Object.values(result.provinces);
          for (const p of provinces) expect(p.places + p.spilledIn - p.spilledOut).toBe(p.awarded + p.unfilled);
          expect(provinces.reduce((sum, p) => sum + p.awarded, 0)).toBe(result.awarded);
          expect(provinces.reduce((sum, p) => sum + p.unfilled, 0)).toBe(result.unfilled);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the entrants of a dry run', () => {
  const totals = ({ entrants }: DryRun) =>
    Object.fromEntries(Object.entries(entrants.byProvince).map(([code, { total }]) => [code, total]));

  test('live as the places of the plan lie, unless they are said to live elsewhere', async () => {
    const planned = wave({ places: 10, byProvince: { '31': 6, '32': 4 } });
    expect(totals(await tried(planned))).toEqual({ '31': 60, '32': 40 });
    expect(totals(await tried(planned, { byProvince: { '32': 0.5 } }))).toEqual({ '32': 100 });
  });

  test('of a national wave live equally in the provinces that there are when it opens', async () => {
    const in2020 = totals(await tried(wave({ byProvince: 'national' }), { entrants: 3_400 }));
    expect([Object.keys(in2020).length, ...new Set(Object.values(in2020))]).toEqual([34, 100]);
    const later = wave({ byProvince: 'national', opensAt: '2023-01-05T05:00:00.000Z', closesAt: '2023-01-09T05:00:00.000Z' });
    expect(Object.keys(totals(await tried(later, { entrants: 3_800 })))).toHaveLength(38);
  });

  test('are three in ten of the priority group, in households of two, unless it is said otherwise', async () => {
    expect((await tried(wave())).entrants.priority).toBe(30);
    const enough = wave({ places: 100, byProvince: { '31': 100 } });
    expect([(await tried(enough)).awarded, (await tried(enough, { householdsOf: 5 })).awarded]).toEqual([100, 40]);
  });
});

describe('the beacon of a dry run', () => {
  const isFaulty = (outcome: object) => 'faults' in outcome && outcome.faults;

  test('is by default the last round at least a minute old', async () => {
    const { beacon } = await tried(wave());
    expect(roundAt(chain, beacon.round)).toBe(Date.parse(NOW) - 60_000);
    clock.epochMs -= 1;
    expect((await tried(wave())).beacon.round).toBe(beacon.round - 1);
    expect(asked).toEqual([beacon.round, beacon.round - 1]);
  });

  test('is never a round of the future, which may yet decide something', async () => {
    const present = (Date.parse(NOW) - Date.parse(chain.genesisAt)) / 3_000 + 1;
    for (const round of [present, present + 1, Number.MAX_SAFE_INTEGER]) {
      expect(isFaulty(await attempt(wave(), { round }))).toEqual([{ pointer: '/round', message: 'roundNotPast' }]);
    }
    expect(asked).toEqual([]);
    expect((await tried(wave(), { round: present - 1 })).beacon.round).toBe(present - 1);
    expect((await tried(wave(), { round: 1 })).beacon.round).toBe(1);
  });

  test.each<[string, () => Response | Promise<Response>]>([
    ['does not answer', () => Promise.reject(new Error('connection refused'))],
    ['does not have the round', () => new Response('', { status: 404 })],
    ['signs with another key', () => Response.json({ signature: 'ab'.repeat(48) })],
  ])('that %s is not believed and not waited for', async (_, answer) => {
    expect(await attempt(wave(), {}, { fetch: (async () => answer()) as typeof fetch })).toMatchObject({
      outcome: 'beaconNotAvailable',
      reason: expect.stringContaining('http://relay.example'),
    });
  });

  test('that has only just begun has no past round', async () => {
    clock.epochMs = Date.parse(chain.genesisAt) + 59_999;
    expect(await attempt(wave())).toMatchObject({ outcome: 'beaconNotAvailable' });
    expect(asked).toEqual([]);
  });
});

test('a wave that is not there is said so, and nobody is asked for a round', async () => {
  expect(await dryRun(depsOf(undefined), { waveId: 'none', body: bodyOf() })).toEqual({ outcome: 'unknownWave' });
  expect(asked).toEqual([]);
});

test('provinces that the plan has no places for are named: nobody from there could register', async () => {
  expect(await attempt(wave(), { byProvince: { '31': 1, '91': 1, '11': 0 } })).toEqual({
    outcome: 'faulty',
    faults: [
      { pointer: '/byProvince/11', message: 'provinceNotServed' },
      { pointer: '/byProvince/91', message: 'provinceNotServed' },
    ],
  });
});

test.each(['scheduled', 'selecting', 'published'] as const)('a wave that is %s can be tried', async (phase) => {
  expect((await tried(wave({}, phase))).awarded).toBe(10);
});
