import { type ChainFacts, chainHashOf, decidingRound, roundAt } from '#shared/beacon/chain.ts';
import { QUICKNET } from '#shared/beacon/quicknet.ts';
import { verifyRound } from '#shared/beacon/verify-round.ts';
import { toHex } from '#shared/draw/hex.ts';
import { seedOf } from '#shared/draw/seed.ts';
import { type Commitment, commitmentSchema, type DrawRecord, drawRecordSchema } from '#shared/evidence/documents.ts';
import { COMMITMENT_FILE, DRAW_FILE, PLAN_FILE } from '#shared/evidence/evidence-names.ts';
import type { CheckedPlan } from './check-plan.ts';
import { assertSame, readDocument } from './documents.ts';
import type { EvidenceSource } from './evidence-source.ts';
import { Fault, type Held } from './findings.ts';

/** A draw's entries are held in memory; a forged count must not ask for more than there are people in the world's largest draws. */
const MOST_ENTRANTS = 1_000_000_000;

/** The commitment belongs to the plan. */
export async function checkCommitment(source: EvidenceSource, { plan, planHash }: CheckedPlan): Promise<Held<Commitment>> {
  const { document: commitment } = await readDocument(source, COMMITMENT_FILE, commitmentSchema);
  assertSame(PLAN_FILE, 'it is the plan of wave', plan.waveId, commitment.waveId);
  assertSame(COMMITMENT_FILE, 'the hash of the plan is', commitment.planHash, planHash);
  assertSame(COMMITMENT_FILE, "the plan's lists are", commitment.lists, plan.lists ?? []);
  const { chain, chainName, test } = plan.beacon;
  const named = { chain: commitment.beacon.chain, chainName: commitment.beacon.chainName, test: commitment.beacon.test };
  assertSame(COMMITMENT_FILE, "the plan's beacon is", named, { chain, chainName, test });
  if (Date.parse(commitment.committedAt) < Date.parse(plan.closesAt))
    throw new Fault(COMMITMENT_FILE, 'was made before the closing');
  if (commitment.entrants.total > MOST_ENTRANTS)
    throw new Fault(COMMITMENT_FILE, `says there are ${commitment.entrants.total} entrants, more than any draw has had`);
  if (plan.byProvince !== 'national')
    for (const code of Object.keys(commitment.entrants.byProvince))
      if (!Object.hasOwn(plan.byProvince, code))
        throw new Fault(COMMITMENT_FILE, `counts entrants of province ${code}, for which the plan has no places`);
  return {
    sentence: `${commitment.registered} registered, ${commitment.entrants.total} entrants, committed ${commitment.committedAt}`,
    value: commitment,
  };
}

/** The round is the one that the plan's rule gives, came after the commitment, and is signed by the chain that the plan names. */
export async function checkBeacon(
  source: EvidenceSource,
  { plan }: CheckedPlan,
  commitment: Commitment,
): Promise<Held<DrawRecord>> {
  const { document: record } = await readDocument(source, DRAW_FILE, drawRecordSchema);
  assertSame(DRAW_FILE, 'the wave is', record.waveId, commitment.waveId);
  const { round, signature, randomness, ...chain } = record.beacon;
  assertSame(DRAW_FILE, 'the chain is', chain.chainHash, plan.beacon.chain);
  assertKnown(chain);
  assertSame(PLAN_FILE, "the chain's name is", plan.beacon.chainName, chain.name);
  assertSame(PLAN_FILE, 'whether the chain is a test chain:', plan.beacon.test, chain.test);
  const due = decidingRound(chain, Date.parse(plan.beacon.at), Date.parse(commitment.committedAt));
  assertSame(COMMITMENT_FILE, 'the deciding round is', commitment.beacon.round, due);
  assertSame(COMMITMENT_FILE, 'that round comes at', Date.parse(commitment.beacon.roundAt), roundAt(chain, due));
  if (Date.parse(commitment.committedAt) >= roundAt(chain, due))
    throw new Fault(COMMITMENT_FILE, "was made after the beacon's round");
  assertSame(DRAW_FILE, 'the round is', round, due);
  const verified = verifyRound(chain, round, signature);
  if (!verified) throw new Fault(DRAW_FILE, `has a signature of round ${round} that is not the chain's`);
  assertSame(DRAW_FILE, 'the randomness is', randomness, verified.randomness);
  const seconds = Math.floor((roundAt(chain, due) - Date.parse(commitment.committedAt)) / 1000);
  const late = Date.parse(commitment.committedAt) > Date.parse(plan.beacon.at);
  const chosen = late ? `, the first a minute after the commitment, which came later than planned (${plan.beacon.at})` : '';
  const kind = chain.test ? 'TEST CHAIN, signed by one operator alone: a trial, no public draw' : 'public chain';
  return {
    ...(chain.test && { remark: 'its randomness is of a TEST CHAIN, so it was a trial, no public draw.' }),
    sentence: `round ${round} of ${chain.name} (${kind}), ${seconds} s after the commitment${chosen}, BLS signature checked`,
    value: record,
  };
}

/** quicknet is pinned here; any other chain must own up to being one for trying out, and its key follow from the hash in the plan. */
function assertKnown(chain: ChainFacts): void {
  if (chain.chainHash === QUICKNET.chainHash) {
    for (const [name, value] of Object.entries(QUICKNET))
      assertSame(DRAW_FILE, `quicknet's ${name} is`, chain[name as keyof ChainFacts], value);
    return;
  }
  if (!chain.test)
    throw new Fault(DRAW_FILE, `names the chain ${chain.name}, which is not known here and not marked as a test chain`);
  if (chain.name.toLowerCase().includes(QUICKNET.name))
    throw new Fault(
      DRAW_FILE,
      `has a chain that calls itself ${chain.name}, and its hash and key are not those of ${QUICKNET.name}`,
    );
  // drand's hash has whole seconds in it.
  if (Date.parse(chain.genesisAt) % 1000 !== 0 || chainHashOf(chain) !== chain.chainHash)
    throw new Fault(DRAW_FILE, 'has a chain whose hash is not that of its key and times');
}

/** The seed follows from plan, entrants and randomness. */
export function checkSeed(commitment: Commitment, { seed, beacon }: DrawRecord): Held<Uint8Array> {
  const { waveId, planHash, entrantsRoot } = commitment;
  const expected = seedOf({ waveId, planHash, entrantsRoot, round: beacon.round, randomness: beacon.randomness });
  assertSame(DRAW_FILE, 'the seed is', seed, toHex(expected));
  return { sentence: `SHA-256 of plan, entrants and randomness is ${seed}`, value: expected };
}
