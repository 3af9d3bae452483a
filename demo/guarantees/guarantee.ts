import type { WaveRun } from '../wave-run.ts';
import type { KeptTables } from './kept-tables.ts';
import type { WaveEvidence } from './wave-evidence.ts';

/** What one check found. */
export type Finding = { name: string; holds: boolean; detail: string };

/** All that the checks look at once the waves are through: what the people know, what the tables hold, what was published. */
export type Traces = {
  runs: readonly WaveRun[];
  tables: KeptTables;
  /** By waveId. */
  evidence: ReadonlyMap<string, WaveEvidence>;
  personKey(nik: string): string;
  householdKey(kk: string): string;
};

/** The published evidence of a wave that was run. */
export function evidenceOf(traces: Pick<Traces, 'evidence'>, waveId: string): WaveEvidence {
  const evidence = traces.evidence.get(waveId);
  if (!evidence) throw new RangeError(`no evidence was read of wave ${waveId}`);
  return evidence;
}
