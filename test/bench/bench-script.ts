import { parseArgs } from 'node:util';

/** Ends a benchmark with one sentence on stderr and exit code 1: something is wrong, or it was asked wrongly. */
export function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

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
  const given = flags(name);
  if (given.sizes === undefined) return { sizes: given.isSmall ? small : standard, isSmall: given.isSmall };
  const sizes = given.sizes.split(',').map(Number);
  if (!sizes.every((size, at) => Number.isInteger(size) && size >= least && size > (sizes[at - 1] ?? 0)))
    fail(
      `--${name} ${given.sizes} is not a list of rising whole numbers from ${count(least)}: give for instance --${name} ${standard.join(',')}.`,
    );
  return { sizes, isSmall: given.isSmall };
}

function flags(name: string): { sizes: string | undefined; isSmall: boolean } {
  try {
    const { values } = parseArgs({ options: { [name]: { type: 'string' }, small: { type: 'boolean', default: false } } });
    const sizes = values[name];
    return { sizes: typeof sizes === 'string' ? sizes : undefined, isSmall: values['small'] === true };
  } catch {
    return fail(`This was given ${process.argv.slice(2).join(' ')}; it takes --${name} <sizes> and --small, and nothing else.`);
  }
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
