import type { LedgerReport, YearLedger } from '#shared/ledger/check-ledger.ts';

/** Of thousands of faults the first say what is wrong. */
const MOST_FAULTS = 100;

/** The report as people read it: wave by wave, year by year, and what is wrong. */
export function reportText({ entries, waves, years, faults }: LedgerReport): string {
  const rows = waves.map(({ waveId, recovery, now, ever }) => [
    `${waveId}${recovery ? ' *' : ''}`,
    ...[
      now.granted + now.reserved + ever.awarded + now.unfilled,
      ever.awarded,
      now.awarded,
      now.activated,
      ever.returned,
      ever.returned - now.returned,
      now.unfilled,
    ].map(count),
  ]);
  const table = tableText([['wave', 'granted', 'awarded', 'awaiting', 'activated', 'returned', 'regranted', 'unfilled'], ...rows]);
  const verdict =
    faults.length === 0
      ? `The ledger holds: ${count(entries)} entries, every place accounted for.`
      : [
          `The ledger does NOT hold: ${count(faults.length)} faults.`,
          ...faults.slice(0, MOST_FAULTS).map((fault) => `  ${fault}`),
          ...(faults.length > MOST_FAULTS ? [`  and ${count(faults.length - MOST_FAULTS)} more`] : []),
        ].join('\n');
  return `${table}\n* of places that came back\n\n${years.map(yearText).join('\n')}\n${verdict}\n`;
}

function yearText(of: YearLedger): string {
  return `${of.year}
  decreed ${count(of.decreed)} + granted again ${count(of.regranted)} = awarded ${count(of.awarded)} + unfilled ${count(of.unfilled)} + not drawn yet ${count(of.undrawn)} + reserved ${count(of.reserved)}
  awarded ${count(of.awarded)} = still to be used ${count(of.awaiting)} + activated ${count(of.activated)} + returned ${count(of.returned)}
  returned ${count(of.returned)} = granted again ${count(of.regranted)} + in hand ${count(of.inHand)}
`;
}

function count(of: number): string {
  return of.toLocaleString('en');
}

function tableText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] as number)).join('  ')).join('\n');
}
