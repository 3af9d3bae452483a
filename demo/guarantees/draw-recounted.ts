import { createHash } from 'node:crypto';
import type { BeaconChain } from '#shared/beacon/chain.ts';
import { verifyRound } from '#shared/beacon/verify-round.ts';
import { draw } from '#shared/draw/draw.ts';
import { readEntrants } from '#shared/draw/entrants.ts';
import { toHex } from '#shared/draw/hex.ts';
import { entrantsRootOf, seedOf } from '#shared/draw/seed.ts';
import { evidenceOf, type Finding, type Traces } from './guarantee.ts';
import type { WaveEvidence } from './wave-evidence.ts';

/**
 * The draw can be recomputed by a stranger: for each wave the plan's hash, the entrants' root, the beacon's signature, the seed
 * and the winners follow from the published files and the chain's public key, and the entrants stood before the round existed.
 */
export function drawRecounted(traces: Pick<Traces, 'runs' | 'evidence' | 'chain'>): Finding {
  const faults: string[] = [];
  let entries = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const { wave, planHash } of traces.runs) {
    const evidence = evidenceOf(traces, wave.waveId);
    entries += evidence.entrantCount;
    least = Math.min(least, Date.parse(evidence.commitment.beacon.roundAt) - Date.parse(evidence.commitment.committedAt));
    faults.push(...faultsOf(wave.waveId, planHash, evidence, traces.chain).map((fault) => `${wave.waveId}: ${fault}`));
  }
  return {
    name: 'the draw recounted',
    holds: faults.length === 0,
    detail: [
      `${traces.runs.length} draws of ${entries} entries recounted from the published files, the same winners`,
      `entrants committed at least ${Math.floor(least / 1000)} s before their beacon round`,
      ...faults,
    ].join('; '),
  };
}

function faultsOf(waveId: string, toldPlanHash: string, evidence: WaveEvidence, chain: BeaconChain): string[] {
  const { planBytes, commitment, certificate, entrants } = evidence;
  const planHash = sha256(planBytes);
  const entrantsRoot = entrantsRootOf(entrants.map(([, bytes]) => sha256(bytes)));
  const { round, signature } = certificate.beacon;
  const beacon = verifyRound(chain, round, signature);
  if (!beacon) return [`the signature of round ${round} is not the chain's`];
  const seed = seedOf({ waveId, planHash, entrantsRoot, round, randomness: beacon.randomness });
  const recount = draw(
    evidence.plan,
    readEntrants(entrants),
    seed,
    certificate.rounds.map(({ struckOut }) => struckOut),
  );
  const winnersText = recount.winners
    .map(({ entryId, province, phase, round }, at) => `${at + 1},${entryId},${province},${phase},${round}\n`)
    .join('');
  return [
    planHash !== toldPlanHash && 'the plan is another than the one announced',
    (planHash !== commitment.planHash || planHash !== certificate.planHash) && 'the plan has another hash than the one certified',
    (entrantsRoot !== commitment.entrantsRoot || entrantsRoot !== certificate.entrantsRoot) && 'the entrants have another root',
    (commitment.beacon.round !== round || commitment.beacon.chain !== certificate.beacon.chain) && 'another round than committed',
    Date.parse(commitment.committedAt) >= Date.parse(commitment.beacon.roundAt) && 'committed after the beacon round',
    toHex(seed) !== certificate.seed && 'another seed',
    winnersText !== evidence.winnersText && 'other winners',
  ].filter((fault) => fault !== false);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
