import { sha256Hex } from '#shared/evidence/sha256.ts';
import type { Keys } from '#verify/keys.ts';
import { folderSource } from '#verify/source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import type { WaveRun } from '../wave-run.ts';
import type { Finding } from './guarantee.ts';

/**
 * The draw can be recomputed by a stranger: the verifier that strangers run accepts each wave's folder, and the plan in it is the one
 * that was told while the wave was open.
 */
export async function drawRecounted(runs: readonly WaveRun[], folderOf: (waveId: string) => string, keys: Keys): Promise<Finding> {
  const faults: string[] = [];
  let checks = 0;
  for (const { wave, planHash } of runs) {
    const source = folderSource(folderOf(wave.waveId));
    const findings = await verifyWave(source, keys);
    checks += findings.length;
    for (const { check, state, sentence } of findings) if (state !== 'holds') faults.push(`${wave.waveId}, ${check}: ${sentence}`);
    const plan = await source.read('plan.json');
    if (!plan || sha256Hex(plan) !== planHash) faults.push(`${wave.waveId}: plan.json is another plan than the one announced`);
  }
  return {
    name: 'the draw recounted',
    holds: faults.length === 0,
    detail: [
      `the verifier accepts all ${runs.length} draws: ${checks} checks of signatures, digests, beacon, seed, winners and places`,
      ...faults,
    ].join('; '),
  };
}
