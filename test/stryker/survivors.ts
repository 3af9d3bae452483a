/** A mutant that no test can see, and why: it computes the same, or what it changes is no part of what is promised. */
export type Reason = { file: string; mutator: string; original: string; replacement: string; reason: string };

/** What is read of Stryker's report (mutation-testing-report-schema). */
export type Report = { files: Record<string, { source: string; mutants: ReportedMutant[] }> };
type Place = { line: number; column: number };
type ReportedMutant = { mutatorName: string; replacement?: string; status: string; location: { start: Place; end: Place } };

export type Judged = {
  mutants: number;
  killed: number;
  /** Survivors with a reason. */
  excused: Reason[];
  /** Survivors without one, as `file:line mutator: original -> replacement`. */
  unexplained: string[];
  /** Reasons for what was killed, or isn't there: of files in the report only. */
  stale: Reason[];
};

const KILLED = new Set(['Killed', 'Timeout', 'RuntimeError', 'CompileError']);

/** Holds the survivors of a report against the written reasons. */
export function judge({ files }: Report, reasons: readonly Reason[]): Judged {
  const judged: Judged = { mutants: 0, killed: 0, excused: [], unexplained: [], stale: [] };
  for (const [file, { source, mutants }] of Object.entries(files)) {
    for (const mutant of mutants) {
      judged.mutants++;
      if (KILLED.has(mutant.status)) {
        judged.killed++;
        continue;
      }
      const [original, replacement] = [oneLine(textAt(source, mutant.location)), oneLine(mutant.replacement ?? '')];
      const reason = reasons.find(
        (of) => of.file === file && of.mutator === mutant.mutatorName && of.original === original && of.replacement === replacement,
      );
      if (reason) judged.excused.push(reason);
      else judged.unexplained.push(`${file}:${mutant.location.start.line} ${mutant.mutatorName}: ${original} -> ${replacement}`);
    }
  }
  judged.stale = reasons.filter((reason) => Object.hasOwn(files, reason.file) && !judged.excused.includes(reason));
  return judged;
}

/** Lines and columns count from 1. */
function textAt(source: string, { start, end }: ReportedMutant['location']): string {
  const lines = source.split('\n');
  const offset = ({ line, column }: Place) => lines.slice(0, line - 1).reduce((sum, of) => sum + of.length + 1, 0) + column - 1;
  return source.slice(offset(start), offset(end));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
