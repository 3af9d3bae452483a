import { expect, test } from 'vitest';
import { type BeaconChain, roundAt } from '#shared/beacon/chain.ts';
import { QUICKNET } from '#shared/beacon/quicknet.ts';
import { CHECKS, type CheckName } from '#shared/opening/check-schema.ts';
import { type PreflightDeps, preflight } from '#shared/opening/preflight.ts';
import { pepperFacts } from '#shared/registrations/peppers.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { PEPPER } from '../support/people.ts';

const NOW = Date.parse('2026-12-01T05:00:00Z');
const DAY_MS = 86_400_000;
const CHAIN: BeaconChain = { ...QUICKNET, endpoints: ['https://relay.example'] };
const announcedWith = (pepper: Uint8Array) => ({ pepper: pepperFacts([pepper]) }) as Wave;

/** An account that has just what is asked for. */
function account(changes: Partial<PreflightDeps> = {}): PreflightDeps {
  return {
    clock: { now: () => NOW },
    needs: {
      requests: { rate: 2_500, burst: 1_250 },
      concurrency: 800,
      reservedConcurrency: 800,
      provisionedConcurrency: 100,
      warmWriteUnits: 8_000,
    },
    requestQuota: async () => ({ rate: 2_500, burst: 1_250 }),
    capacity: capacity(),
    chain: CHAIN,
    fetchRound: async (_, round) => ({ round, signature: '', randomness: '' }),
    waves: { list: async () => [announcedWith(PEPPER)] },
    peppers: async () => [PEPPER],
    sealingKey: async () => ({}),
    signingKey: async () => true,
    ...changes,
  };
}

function capacity(changes: Partial<PreflightDeps['capacity']> = {}): PreflightDeps['capacity'] {
  return {
    concurrency: async () => 1_000,
    reservedConcurrency: async () => 800,
    tableWrites: async () => ({ warm: 8_000, warming: false }),
    mostTableWrites: async () => 40_000,
    ...changes,
  };
}

const failing = async (changes: Partial<PreflightDeps>, opensAt = NOW + 2 * DAY_MS) =>
  Object.fromEntries(
    (await preflight(account(changes), opensAt)).filter(({ holds }) => !holds).map(({ check, found }) => [check, found]),
  );

test('an account with just what is asked for is ready, and each need is told in order', async () => {
  const checks = await preflight(account(), NOW);
  expect(checks.map(({ check }) => check)).toEqual(CHECKS);
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(checks[0]).toEqual({
    check: 'account-requests',
    holds: true,
    needed: '2,500 requests/s, burst 1,250',
    found: '2,500 requests/s, burst 1,250',
  });
});

const denied = () => Promise.reject(Object.assign(new Error('told nobody'), { name: 'AccessDeniedException' }));
const writes = (warm: number, most: number) => ({
  capacity: capacity({ tableWrites: async () => ({ warm, warming: false }), mostTableWrites: async () => most }),
});

test.each<[CheckName, Partial<PreflightDeps>, string]>([
  ['account-requests', { requestQuota: async () => ({ rate: 2_499, burst: 1_250 }) }, '2,499 requests/s, burst 1,250'],
  ['account-requests', { requestQuota: async () => ({ rate: 2_500, burst: 1_249 }) }, '2,500 requests/s, burst 1,249'],
  ['account-requests', { requestQuota: denied }, 'could not be looked up: AccessDeniedException'],
  ['account-concurrency', { capacity: capacity({ concurrency: async () => 799 }) }, '799'],
  ['reserved-concurrency', { capacity: capacity({ reservedConcurrency: async () => 799 }) }, '799'],
  ['reserved-concurrency', { capacity: capacity({ reservedConcurrency: async () => 0 }) }, 'none set aside'],
  ['table-writes', writes(4_000, 7_999), '4,000, and the account allows a table 7,999 at most'],
  ['beacon', { fetchRound: () => Promise.reject(new Error('round 5 could not be had')) }, 'round 5 could not be had'],
  ['pepper', { peppers: async () => [Buffer.alloc(32, 1)] }, 'another one than 1 of them'],
  ['pepper', { peppers: denied }, 'could not be looked up: AccessDeniedException'],
  ['sealing-key', { sealingKey: denied }, 'could not be looked up: AccessDeniedException'],
  ['signing-key', { signingKey: async () => false }, 'its signature does not check'],
  ['signing-key', { signingKey: denied }, 'could not be looked up: AccessDeniedException'],
])('%s does not hold alone, and what was found is told (%#)', async (check, changes, found) => {
  expect(await failing(changes)).toEqual({ [check]: found });
});

test('a table may still be cold a day before the opening, and no later', async () => {
  expect(await failing(writes(4_000, 8_000), NOW + DAY_MS)).toEqual({});
  expect(await failing(writes(4_000, 8_000), NOW + DAY_MS - 1)).toEqual({
    'table-writes': '4,000; too late to be warmed before the opening',
  });
  expect((await preflight(account(writes(4_000, 8_000)), undefined)).every(({ holds }) => holds)).toBe(true);
});

test('what the stage does not ask for is not looked at', async () => {
  const needs = { ...account().needs, reservedConcurrency: 0, provisionedConcurrency: 0, warmWriteUnits: 0 };
  const checks = await preflight(account({ needs, capacity: capacity({ reservedConcurrency: denied, tableWrites: denied }) }), NOW);
  expect(checks.map(({ check }) => check)).toEqual(
    CHECKS.filter((check) => check !== 'reserved-concurrency' && check !== 'table-writes'),
  );
});

test('the beacon is asked for a round that every relay has by now', async () => {
  const asked: number[] = [];
  await preflight(account({ fetchRound: async (_, round) => ({ round: asked.push(round), signature: '', randomness: '' }) }), NOW);
  const age = NOW - roundAt(CHAIN, asked[0] as number);
  expect(age).toBeGreaterThanOrEqual(30_000);
  expect(age).toBeLessThan(33_000);
});
