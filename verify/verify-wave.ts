import { SHARDS } from '#shared/shards.ts';
import { checkAudit } from './check-audit.ts';
import { checkBeacon, checkCommitment, checkSeed } from './check-beacon.ts';
import { checkAttempts, checkCertificate, digestFaults } from './check-certificate.ts';
import { checkDraw, checkPlaces, passOverResults } from './check-draw.ts';
import { passOverEntries } from './check-entries.ts';
import { checkPlan } from './check-plan.ts';
import { checkRates } from './check-rates.ts';
import { checkRefills } from './check-refills.ts';
import { checkSignatures } from './check-signatures.ts';
import { type EvidenceSource, readOnce } from './evidence-source.ts';
import { checklist, type Finding, throwFaults } from './findings.ts';
import type { Keys } from './keys.ts';

/** Files of a wave that a progress bar counts. */
export const FILES_OF_A_WAVE = 3 * SHARDS.length;

const AFTER_THE_COMMITMENT = [
  'signatures',
  'beacon',
  'seed',
  'certificate',
  'audit',
  'attempts',
  'entrants',
  'exclusions',
  'draw',
  'results',
  'places',
  'rates',
  'files',
];

/**
 * Recounts a whole draw from public files alone.
 * @param onFile called after each of `FILES_OF_A_WAVE` files @returns a finding for each check, in the order in which they were made
 * @throws Unreachable when files can't be read at all
 */
export async function verifyWave(from: EvidenceSource, keys: Keys, onFile: () => void = () => {}): Promise<readonly Finding[]> {
  const source = readOnce(from);
  const { check, skip, findings } = checklist();
  const plan = await check('plan', () => checkPlan(source));
  const commitment = plan
    ? await check('commitment', () => checkCommitment(source, plan))
    : skip('commitment', 'the plan does not hold');
  if (!plan || !commitment) {
    for (const name of AFTER_THE_COMMITMENT) skip(name, 'plan or commitment do not hold');
    return findings;
  }
  await check('signatures', () => checkSignatures(source, keys, commitment.waveId, Object.keys(plan.files)));
  const record = await check('beacon', () => checkBeacon(source, plan, commitment));
  const seed = record ? await check('seed', () => checkSeed(commitment, record)) : skip('seed', 'the beacon does not hold');
  const certificate = record
    ? await check('certificate', () => checkCertificate(source, commitment, record))
    : skip('certificate', 'the beacon does not hold');
  if (certificate) await check('audit', () => checkAudit(source, certificate));
  else skip('audit', 'the certificate does not hold');
  await check('attempts', () => checkAttempts(source, commitment.waveId));

  const entries = await passOverEntries(source, commitment, onFile);
  const entrants = await check('entrants', entries.entrants);
  await check('exclusions', entries.exclusions);
  const result =
    entrants && seed && certificate
      ? await check('draw', () => checkDraw(source, plan.plan, entrants, seed, certificate))
      : skip('draw', 'entrants, seed or certificate do not hold');
  const results =
    entrants && result && certificate && (await passOverResults(source, plan.plan, entrants, result, certificate, onFile));
  if (results) await check('results', results.results);
  else skip('results', 'the draw does not hold');
  if (result && seed && certificate) await check('places', () => checkPlaces(plan.plan, seed, result, certificate));
  else skip('places', 'the draw does not hold');
  if (entrants && result && certificate) await check('rates', () => checkRates(source, plan.plan, entrants, result, certificate));
  else skip('rates', 'the draw does not hold');
  if (plan.plan.refills !== undefined) {
    if (entrants && seed && result && certificate)
      await check('refills', () => checkRefills(source, keys, plan.plan, entrants, seed, certificate));
    else skip('refills', 'the draw does not hold');
  }
  const faults = [...entries.digestFaults, ...(results?.digestFaults ?? [])];
  if (certificate) faults.push(...(await digestFaults(source, plan, commitment, certificate)));
  if (faults.length === 0 && !(results && certificate)) skip('files', 'certificate or draw do not hold');
  else
    await check('files', () => {
      throwFaults(faults);
      return {
        sentence: `${Object.keys(certificate?.files ?? {}).length} files have the digests that were certified`,
        value: true,
      };
    });
  return findings;
}
