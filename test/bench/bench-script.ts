import { fail, flagsFrom } from '../support/command-line.ts';

export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * The sizes that a benchmark was asked for by `--<name> 1000,2000` or `--small`.
 * @param least smallest size that makes sense
 */
export function sizesFrom(
  name: string,
  least: number,
  standard: readonly number[],
  small: readonly number[],
): { sizes: readonly number[]; isSmall: boolean } {
  const given = flagsFrom({ [name]: { type: 'string' }, small: { type: 'boolean' } });
  const [text, isSmall] = [given[name], given['small'] === true];
  if (typeof text !== 'string') return { sizes: isSmall ? small : standard, isSmall };
  const sizes = text.split(',').map(Number);
  if (!sizes.every((size, at) => Number.isInteger(size) && size >= least && size > (sizes[at - 1] ?? 0)))
    fail(
      `--${name} ${text} is not a list of rising whole numbers from ${count(least)}: give for instance --${name} ${standard.join(',')}.`,
    );
  return { sizes, isSmall };
}

/** A table in GitHub's Markdown, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

export function count(of: number): string {
  return of.toLocaleString('en-US');
}

export function verdict(met: boolean): string {
  return met ? 'met' : 'not met';
}

export function median(of: readonly number[]): number {
  const sorted = of.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
