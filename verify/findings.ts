import { printable } from './printable.ts';

/** What one check found, told in one line. */
export type Finding = {
  check: string;
  state: 'holds' | 'fails' | 'not checked';
  sentence: string;
  /** What somebody who reads no more than the last line must know although the check holds. */
  remark?: string;
};

/** Something in a file that a check does not accept; the check's line names the file. */
export class Fault extends Error {
  override name = 'Fault';
  readonly file: string;

  constructor(file: string, sentence: string) {
    super(`${file} ${sentence}`);
    this.file = file;
  }
}

/** A check that held, with what later checks need of it. */
export type Held<T> = { sentence: string; value: T; remark?: string };

/** Faults told in one line; a wholly damaged download would fill the screen. */
const MOST_TOLD = 5;

/** The checks of one wave, in the order in which they were made. */
export type Checklist = {
  readonly findings: readonly Finding[];
  /** Makes a check. @returns what it found out, or undefined when it failed */
  check<T>(name: string, work: () => Promise<Held<T>> | Held<T>): Promise<T | undefined>;
  /** Notes a check that can't be made, because of what has failed before. */
  skip(name: string, because: string): undefined;
};

export function checklist(): Checklist {
  const findings: Finding[] = [];
  return {
    findings,
    async check(name, work) {
      try {
        const { sentence, value, remark } = await work();
        findings.push({ check: name, state: 'holds', sentence: printable(sentence), ...(remark !== undefined && { remark }) });
        return value;
      } catch (error) {
        findings.push({ check: name, state: 'fails', sentence: sentenceOf(error) });
        return undefined;
      }
    },
    skip(name, because) {
      findings.push({ check: name, state: 'not checked', sentence: because });
      return undefined;
    },
  };
}

/** All faults at once. @throws nothing when there are none */
export function throwFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new AggregateError(faults);
}

function sentenceOf(error: unknown): string {
  if (error instanceof Fault) return printable(error.message);
  if (!(error instanceof AggregateError)) throw error;
  const told = error.errors.slice(0, MOST_TOLD).map(sentenceOf).join('; ');
  const more = error.errors.length - MOST_TOLD;
  return more > 0 ? `${told}; and ${more} more` : told;
}
