import { RULE_NAMES } from '#shared/eligibility/rules.ts';
import type { LedgerReport } from '#shared/ledger/check-ledger.ts';
import type { Finding } from './guarantees/guarantee.ts';
import { WAVE_3_JOINED } from './timeline.ts';
import type { WaveFigures } from './wave-figures.ts';
import { TOTALS_2020 } from './waves-2020.ts';

/** The figures of all waves as a table for a terminal, with a sum and the footnotes that say what was chosen. */
export function figuresTable(waves: readonly WaveFigures[], scale: number): string {
  const rules = RULE_NAMES.filter((rule) => waves.some(({ refusedPerRule }) => refusedPerRule[rule]));
  const sum = (figure: (wave: WaveFigures) => number) => waves.reduce((all, wave) => all + figure(wave), 0);
  const atOnce = (wave: WaveFigures) => Object.values(wave.refusedAtOnce).reduce((all, times) => all + times, 0);
  const columns: [title: string, cell: (wave: WaveFigures) => string, total: string][] = [
    ['wave', ({ waveId }) => waveId, 'all'],
    counted('registered', (wave) => wave.registered),
    counted('at once', atOnce),
    ...rules.map((rule, at) => counted(`r${at + 1}`, (wave) => wave.refusedPerRule[rule] ?? 0)),
    counted('entrants', (wave) => wave.entrants),
    counted('places', (wave) => wave.places),
    counted('awarded', (wave) => wave.awarded),
    counted('unfilled', (wave) => wave.unfilled),
    counted('used', (wave) => wave.activated),
    counted('returned', (wave) => wave.returned),
    counted('refills', (wave) => wave.refillRounds),
    ['joined*', ({ published }) => published.joined?.toLocaleString('en') ?? '?', ''],
    ['quota*', ({ published }) => published.quota?.toLocaleString('en') ?? '?', ''],
    ['selected*', ({ published }) => published.selected.toLocaleString('en'), ''],
  ];
  function counted(title: string, figure: (wave: WaveFigures) => number): [string, (wave: WaveFigures) => string, string] {
    return [title, (wave) => figure(wave).toLocaleString('en'), sum(figure).toLocaleString('en')];
  }

  const rows = [
    columns.map(([title]) => title),
    ...waves.map((wave) => columns.map(([, cell]) => cell(wave))),
    columns.map(([, , all]) => all),
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] as number)).join('  '));
  const rule = '-'.repeat(lines[0]?.length ?? 0);
  return [lines[0], rule, ...lines.slice(1, -1), rule, lines.at(-1), '', ...footnotes(rules, waves, scale)].join('\n');
}

function footnotes(rules: readonly string[], waves: readonly WaveFigures[], scale: number): string[] {
  const kinds = [...new Set(waves.flatMap(({ refusedAtOnce }) => Object.keys(refusedAtOnce)))].sort();
  const timesOf = (kind: string) => waves.reduce((sum, { refusedAtOnce }) => sum + (refusedAtOnce[kind] ?? 0), 0);
  return [
    ...rules.map((rule, at) => `r${at + 1}: refused by "${rule}"`),
    `at once: refused at once, nothing stored: ${kinds.map((kind) => `${timesOf(kind)} ${kind}`).join(', ')}`,
    `* published figures times ${scale}. Places are what was given: the published number of selected, which is scaled by largest`,
    "remainder so that the waves sum to the decrees' 5,987,674 at this scale. Wave 1 had a quota of 200,000 and gave 168,111 of it;",
    "wave 11's quota of 382,868 became 390,495. Of wave 3 no number of registrations was found: as many came here as to wave 2",
    `(${WAVE_3_JOINED.toLocaleString('en')}). Refills are the award rounds after the first.`,
  ];
}

/** The year as the programme closed it, and as it was published: effective recipients are those decreed less those revoked. */
export function yearsEnd(ledger: Pick<LedgerReport, 'years' | 'faults'>, scale: number): string {
  const { selectedByDecree, effective, revoked } = TOTALS_2020;
  const [year] = ledger.years;
  const count = (of: number) => of.toLocaleString('en');
  const equation = (all: number, used: number, back: number) => `${count(all)} = ${count(used)} + ${count(back)}`;
  const found = ledger.faults.length === 0 ? 'finds nothing' : `finds ${ledger.faults.length} faults`;
  return [
    `2020 closed: recipients by decree = effective + revoked    (the ledger's check ${found})`,
    `  here, at ${scale}:  ${equation(year?.awarded ?? 0, year?.activated ?? 0, year?.returned ?? 0)}`,
    `  published:    ${equation(selectedByDecree, effective, revoked)}`,
  ].join('\n');
}

/** One line for each guarantee. */
export function findingsList(findings: readonly Finding[]): string {
  return findings.map(({ name, holds, detail }) => `${holds ? 'holds' : 'FAILS'}  ${name}: ${detail}`).join('\n');
}
