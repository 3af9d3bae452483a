import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type AuditEntry,
  auditEntrySchema,
  canonicalText,
  chainFault,
  entryAfter,
  hashOf,
  unfinishedActs,
} from '#shared/audit/audit-entry.ts';
import { certifiedAudit, headFault } from '#shared/audit/audit-heads.ts';
import { CHAINS, chainNameSchema } from '#shared/audit/chains.ts';
import { ACT, chainOf, OPENING, rewritten } from '../support/audit-chain.ts';
import { applicant } from '../support/people.ts';

/** An entry that has every field there is. */
const FULL: AuditEntry = entryAfter(chainOf('officers', 6).at(-1), {
  chain: 'officers',
  at: '2020-08-08T05:00:07.000Z',
  entryToken: '7'.repeat(32),
  ...OPENING,
  ...ACT,
  partnerId: 'pijar',
  bodyHash: 'b'.repeat(64),
  proposalId: 'd'.repeat(32),
  intent: '6'.repeat(32),
  outcome: 'announced',
  planHash: 'c'.repeat(64),
  attempt: 2,
  count: 3,
  list: 'aid-2020-08@2',
});

describe('an entry', () => {
  test('is hashed by a text that anybody can write down, as docs/audit.md has it', () => {
    const text = `gelombang/audit/v1
chain=officers
number=7
at=2020-08-08T05:00:07.000Z
entryToken=77777777777777777777777777777777
actor=an-officer
role=officer
act=schedule-wave
purpose=join-wave
count=3
waveId=2020-04
earlierWave=2020-04
entryId=eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
partnerId=pijar
bodyHash=${'b'.repeat(64)}
proposalId=${'d'.repeat(32)}
intent=66666666666666666666666666666666
outcome=announced
planHash=${'c'.repeat(64)}
attempt=2
list=aid-2020-08@2
previous=${FULL.previous}
`;
    expect(canonicalText(FULL)).toBe(text);
    expect(FULL.hash).toBe(createHash('sha256').update(text).digest('hex'));
    const { role: _, ...without } = FULL;
    expect(canonicalText(without)).toBe(text.replace('role=officer\n', ''));
  });

  test('has the same hash in whatever order a table gives its fields', () => {
    const turned = Object.fromEntries(Object.entries(FULL).reverse()) as AuditEntry;
    expect(hashOf(turned)).toBe(FULL.hash);
  });

  test('is of another hash when any of its fields is another, or is not there', () => {
    expect(Object.keys(FULL).sort()).toEqual(Object.keys(auditEntrySchema.shape).sort());
    const hashes = Object.keys(FULL)
      .filter((field) => field !== 'hash')
      .flatMap((field) => {
        const { [field as 'at']: value, ...without } = FULL;
        return [hashOf({ ...FULL, [field]: `${value}0` } as AuditEntry), hashOf(without as AuditEntry)];
      });
    expect(new Set([...hashes, FULL.hash]).size).toBe(2 * (Object.keys(FULL).length - 1) + 1);
  });

  const { nik, kk, fullName, phone } = applicant();
  test.each([
    ['a NIK for a wave', { ...ACT, waveId: nik }],
    ['a family card for a wave', { ...OPENING, earlierWave: kk }],
    ['a name for an actor', { ...ACT, actor: fullName }],
    ['a phone for an actor', { ...ACT, actor: phone }],
    ['a registration key for an entry', { ...OPENING, entryId: 'f'.repeat(64) }],
    ['a field of its own', { ...ACT, nik } as typeof ACT],
    ['a line end', { ...ACT, outcome: 'done\nnumber=1' }],
  ])('never holds %s, and the error repeats none of it', (_, facts) => {
    const make = () => entryAfter(undefined, { chain: 'officers', at: FULL.at, entryToken: FULL.entryToken, ...facts });
    expect(make).toThrow();
    for (const secret of [nik, kk, fullName, phone]) expect(make).not.toThrow(secret);
  });
});

describe('a chain', () => {
  const chain = chainOf('officers', 6);

  test('that nobody has touched holds, an empty one too', () => {
    expect(chainFault('officers', chain)).toBeUndefined();
    expect(chainFault('officers', [])).toBeUndefined();
  });

  test.each<[string, (of: AuditEntry[]) => AuditEntry[], number, RegExp]>([
    ['a changed field', (of) => of.with(2, { ...of[2]!, actor: 'another' }), 3, /was changed/],
    ['a field taken out', (of) => of.with(2, { ...of[2]!, role: undefined }), 3, /was changed/],
    ['a changed hash', (of) => of.with(2, { ...of[2]!, hash: 'f'.repeat(64) }), 3, /was changed/],
    ['a removed entry', (of) => of.toSpliced(2, 1), 3, /is missing: number 4/],
    ['a removed first entry', (of) => of.slice(1), 1, /is missing: number 2/],
    ['two entries swapped', (of) => of.with(2, of[3]!).with(3, of[2]!), 3, /is missing: number 4/],
    [
      'two entries swapped with their numbers',
      (of) => of.with(2, { ...of[3]!, number: 3 }).with(3, { ...of[2]!, number: 4 }),
      3,
      /does not follow/,
    ],
    ['an entry twice', (of) => of.toSpliced(3, 0, of[2]!), 4, /is missing: number 3/],
    ['an entry of another chain', (of) => of.with(2, chainOf('openings-00', 3)[2]!), 3, /of the chain openings-00/],
    [
      'an entry written anew with its hash',
      (of) => of.with(2, rewritten(of, 3, (entry) => ({ ...entry, actor: 'another' }))[2]!),
      4,
      /does not follow/,
    ],
    ['a start that claims another before it', (of) => of.with(0, { ...of[0]!, previous: 'f'.repeat(64) }), 1, /does not follow/],
  ])('with %s is told by its number', (_, tamper, number, fault) => {
    expect(chainFault('officers', tamper(chain))).toEqual({ chain: 'officers', number, fault: expect.stringMatching(fault) });
  });

  test('cut off or written anew to its end is sound by itself, and not what was published', () => {
    const head = { chain: 'officers', entries: 4, head: chain[3]!.hash };
    const anew = rewritten(chain, 2, (entry) => ({ ...entry, actor: 'another' }));
    expect([chainFault('officers', chain.slice(0, 3)), chainFault('officers', anew)]).toEqual([undefined, undefined]);
    expect(headFault(head, chain)).toBeUndefined();
    expect(headFault(head, chain.slice(0, 4))).toBeUndefined();
    expect(headFault(head, chain.slice(0, 3))).toMatchObject({ number: 4, fault: 'is missing: the chain ends with number 3' });
    expect(headFault(head, anew)).toMatchObject({ number: 4, fault: 'is another entry than the one that was published' });
  });

  test('tells of acts that were announced and have no outcome', () => {
    const [first, second, third] = chain as [AuditEntry, AuditEntry, AuditEntry];
    const outcome = (intent: string) => ({ ...third, intent, outcome: 'done' });
    expect(unfinishedActs([first, second])).toBe(2);
    expect(unfinishedActs([first, second, outcome(second.entryToken)])).toBe(1);
    expect(unfinishedActs([{ ...first, outcome: 'forbidden' }])).toBe(0);
    expect(unfinishedActs(chainOf('openings-00', 3, OPENING))).toBe(0);
  });
});

test('there is a chain of acts and one of openings for each shard, in the order of their names', () => {
  expect(CHAINS).toHaveLength(257);
  expect(CHAINS.slice(0, 2)).toEqual(['officers', 'openings-00']);
  expect(CHAINS).toEqual(CHAINS.toSorted());
  for (const chain of CHAINS) expect(chainNameSchema.safeParse(chain).success).toBe(true);
  for (const none of ['', 'openings', 'openings-0g', 'openings-000', 'Officers', 'officers\n'])
    expect(chainNameSchema.safeParse(none).success, none).toBe(false);
});

test('a certificate sums up what the heads say chain by chain', () => {
  const head = 'a'.repeat(64);
  const chains = [
    { chain: 'officers', entries: 12, head },
    { chain: 'openings-0a', entries: 2, head },
    { chain: 'openings-ff', entries: 5, head },
  ];
  expect(certifiedAudit({ chains })).toEqual({ entries: 12, head, openings: 7 });
  expect(certifiedAudit({ chains: [] })).toEqual({ entries: 0, head: '0'.repeat(64), openings: 0 });
});
