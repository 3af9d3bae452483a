import { OFFICERS_CHAIN } from '#shared/audit/chains.ts';
import { headsAt } from '#verify/audit/published-heads.ts';
import type { AuditSource } from '#verify/audit/source.ts';
import { verifyLog } from '#verify/audit/verify-log.ts';
import type { WaveRun } from '../wave-run.ts';
import type { Finding } from './guarantee.ts';

/**
 * Officers' acts and openings of sealed data stay in the log: the command that auditors run finds every chain unbroken, the heads that
 * each certificate has published stand in them, and each act has its outcome.
 */
export async function auditLogUnbroken(
  runs: readonly Pick<WaveRun, 'wave'>[],
  log: AuditSource,
  folderOf: (waveId: string) => string,
): Promise<Finding> {
  const published = (await Promise.all(runs.map(({ wave }) => headsAt(folderOf(wave.waveId))))).flat();
  const chains = await verifyLog(log, published);
  const faults = chains.flatMap(({ fault }) => (fault ? [`${fault.chain} number ${fault.number} ${fault.fault}`] : []));
  const unfinished = chains.reduce((sum, chain) => sum + chain.unfinished, 0);
  if (unfinished > 0) faults.push(`${unfinished} acts have no outcome`);
  const acts = chains.find(({ chain }) => chain === OFFICERS_CHAIN)?.entries ?? 0;
  // Each wave was proposed and approved: two intents and their outcomes.
  if (acts < 4 * runs.length) faults.push(`${acts} entries are too few for ${runs.length} waves that officers have announced`);
  const openings = chains.reduce((sum, { entries }) => sum + entries, 0) - acts;
  return {
    name: 'the audit log unbroken',
    holds: faults.length === 0,
    detail: [
      `${acts} entries of officers' acts and ${openings} of sealed data opened, with the heads of ${published.length} certificates in their chains`,
      ...faults,
    ].join('; '),
  };
}
