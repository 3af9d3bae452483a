import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestChain } from '#infra/local/beacon/test-chain.ts';
import { beaconChainSchema, type ChainFacts, chainHashOf, factsOf, roundAt } from '#shared/beacon/chain.ts';
import { QUICKNET } from '#shared/beacon/quicknet.ts';
import type { AuditHeads, Certificate, Commitment, DrawRecord, SelectionRates } from '#shared/evidence/documents.ts';
import type { Plan } from '#shared/waves/plan.ts';
import { checkReceipt } from '#verify/check-receipt.ts';
import type { Finding } from '#verify/findings.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import {
  beaconAt,
  copyOf,
  edit,
  editLines,
  type Forgery,
  jsonOf,
  type Lies,
  linesOf,
  type Operator,
  republish,
  sign,
  sourceOf,
} from '../support/forged-evidence.ts';
import { type Files, type PublishedWave, usePublishedWaves } from '../support/published-wave.ts';

/** drand's own: round 123 of quicknet, signed by the League of Entropy. */
const ROUND_123 = {
  at: '2023-08-23T15:15:33.000Z',
  signature: 'b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92',
  randomness: 'fb8f7bc29bf24db51871ec8c79f3a1e4bd0557bc0dfcee9ed1d924e69d1c60dc',
};

const waves = usePublishedWaves();
let operator: Operator;
beforeAll(() => {
  waves.clock.epochMs += 3_600_000;
  operator = { signingKey: waves.signingKey, chain: factsOf(waves.chain), signatureOf: (round) => waves.relay.round(round)! };
});

const keys = () => ({ keys: [waves.signingKey], from: 'jwks.json' });
const recount = (files: Files) => verifyWave(sourceOf(files), keys());
const told = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.filter(({ state }) => state === 'fails').map(({ check, sentence }) => [check, sentence]));

/** What a verifier finds of the large wave when the operator has changed files and published all anew, signed. */
async function published(lies: Lies, change: (files: Forgery) => void = () => {}, as: Partial<Operator> = {}): Promise<Finding[]> {
  const files = copyOf(waves.large.files);
  change(files);
  await republish(files, { ...operator, ...as }, lies);
  return [...(await recount(files))];
}

/** An entrants file of several lines, and the entry of its first one. */
function anEntrant({ files }: PublishedWave = waves.large): { file: string; entryId: string; receipt: string } {
  const [file] = [...files]
    .filter(([name]) => name.startsWith('entrants/'))
    .sort(([, left], [, right]) => right.length - left.length)[0]!;
  const entryId = linesOf(files, file)[0]!.slice(0, 32);
  return { file, entryId, receipt: waves.large.people.find((person) => person.entryId === entryId)!.receipt };
}
const dropped = (files: Forgery) => editLines(files, anEntrant().file, (lines) => lines.slice(1));
const ANEW = [{ struckOut: [] }];
const winnerLines = () => linesOf(waves.large.files, 'winners.csv');
const losers = () => {
  const winners = new Set(winnerLines().map((line) => line.split(',')[1]));
  const failed = new Set(jsonOf<Certificate>(waves.large.files, 'certificate.json').rounds.flatMap(({ struckOut }) => struckOut));
  const entrants = [...waves.large.files]
    .filter(([name]) => name.startsWith('entrants/'))
    .flatMap(([name]) => linesOf(waves.large.files, name));
  return entrants.map((line) => line.slice(0, 32)).filter((entryId) => !winners.has(entryId) && !failed.has(entryId));
};

test('publishing anew without a lie gives the same files, byte for byte', async () => {
  for (const { files } of [waves.large, waves.small]) {
    const again = copyOf(files);
    await republish(again, operator, {});
    expect(again).toEqual(files);
  }
});

describe('an entrant dropped after the seed is known', () => {
  test('by a commitment that owns to its hour: it came after the round', async () => {
    const { roundAt: at } = jsonOf<Commitment>(waves.large.files, 'commitment.json').beacon;
    const committedAt = new Date(Date.parse(at) + 1000).toISOString();
    const findings = await published({ commitment: (of) => ({ ...of, committedAt }), rounds: ANEW }, dropped);
    expect(told(findings)['beacon']).toMatch(/^commitment\.json says the deciding round is/);
  });

  test('while the seed, and with it the tickets of all others, stay: the seed does not follow', async () => {
    const { seed } = jsonOf<DrawRecord>(waves.large.files, 'draw.json');
    const findings = await published({ record: (of) => ({ ...of, seed }), rounds: ANEW }, dropped);
    expect(told(findings)).toMatchObject({ seed: expect.stringContaining('draw.json says the seed is') });
  });

  test('while the root stays: it is not that of the files', async () => {
    const { entrantsRoot } = jsonOf<Commitment>(waves.large.files, 'commitment.json');
    const findings = await published({ commitment: (of) => ({ ...of, entrantsRoot }), rounds: ANEW }, dropped);
    expect(told(findings)).toMatchObject({ entrants: expect.stringMatching(/^commitment\.json says the root of the entrants is/) });
  });

  test('by a commitment with a false hour and everything anew: no check of one snapshot sees it, the receipt does', async () => {
    const files = copyOf(waves.large.files);
    dropped(files);
    await republish(files, operator, { rounds: ANEW });
    expect(told(await recount(files))).toEqual({});
    expect(files.get('commitment.json')).not.toEqual(waves.large.files.get('commitment.json'));
    expect((await checkReceipt(sourceOf(files), keys(), anEntrant().receipt)).verdict).toBe('omitted');
  });
});

describe('the randomness', () => {
  const later = (of: Commitment, rounds: number) => ({
    ...of,
    beacon: { ...of.beacon, ...beaconAt(operator.chain, of.beacon.round + rounds) },
  });

  test('of a round chosen among several', async () => {
    for (const rounds of [-1, 1, 5]) {
      const findings = await published({ commitment: (of) => later(of, rounds), rounds: ANEW });
      expect(told(findings)['beacon']).toMatch(/^commitment\.json says the deciding round is/);
    }
  });

  test('of a round other than the committed one', async () => {
    const next = (of: DrawRecord) => {
      const round = of.beacon.round + 1;
      return { ...of, beacon: { ...of.beacon, round, ...operator.signatureOf(round) } };
    };
    const findings = await published({ record: next });
    expect(told(findings)['beacon']).toMatch(/^draw\.json says the round is/);
  });

  test('of a later round, chosen by a later commitment, is called late; its choice shows only to whoever kept the earlier commitment', async () => {
    const committedAt = '2020-08-12T17:20:00.500Z';
    const late = (of: Commitment) => {
      const round = Math.ceil((Date.parse(committedAt) + 60_000 - Date.parse(operator.chain.genesisAt)) / 3000) + 1;
      return { ...of, committedAt, beacon: { ...of.beacon, ...beaconAt(operator.chain, round) } };
    };
    const findings = await published({ commitment: late, rounds: ANEW });
    expect(told(findings)).toEqual({});
    expect(findings.find(({ check }) => check === 'beacon')?.sentence).toContain(
      'which came later than planned (2020-08-12T17:10:00.000Z)',
    );
  });

  test('of a commitment made before the closing, even by a moment', async () => {
    for (const committedAt of ['2020-08-12T16:59:59.999Z', '2020-08-12T16:59:59Z']) {
      const findings = await published({ commitment: (of) => ({ ...of, committedAt }) });
      expect(told(findings)).toEqual({ commitment: 'commitment.json was made before the closing' });
    }
  });

  test('with a seed that follows from nothing', async () => {
    const findings = await published({ record: (of) => ({ ...of, seed: 'ab'.repeat(32) }), rounds: ANEW });
    expect(told(findings)['seed']).toMatch(/^draw\.json says the seed is abab/);
  });

  test('that is not the hash of the signature', async () => {
    const findings = await published({ record: (of) => ({ ...of, beacon: { ...of.beacon, randomness: 'cd'.repeat(32) } }) });
    expect(told(findings)['beacon']).toMatch(/^draw\.json says the randomness is cdcd/);
  });
});

describe('the chain', () => {
  /** Publishes the large wave with a chain in plan, commitment and draw. */
  const with_ = (chain: ChainFacts, as: Partial<Operator> = {}) =>
    published(
      {
        plan: (plan) => ({ ...plan, beacon: { ...plan.beacon, chain: chain.chainHash, chainName: chain.name, test: chain.test } }),
        rounds: ANEW,
      },
      () => {},
      { chain, ...as },
    );
  const stranger = async (): Promise<{ chain: ChainFacts; signatureOf: Operator['signatureOf'] }> => {
    const file = join(waves.folder, 'other-chain-key');
    writeFileSync(file, '12'.repeat(32));
    const relay = await openTestChain(file, { now: () => waves.clock.epochMs } as never);
    const chain = factsOf(beaconChainSchema.parse(JSON.parse(relay.parameter('http://relay.example'))));
    return { chain, signatureOf: (round) => relay.round(round)! };
  };

  test('may be another test chain, which is then called one', async () => {
    const { chain, signatureOf } = await stranger();
    const findings = await with_(chain, { signatureOf });
    expect(told(findings)).toEqual({});
    expect(findings.find(({ check }) => check === 'beacon')?.sentence).toContain('TEST CHAIN');
  });

  test('is not known and not marked as a test', async () => {
    const findings = await with_({ ...operator.chain, test: false });
    expect(told(findings)['beacon']).toContain('draw.json names the chain local-test-chain, which is not known here');
  });

  test('is marked as a test in one file alone', async () => {
    const findings = await published({ record: (of) => ({ ...of, beacon: { ...of.beacon, name: 'quicknet', test: false } }) });
    expect(told(findings)).toHaveProperty('beacon');
    const plan = await published({ plan: (of) => ({ ...of, beacon: { ...of.beacon, test: false } }), rounds: ANEW });
    expect(told(plan)['beacon']).toMatch(/^plan\.json says/);
  });

  test('has a hash that is not that of its key', async () => {
    const { chain, signatureOf } = await stranger();
    const findings = await with_({ ...chain, chainHash: operator.chain.chainHash }, { signatureOf });
    expect(told(findings)['beacon']).toMatch(/^draw\.json has a chain whose hash is not that of its key/);
  });

  test('has a hash that no chain can have', async () => {
    const findings = await with_({ ...operator.chain, genesisAt: '2020-01-01T00:00:00.5Z' });
    expect(told(findings)['beacon']).toMatch(/^draw\.json has a chain whose hash/);
  });

  test("has quicknet's name, or its hash, with another key", async () => {
    const named = { ...operator.chain, name: 'quicknet' };
    for (const name of ['quicknet', 'Quicknet ']) {
      const chain = { ...operator.chain, name };
      const findings = await with_({ ...chain, chainHash: chainHashOf(chain) });
      expect(told(findings)['beacon']).toMatch(/^draw\.json has a chain that calls itself/);
    }
    const hash = await with_({ ...named, chainHash: QUICKNET.chainHash, test: false });
    expect(told(hash)['beacon']).toMatch(/^draw\.json says quicknet's publicKey is/);
    const facts = await with_({ ...QUICKNET, publicKey: operator.chain.publicKey });
    expect(told(facts)['beacon']).toMatch(/^draw\.json says quicknet's publicKey is/);
  });

  test('is quicknet, and the round is signed by it: a public draw holds, and fails with a signature of the operator', async () => {
    const onQuicknet = async (signature: string, randomness: string) => {
      const files = copyOf(waves.small.files);
      const lies: Lies = {
        plan: (plan) => ({
          ...plan,
          opensAt: '2023-08-20T05:00:00.000Z',
          closesAt: '2023-08-23T15:10:00.000Z',
          beacon: { ...plan.beacon, chain: QUICKNET.chainHash, chainName: QUICKNET.name, test: false, at: ROUND_123.at },
        }),
        commitment: (of) => ({
          ...of,
          committedAt: '2023-08-23T15:12:00.000Z',
          beacon: { ...of.beacon, ...beaconAt(QUICKNET, 123) },
        }),
      };
      await republish(files, { ...operator, chain: QUICKNET, signatureOf: () => ({ signature, randomness }) }, lies);
      return recount(files);
    };
    expect(roundAt(QUICKNET, 123)).toBe(Date.parse(ROUND_123.at));
    const findings = await onQuicknet(ROUND_123.signature, ROUND_123.randomness);
    expect(told(findings)).toEqual({});
    expect(findings.find(({ check }) => check === 'beacon')?.sentence).toContain('round 123 of quicknet (public chain)');
    const own = operator.signatureOf(123);
    expect(told(await onQuicknet(own.signature, own.randomness))['beacon']).toContain("is not the chain's");
  });
});

describe('the plan', () => {
  test('has more places by province than in all', async () => {
    const findings = await published({ plan: (plan) => ({ ...plan, byProvince: { '31': 10, '32': 21 } }), rounds: ANEW });
    expect(told(findings)).toEqual({ plan: 'plans/1.json has places by province that do not add up to its places' });
  });

  test('was changed by an extension in more than its closing, or after the old closing', async () => {
    const more = await published({ plan: (plan) => (plan.version === 2 ? { ...plan, spillOver: false } : plan), rounds: ANEW });
    expect(told(more)).toEqual({ plan: 'plans/2.json changes more than closing and beacon to later times' });
    for (const at of ['2020-08-11T17:00:00Z', '2020-08-11T18:00:00Z', '2020-08-08T04:59:59.999Z']) {
      const lie = (plan: Plan) => (plan.supersedes ? { ...plan, supersedes: { ...plan.supersedes, at } } : plan);
      expect(told(await published({ plan: lie, rounds: ANEW }))['plan'], at).toMatch(/^plans\/2\.json was published at/);
    }
  });

  test('has versions that are not counted from one, or more of them than anybody makes', async () => {
    const at = '2020-08-09T00:00:00Z';
    const before = { planHash: 'a'.repeat(64), at };
    const of = async (version: number, lie: Partial<Plan>) =>
      told(await published({ plan: (plan) => (plan.version === version ? { ...plan, ...lie } : plan), rounds: ANEW }));
    expect(await of(1, { supersedes: before })).toEqual({ plan: 'plans/1.json names a version before the first' });
    expect(await of(1, { version: 2 })).toEqual({ plan: 'plans/1.json says it is version 2' });
    expect(await of(2, { version: 1_001 })).toEqual({ plan: 'plan.json says it is version 1001' });
  });

  test('is of another wave than the one that was asked for by name', async () => {
    const findings = await verifyWave({ ...sourceOf(waves.small.files), wave: '2020-04' }, keys());
    expect(told(findings)).toEqual({ plan: 'plan.json says it is the plan of wave 2020-05, not 2020-04' });
  });
});

describe('the commitment', () => {
  test.each<[string, (of: Commitment) => Commitment, RegExp]>([
    ['is to another plan', (of) => ({ ...of, planHash: 'a'.repeat(64) }), /^commitment\.json says the hash of the plan is/],
    ['is of another wave', (of) => ({ ...of, waveId: '2020-05' }), /^plan\.json says it is the plan of wave/],
    [
      'names another chain than the plan',
      (of) => ({ ...of, beacon: { ...of.beacon, chainName: 'another' } }),
      /^commitment\.json says the plan's beacon is/,
    ],
  ])('%s', async (_, commitment, sentence) => {
    expect(told(await published({ commitment, rounds: ANEW }))['commitment']).toMatch(sentence);
  });

  test('says that its round comes at another time', async () => {
    const commitment = (of: Commitment) => ({ ...of, beacon: { ...of.beacon, roundAt: of.committedAt } });
    expect(told(await published({ commitment }))['beacon']).toMatch(/^commitment\.json says that round comes at/);
  });
});

describe('the draw record', () => {
  test('is of another wave', async () => {
    expect(told(await published({ record: (of) => ({ ...of, waveId: '2020-05' }) }))['beacon']).toMatch(
      /^draw\.json says the wave is/,
    );
  });

  test('is of another chain than the plan names, by hash or by name', async () => {
    const chain = { ...operator.chain, name: 'another-chain' };
    const other = { ...chain, chainHash: chainHashOf(chain) };
    const findings = await published({ record: (of) => ({ ...of, beacon: { ...of.beacon, ...other } }) });
    expect(told(findings)['beacon']).toMatch(/^draw\.json says the chain is/);
    const renamed = (plan: Plan) => ({ ...plan, beacon: { ...plan.beacon, chainName: 'another-chain' } });
    expect(told(await published({ plan: renamed, rounds: ANEW }))['beacon']).toMatch(/^plan\.json says the chain's name is/);
  });
});

describe('the entries', () => {
  test('are counted wrong', async () => {
    const registered = await published({ commitment: (of) => ({ ...of, registered: of.registered + 1 }) });
    expect(Object.keys(told(registered))).toEqual(['exclusions']);
    const total = await published({ commitment: (of) => ({ ...of, entrants: { ...of.entrants, total: of.entrants.total + 1 } }) });
    expect(told(total)['entrants']).toMatch(/^commitment\.json has another number of entrants/);
    const priority = await published({
      commitment: (of) => ({ ...of, entrants: { ...of.entrants, priority: of.entrants.priority - 1 } }),
    });
    expect(told(priority)['entrants']).toMatch(/^commitment\.json says the entrants are \{"priority"/);
    const rule = 'not-in-formal-education';
    const exclusions = await published({
      commitment: (of) => ({ ...of, exclusions: { ...of.exclusions, [rule]: of.exclusions[rule] + 1 } }),
    });
    expect(told(exclusions)).toEqual({ exclusions: expect.stringMatching(/^commitment\.json says the exclusions are/) });
  });

  test('are as many as no machine can hold', async () => {
    for (const total of [1_000_000_000, 1_000_000_001, Number.MAX_SAFE_INTEGER]) {
      const findings = await published({ commitment: (of) => ({ ...of, entrants: { ...of.entrants, total } }) });
      const sentence = total > 1_000_000_000 ? /^commitment\.json .* more than any draw has had$/ : /^commitment\.json /;
      expect(Object.values(told(findings))[0], String(total)).toMatch(sentence);
    }
  });

  test('of a province for which there are no places', async () => {
    const findings = await published({ rounds: ANEW }, (files) =>
      edit(files, anEntrant().file, (text) => text.replace(/,3[12],/, ',33,')),
    );
    expect(told(findings)).toEqual({
      commitment: 'commitment.json counts entrants of province 33, for which the plan has no places',
    });
  });

  test('are in two entrants files', async () => {
    const { file, entryId } = anEntrant();
    const other = file === 'entrants/ff.csv' ? 'entrants/00.csv' : 'entrants/ff.csv';
    const findings = await published({ rounds: ANEW }, (files) =>
      editLines(files, other, (lines) => [...lines, linesOf(files, file)[0]!].sort()),
    );
    const later = [file, other].sort()[1];
    expect(told(findings)['draw']).toBe(`${later} has the entry ${entryId}, which is in another entrants file too`);
  });

  test('are refused and take part, or are refused twice', async () => {
    const { file, entryId } = anEntrant();
    for (const shard of [file.slice(9, 11), '00']) {
      const findings = await published({}, (files) =>
        editLines(files, `exclusions/${shard}.csv`, (lines) => [...lines, `${entryId},not-in-formal-education`].sort()),
      );
      expect(told(findings), shard).toMatchObject({
        exclusions: `${file} has the entry ${entryId}, which an exclusions file refuses`,
      });
    }
    const again = await published({}, (files) => {
      const [name] = [...files].find(([of, bytes]) => of.startsWith('exclusions/') && bytes.length > 0)!;
      editLines(files, name, ([first = '', ...more]) => [first, first, ...more]);
    });
    expect(told(again)['exclusions']).toMatch(/ line 2 is there twice or out of order$/);
    const twice = await published({}, (files) => {
      const [name] = [...files].find(([of, bytes]) => of.startsWith('exclusions/') && bytes.length > 0)!;
      editLines(files, 'exclusions/fe.csv', (lines) => [...lines, linesOf(files, name)[0]!].sort());
    });
    expect(told(twice)['exclusions']).toMatch(
      /^exclusions\/fe\.csv line \d+ refuses an entry that another exclusions file refuses too$/,
    );
  });

  test('are refused under a rule that there is not', async () => {
    for (const rule of ['not-liked', 'constructor', '']) {
      const findings = await published({}, (files) => editLines(files, 'exclusions/00.csv', () => [`${'0'.repeat(32)},${rule}`]));
      expect(told(findings)['exclusions'], rule).toMatch(/^exclusions\/00\.csv line 1 is not an entry and a rule/);
    }
  });
});

describe('the winners', () => {
  test('are in another order', async () => {
    const findings = await published({ winners: ([first = '', second = '', ...more]) => [second, first, ...more] });
    expect(told(findings)).toEqual({ draw: expect.stringMatching(/^winners\.csv has "2,/) });
  });

  test('have somebody else among them', async () => {
    const [loser] = losers();
    const findings = await published({
      winners: (lines) => lines.map((line, at) => (at === 3 ? line.replace(/[0-9a-f]{32}/, loser!) : line)),
    });
    expect(told(findings)).toEqual({ draw: expect.stringMatching(/^winners\.csv has "4,/) });
  });

  test('are one too many in a province, which everything else owns to', async () => {
    const findings = await published({
      winners: (lines) => [...lines, `${lines.length + 1},${losers()[0]},31,b,0`],
      certificate: (of) => ({
        ...of,
        places: of.places + 1,
        awarded: of.awarded + 1,
        provinces: { ...of.provinces, '31': { ...of.provinces['31']!, places: 10, awarded: of.provinces['31']!.awarded + 1 } },
      }),
    });
    expect(told(findings)).toEqual({
      draw: 'winners.csv goes on after line 30, the last that the draw gives',
    });
  });

  test('are fewer than the places, while entries are left', async () => {
    const findings = await published({
      winners: (lines) => lines.slice(0, -1),
      certificate: (of) => ({ ...of, awarded: of.awarded - 1, unfilled: 1 }),
    });
    expect(Object.keys(told(findings))).toEqual(['draw']);
  });

  test('have another cut-off', async () => {
    const cutOff = (of: Certificate) => ({
      ...of,
      provinces: { ...of.provinces, '31': { ...of.provinces['31']!, cutOff: 'f'.repeat(64) } },
    });
    expect(told(await published({ certificate: cutOff }))).toEqual({
      places: expect.stringContaining('certificate.json says the places of 31 are'),
    });
  });

  test('and the results say something else', async () => {
    const { file } = anEntrant();
    const results = file.replace('entrants', 'results');
    const findings = await published({
      results: (files) => edit(files, results, (text) => text.replace(/,(\d+),/, (_, position) => `,${Number(position) + 1},`)),
    });
    expect(told(findings)).toEqual({ results: expect.stringContaining(`${results} has "`) });
  });
});

describe('the rounds', () => {
  const rounds = (change: (of: Certificate['rounds']) => Certificate['rounds']): Lies => ({
    certificate: (of) => ({ ...of, rounds: change(of.rounds) }),
  });

  test('strike out an entry that was never taken', async () => {
    const findings = await published(rounds(([first, ...more]) => [{ struckOut: [...first!.struckOut, losers()[0]!] }, ...more]));
    expect(told(findings)['draw']).toMatch(/^certificate\.json strikes out entries that had not been taken/);
  });

  test('strike out an entry twice, or one that nobody has', async () => {
    for (const more of [waves.large.people[0]!.entryId, '0'.repeat(32)]) {
      const findings = await published(
        rounds(([first, ...others]) => [{ struckOut: [...first!.struckOut, more, more] }, ...others]),
      );
      expect(told(findings)['draw']).toMatch(/^certificate\.json strikes out entries/);
    }
  });

  test('take an award back that had succeeded', async () => {
    const winner = winnerLines()
      .find((line) => line.endsWith(',0'))!
      .split(',')[1]!;
    const findings = await published(rounds(([first]) => [first!, { struckOut: [winner] }]));
    expect(told(findings)['draw']).toMatch(/^certificate\.json strikes out entries that had not been taken: .* after round 1/);
  });

  test('leave the refill to nobody', async () => {
    const winner = winnerLines()[0]!.split(',')[1]!;
    const findings = await published({
      ...rounds(([first, ...more]) => [{ struckOut: [...first!.struckOut, winner].sort() }, ...more]),
      winners: (lines) => lines.slice(1).map((line, at) => line.replace(/^\d+/, String(at + 1))),
    });
    expect(told(findings)['draw']).toMatch(/^winners\.csv has/);
  });

  test('are not all told, or are too many', async () => {
    expect(told(await published(rounds((of) => of.slice(0, 1))))['draw']).toMatch(
      /^certificate\.json has no round 1, in which the draw takes/,
    );
    expect(told(await published(rounds((of) => [...of, { struckOut: [] }])))['draw']).toMatch(
      /^certificate\.json has a round 2, although no award of round 1 failed/,
    );
  });

  test('have a last one that takes nobody, after an award that failed', async () => {
    const lines = [...waves.large.files].flatMap(([name]) =>
      name.startsWith('entrants/') ? linesOf(waves.large.files, name) : [],
    );
    const ofHousehold = Map.groupBy(lines, (line) => line.split(',')[3]);
    // Everybody gets a place, of a small household too, so that nobody is left for the one that becomes free.
    const small = [...ofHousehold.values()].find((of) => of.every((line) => of.length <= Number(line.at(-1))))!;
    const alone = small[0]!.slice(0, 32);
    const findings = await published({
      plan: (plan) => ({ ...plan, places: 100_000, byProvince: 'national' }),
      rounds: [{ struckOut: [alone] }, { struckOut: [] }],
    });
    expect(told(findings)).toEqual({ draw: 'certificate.json has a round 1, in which the draw takes nobody' });
  });
});

describe('the certificate', () => {
  test('names a file more, a file less, or another digest than was committed', async () => {
    const { file } = anEntrant();
    const digest = 'e'.repeat(64);
    expect(told(await published({ digests: (of) => ({ ...of, 'thanks.txt': digest }) }))).toEqual({
      files: 'certificate.json names thanks.txt, which is no file of a wave',
    });
    const { 'draw.json': _, ...less } = jsonOf<Certificate>(waves.large.files, 'certificate.json').files;
    expect(told(await published({ digests: () => less }))['files']).toContain('certificate.json does not name draw.json');
    expect(told(await published({ digests: (of) => ({ ...of, [file]: digest }) }))).toEqual({
      files: `certificate.json has another digest of ${file} than was committed`,
    });
    const files = (of: Commitment) => ({ ...of, files: { ...of.files, 'thanks.txt': digest } });
    expect(told(await published({ commitment: files }))).toEqual({
      files: expect.stringContaining('commitment.json names thanks.txt, which is no file of a wave'),
    });
  });

  test('says something else than was committed or drawn', async () => {
    const lies: ((of: Certificate) => Certificate)[] = [
      (of) => ({ ...of, entrantsRoot: 'a'.repeat(64) }),
      (of) => ({ ...of, planHash: 'a'.repeat(64) }),
      (of) => ({ ...of, seed: 'a'.repeat(64) }),
      (of) => ({ ...of, waveId: '2020-05' }),
      (of) => ({ ...of, softwareVersion: 'another' }),
      (of) => ({ ...of, beacon: { ...of.beacon, test: false } }),
      (of) => ({ ...of, exclusions: { ...of.exclusions, 'not-in-formal-education': 0 } }),
      (of) => ({ ...of, entrants: { ...of.entrants, total: 1 } }),
    ];
    for (const certificate of lies)
      expect(told(await published({ certificate }))['certificate']).toMatch(/^certificate\.json says/);
  });

  test.each<[string, (of: Certificate) => Certificate]>([
    ['places', (of) => ({ ...of, places: of.places + 1 })],
    ['awarded', (of) => ({ ...of, awarded: of.awarded + 1 })],
    ['unfilled', (of) => ({ ...of, unfilled: of.unfilled + 1 })],
    ['provinces', (of) => ({ ...of, provinces: { ...of.provinces, '91': Object.values(of.provinces)[0]! } })],
  ])('has other %s than the draw gives', async (name, certificate) => {
    expect(told(await published({ certificate }))).toEqual({
      places: expect.stringMatching(new RegExp(`^certificate\\.json says the ${name} are`)),
    });
  });

  test('cannot write lines of its own on the screen', async () => {
    const name = 'local\n  ok    draw         all is well\u001b[2J\u202e';
    const chain = { ...operator.chain, name };
    const facts = { ...chain, chainHash: chainHashOf(chain) };
    const findings = await published(
      {
        plan: (plan) => ({ ...plan, beacon: { ...plan.beacon, chain: facts.chainHash, chainName: name } }),
        rounds: ANEW,
        digests: (of) => ({ ...of, 'a\nb': 'e'.repeat(64), ['x'.repeat(10_000)]: 'e'.repeat(64) }),
      },
      () => {},
      { chain: facts },
    );
    expect(findings.find(({ check }) => check === 'beacon')?.state).toBe('holds');
    for (const { sentence } of findings) {
      for (const character of ['\n', '\r', '\u001b', '\u202e']) expect(sentence).not.toContain(character);
      expect(sentence.length).toBeLessThan(2_000);
    }
  });
});

describe('the attempts', () => {
  test.each([
    ['of which the first is left out', (lines: string[]) => lines.slice(1)],
    ['of which the last is left out', (lines: string[]) => lines.slice(0, -1)],
    ['all left out', () => []],
    ['of another wave', (lines: string[]) => lines.map((line) => line.replace('2020-04', '2020-05'))],
    ['of which two published', (lines: string[]) => lines.map((line) => line.replace('failed', 'published'))],
    ['of which the first has no end', (lines: string[]) => lines.map((line) => line.replace(/,"endedAt":"[^"]*"(.*failed)/, '$1'))],
    ['of which the last goes on', (lines: string[]) => lines.map((line) => line.replace(/,"endedAt".*published"/, ''))],
    ['twice', (lines: string[]) => [...lines, ...lines]],
  ])('%s', async (_, change) => {
    const files = copyOf(waves.large.files);
    editLines(files, 'attempts.jsonl', change);
    await sign(files, waves.signingKey, '2020-04', 'attempts.jsonl');
    expect(told(await recount(files))).toEqual({ attempts: expect.stringMatching(/^attempts\.jsonl/) });
  });
});

describe('the heads of the audit log', () => {
  const heads = (change: (of: AuditHeads) => void) => (files: Forgery) =>
    edit(files, 'audit-heads.json', (text) => {
      const document: AuditHeads = JSON.parse(text);
      change(document);
      return `${JSON.stringify(document, null, 2)}\n`;
    });

  test.each<[string, (of: AuditHeads) => void, RegExp]>([
    [
      "say fewer of the officers' acts than the certificate",
      ({ chains }) => (chains[0]!.entries -= 1),
      /^certificate\.json says the audit log is/,
    ],
    [
      "have another head of the officers' acts",
      ({ chains }) => (chains[0]!.head = 'f'.repeat(64)),
      /^certificate\.json says the audit log is/,
    ],
    ['say more openings', ({ chains }) => (chains[1]!.entries += 1), /^certificate\.json says the audit log is .*openings/],
    ['leave out a chain', ({ chains }) => chains.splice(1, 1), /^certificate\.json says the audit log is .*openings/],
    ['are of another wave', (of) => (of.waveId = '2020-05'), /^audit-heads\.json says the wave is 2020-05/],
    [
      'name a chain twice',
      ({ chains }) => chains.push({ ...chains.at(-1)!, entries: 1 }),
      /^audit-heads\.json names openings-\w\w out of/,
    ],
    ['are in another order', ({ chains }) => chains.reverse(), /^audit-heads\.json names \S+ out of the order/],
    [
      'name a chain that there can not be',
      ({ chains }) => (chains[1]!.chain = 'openings-xx'),
      /does not have the form.*chains\.1\.chain/,
    ],
  ])('%s', async (_, change, sentence) => {
    expect(told(await published({}, heads(change)))).toEqual({ audit: expect.stringMatching(sentence) });
  });

  test('are not what the certificate says of them', async () => {
    const none = (of: Certificate) => ({ ...of, audit: { ...of.audit, openings: 0 } });
    expect(told(await published({ certificate: none }))).toEqual({ audit: expect.stringContaining('"openings":0') });
  });
});

describe('selection rates', () => {
  test.each<[string, (of: SelectionRates) => SelectionRates]>([
    ['of another number of people', (of) => ({ ...of, leftOut: of.leftOut + 1 })],
    ['of another wave', (of) => ({ ...of, waveId: '2020-05' })],
    [
      'that are withheld for a reason that does not hold',
      (of) => ({ ...of, dimensions: null, withheld: 'fewer-than-20-entrants' }),
    ],
    ['that are withheld for no reason', (of) => ({ ...of, dimensions: null })],
  ])('%s', async (_, rates) => {
    expect(told(await published({ rates }))).toEqual({ rates: expect.stringMatching(/^selection-rates\.json says/) });
  });

  type Of = NonNullable<SelectionRates['dimensions']>;
  const lied = (change: (dimensions: Of) => void) => (rates: SelectionRates) => {
    const copy = structuredClone(rates);
    change(copy.dimensions as Of);
    return copy;
  };

  test.each<[string, (dimensions: Of) => void, RegExp]>([
    ['that favour a province less than they did', ({ province }) => (province.bands[0]!.selected -= 1), /rates by province/],
    ['with another expectation for priority', ({ priority }) => (priority.bands[0]!.expected += 5), /rates by priority/],
    ['with a band of nineteen', ({ sex }) => (sex.bands[0]!.entrants = 19), /does not have the form.*dimensions\.sex\.bands/],
    ['of which some of one sex are left out', ({ sex }) => (sex.bands[0]!.entrants -= 1), /bands of sex add up/],
    [
      'whose p is not that of the statistic',
      ({ ageBand }) => Object.assign(ageBand, { chiSquare: 12, degreesOfFreedom: 1, p: 0.9 }),
      /says p = 0.9/,
    ],
  ])('%s', async (_, change, sentence) => {
    const findings = await published({ rates: lied(change) });
    expect(Object.keys(told(findings))).toEqual(['rates']);
    expect(told(findings)['rates']).toMatch(sentence);
    expect(told(findings)['rates']).toMatch(/^selection-rates\.json /);
  });

  // The statistic is published with three decimals, and close to 0 p falls steeply: at 0.0004 it is 0.984 already.
  test.each([
    [0.9841, {}],
    [0.97, { rates: expect.stringContaining('of that statistic it is 1.000') }],
  ])('whose statistic was rounded to 0: p = %d', async (p, said) => {
    const rates = lied(({ sex }) => Object.assign(sex, { chiSquare: 0, degreesOfFreedom: 1, p }));
    expect(told(await published({ rates }))).toEqual(said);
  });
});
