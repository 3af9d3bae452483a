import type { LedgerReport } from '#shared/ledger/check-ledger.ts';
import { evidenceOf, type Traces } from './guarantees/guarantee.ts';

/** A wave's numbers, from the tables and the published files; only `refusedAtOnce` is what the people were told. */
export type WaveFigures = {
  number: number;
  waveId: string;
  /** Items in the registrations table. */
  registered: number;
  /** By problem type: past recipients, too early, too late, other details than before. Nothing was stored of these. */
  refusedAtOnce: Record<string, number>;
  /** By rule. */
  refusedPerRule: Record<string, number>;
  entrants: number;
  places: number;
  awarded: number;
  unfilled: number;
  /** Used in time, and come back because they were not: by the ledger. */
  activated: number;
  returned: number;
  refillRounds: number;
  /** The published figures at this scale; null where none was published. */
  published: { joined: number | null; quota: number | null; selected: number };
};

/** @param scale of the replay */
export function waveFigures(
  traces: Pick<Traces, 'runs' | 'tables' | 'evidence'>,
  ledger: Pick<LedgerReport, 'waves'>,
  scale: number,
): WaveFigures[] {
  const registered = Map.groupBy(traces.tables.registrations, ({ waveId }) => waveId);
  return traces.runs.map(({ wave, answers }) => {
    const evidence = evidenceOf(traces, wave.waveId);
    const { joined, quota, selected } = wave.published;
    const places = ledger.waves.find(({ waveId }) => waveId === wave.waveId)?.ever;
    const scaled = (figure: number | null) => (figure === null ? null : Math.round(figure * scale));
    return {
      number: wave.published.number,
      waveId: wave.waveId,
      registered: registered.get(wave.waveId)?.length ?? 0,
      refusedAtOnce: Object.fromEntries(answers.refused),
      refusedPerRule: Object.fromEntries(evidence.exclusions),
      entrants: evidence.entrantCount,
      places: evidence.plan.places,
      awarded: evidence.winners.length,
      unfilled: evidence.plan.places - evidence.winners.length,
      activated: places?.activated ?? 0,
      returned: places?.returned ?? 0,
      refillRounds: Math.max(0, evidence.certificate.rounds.length - 1),
      published: { joined: scaled(joined), quota: scaled(quota), selected: Math.round(selected * scale) },
    };
  });
}
