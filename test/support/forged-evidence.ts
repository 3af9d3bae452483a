import { type ChainFacts, roundAt } from '#shared/beacon/chain.ts';
import { instant } from '#shared/clock.ts';
import { draw, ticketHex } from '#shared/draw/draw.ts';
import { readEntrants } from '#shared/draw/entrants.ts';
import { fromHex, toHex } from '#shared/draw/hex.ts';
import { entrantsRootOf, seedOf } from '#shared/draw/seed.ts';
import type { Certificate, Commitment, DrawRecord, SelectionRates } from '#shared/evidence/documents.ts';
import {
  CERTIFICATE_FILE,
  COMMITMENT_FILE,
  DRAW_FILE,
  entrantsFile,
  exclusionsFile,
  PLAN_FILE,
  planVersionFile,
  resultsFile,
  SELECTION_RATES_FILE,
  signatureFile,
  WINNERS_FILE,
} from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { selectionRates } from '#shared/rates/selection-rates.ts';
import { provincePlaces } from '#shared/selection/province-places.ts';
import { resultsByShard, winnersText } from '#shared/selection/result-files.ts';
import { SHARDS } from '#shared/shards.ts';
import { signEvidence } from '#shared/tokens/evidence-signature.ts';
import type { SigningKey } from '#shared/tokens/signing-key.ts';
import { type Plan, planText } from '#shared/waves/plan.ts';
import type { EvidenceSource } from '#verify/evidence-source.ts';
import type { Files } from './published-wave.ts';

/** A wave's files that a test may change. */
export type Forgery = Map<string, Buffer>;

export function copyOf(files: Files): Forgery {
  return new Map(files);
}

/** The files as a verifier reads them; `asked` are the names of those that it read, in order. */
export function sourceOf(files: Files): EvidenceSource & { asked: string[] } {
  const asked: string[] = [];
  return {
    name: 'a copy',
    asked,
    async read(file) {
      asked.push(file);
      return files.get(file);
    },
  };
}

export function jsonOf<T>(files: Files, file: string): T {
  return JSON.parse((files.get(file) as Buffer).toString());
}

export function linesOf(files: Files, file: string): string[] {
  return (files.get(file) as Buffer).toString().split('\n').slice(0, -1);
}

/** Changes a file's text. */
export function edit(files: Forgery, file: string, change: (text: string) => string): void {
  files.set(file, Buffer.from(change((files.get(file) as Buffer).toString())));
}

/** Changes a file's lines; each has its line end again afterwards. */
export function editLines(files: Forgery, file: string, change: (lines: string[]) => string[]): void {
  edit(files, file, (text) =>
    change(text.split('\n').slice(0, -1))
      .map((line) => `${line}\n`)
      .join(''),
  );
}

export async function sign(files: Forgery, key: SigningKey, waveId: string, file: string): Promise<void> {
  files.set(signatureFile(file), Buffer.from(await signEvidence(key, `${waveId}/${file}`, files.get(file) as Buffer)));
}

/** What an operator puts in place of what follows from the files. */
export type Lies = {
  /** Each version of the plan. */
  plan?: (plan: Plan) => Plan;
  commitment?: (commitment: Commitment) => Commitment;
  record?: (record: DrawRecord) => DrawRecord;
  /** What of each round failed; as it was, unless said otherwise. */
  rounds?: Certificate['rounds'];
  results?: (files: Forgery) => void;
  winners?: (lines: string[]) => string[];
  rates?: (rates: SelectionRates) => SelectionRates;
  /** Before the digests are taken. */
  certificate?: (certificate: Certificate) => Certificate;
  /** After. */
  digests?: (files: Certificate['files']) => Certificate['files'];
};

export type Operator = {
  signingKey: SigningKey;
  chain: ChainFacts;
  signatureOf(round: number): { signature: string; randomness: string };
};

/**
 * The strong adversary: the operator itself, which holds the signing key, publishes everything anew after the change of some files, so
 * that each file follows from those before it, apart from the `lies`.
 */
export async function republish(files: Forgery, operator: Operator, lies: Lies): Promise<void> {
  const plan = republishPlans(files, lies);
  const { waveId } = plan;
  const commitment = commitmentOf(files, plan, lies);
  files.set(COMMITMENT_FILE, bytesOf(commitment));
  const record = recordOf(files, operator, commitment, lies);
  files.set(DRAW_FILE, bytesOf(record));
  republishResult(files, plan, commitment, record, lies);
  for (const file of files.keys()) if (files.has(signatureFile(file))) await sign(files, operator.signingKey, waveId, file);
}

function republishPlans(files: Forgery, { plan: lie = (plan) => plan }: Lies): Plan {
  const last = jsonOf<Plan>(files, PLAN_FILE).version;
  let before: string | undefined;
  for (let version = 1; version <= last; version++) {
    const file = planVersionFile(version);
    const plan = lie(jsonOf<Plan>(files, file));
    const text = planText(before && plan.supersedes ? { ...plan, supersedes: { ...plan.supersedes, planHash: before } } : plan);
    files.set(file, Buffer.from(text));
    files.set(PLAN_FILE, Buffer.from(text));
    before = sha256Hex(text);
  }
  return jsonOf<Plan>(files, PLAN_FILE);
}

function commitmentOf(files: Forgery, plan: Plan, { commitment: lie = (of) => of }: Lies): Commitment {
  const earlier = jsonOf<Commitment>(files, COMMITMENT_FILE);
  const digests = Object.fromEntries(
    Object.keys(earlier.files).map((file) => [file, sha256Hex(files.get(file) ?? Buffer.alloc(0))]),
  );
  const byProvince: Commitment['entrants']['byProvince'] = {};
  const exclusions = Object.fromEntries(Object.keys(earlier.exclusions).map((rule) => [rule, 0]));
  let total = 0;
  let priority = 0;
  let refused = 0;
  for (const shard of SHARDS) {
    for (const line of linesOf(files, entrantsFile(shard))) {
      const [, code = '', first] = line.split(',');
      const of = byProvince[code] ?? { total: 0, priority: 0 };
      byProvince[code] = { total: of.total + 1, priority: of.priority + Number(first) };
      total++;
      priority += Number(first);
    }
    for (const line of linesOf(files, exclusionsFile(shard))) {
      const rule = line.split(',')[1] as string;
      exclusions[rule] = (Object.hasOwn(exclusions, rule) ? (exclusions[rule] as number) : 0) + 1;
      refused++;
    }
  }
  const { chain, chainName, test } = plan.beacon;
  return lie({
    ...earlier,
    planHash: digests[PLAN_FILE] as string,
    entrantsRoot: entrantsRootOf(SHARDS.map((shard) => digests[entrantsFile(shard)] as string)),
    beacon: { ...earlier.beacon, chain, chainName, test },
    registered: total + refused,
    entrants: { total, priority, byProvince },
    exclusions: exclusions as Commitment['exclusions'],
    files: digests,
  });
}

function recordOf(
  files: Forgery,
  { chain, signatureOf }: Operator,
  commitment: Commitment,
  { record: lie = (of) => of }: Lies,
): DrawRecord {
  const { round } = commitment.beacon;
  const { name, chainHash, publicKey, genesisAt, periodSeconds, groupHash, scheme, test } = chain;
  const { signature, randomness } = signatureOf(round);
  const facts = { name, chainHash, publicKey, genesisAt, periodSeconds, groupHash, scheme, test };
  const earlier = jsonOf<DrawRecord>(files, DRAW_FILE);
  return lie({
    ...earlier,
    beacon: { ...facts, round, signature, randomness },
    seed: toHex(seedOf({ ...commitment, round, randomness })),
  });
}

function republishResult(files: Forgery, plan: Plan, commitment: Commitment, record: DrawRecord, lies: Lies): void {
  const earlier = jsonOf<Certificate>(files, CERTIFICATE_FILE);
  const rounds = lies.rounds ?? earlier.rounds;
  const entrants = readEntrants(SHARDS.map((shard) => [shard, files.get(entrantsFile(shard)) as Buffer]));
  const seed = fromHex(record.seed);
  const result = draw(
    plan,
    entrants,
    seed,
    rounds.map(({ struckOut }) => struckOut),
  );
  const { winners } = result;
  const failed = new Set(rounds.flatMap(({ struckOut }) => struckOut));
  const notSelected = (entryId: string) => (failed.has(entryId) ? 'already-a-recipient' : 'not-selected');
  for (const [shard, text] of resultsByShard(plan, entrants, result, notSelected)) files.set(resultsFile(shard), Buffer.from(text));
  files.set(WINNERS_FILE, Buffer.from(winnersText(winners)));
  // Sex and age of an entry are not public: where the numbers are others than before, everybody is made the same.
  const groups = { sexes: new Uint8Array(entrants.count), ageBands: new Uint8Array(entrants.count) };
  const rates = selectionRates({ waveId: plan.waveId, plan, entrants, groups, winners, struckOut: [...failed] });
  const before = jsonOf<SelectionRates>(files, SELECTION_RATES_FILE);
  const sameNumbers = before.entrants === rates.entrants && before.selected === rates.selected;
  if (sameNumbers && before.dimensions && rates.dimensions)
    rates.dimensions = { ...rates.dimensions, sex: before.dimensions.sex, ageBand: before.dimensions.ageBand };
  files.set(SELECTION_RATES_FILE, bytesOf((lies.rates ?? ((of) => of))(rates)));
  lies.results?.(files);
  if (lies.winners) editLines(files, WINNERS_FILE, lies.winners);
  const { chainHash, name, test, round, signature } = record.beacon;
  const certificate = (lies.certificate ?? ((of) => of))({
    ...earlier,
    planHash: commitment.planHash,
    entrantsRoot: commitment.entrantsRoot,
    entrants: commitment.entrants,
    exclusions: commitment.exclusions,
    beacon: { chain: chainHash, chainName: name, test, round, signature },
    seed: record.seed,
    rounds,
    places: plan.places,
    awarded: winners.length,
    unfilled: plan.places - winners.length,
    provinces: provincePlaces(plan, winners, (entryId) => ticketHex(seed, entryId)),
  });
  const digests = Object.fromEntries(Object.keys(earlier.files).map((file) => [file, sha256Hex(files.get(file) as Buffer)]));
  files.set(CERTIFICATE_FILE, bytesOf({ ...certificate, files: (lies.digests ?? ((of) => of))(digests) }));
}

/** The beacon of a commitment that names a round of the chain. */
export function beaconAt(chain: ChainFacts, round: number): Pick<Commitment['beacon'], 'round' | 'roundAt'> {
  return { round, roundAt: instant(roundAt(chain, round)) };
}

function bytesOf(document: object): Buffer {
  return Buffer.from(`${JSON.stringify(document, null, 2)}\n`);
}
