import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** Ends a command with one sentence on stderr and exit code 1: something is wrong, or it was asked wrongly. */
export function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** The flags of the command line; ends the command when there is one that it does not take. */
export function flagsFrom<const Options extends ParseArgsOptionsConfig>(options: Options) {
  try {
    return parseArgs({ options }).values;
  } catch {
    const known = Object.entries(options).map(([name, { type }]) => (type === 'boolean' ? `--${name}` : `--${name} <value>`));
    return fail(`This was given ${process.argv.slice(2).join(' ')}; it takes ${known.join(', ') || 'no flags'}, and nothing else.`);
  }
}

/** A whole number from 1 that a flag was given. */
export function wholeNumber(flag: string, text: string): number {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : fail(`--${flag} takes a whole number from 1, not "${text}".`);
}
