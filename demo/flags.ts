import { parseArgs } from 'node:util';

export type Flags =
  | { kind: 'run'; scale: number; seed: number; json: boolean }
  | { kind: 'help' }
  /** @property sentence what is wrong, for the user */
  | { kind: 'refused'; sentence: string };

const DEFAULT_SCALE = 0.001;
/** Below it the smallest wave has no place left. */
const LEAST_SCALE = 0.00001;
/** 3.5 million registrations: hours on a laptop. */
const MOST_SCALE = 0.1;
const DEFAULT_SEED = 2020;
const MOST_SEED = 2 ** 32 - 1;

export const HELP = `Replays the eleven Kartu Prakerja waves of 2020 on this machine and checks the guarantees.

  npm run demo -- [--scale ${DEFAULT_SCALE}] [--seed ${DEFAULT_SEED}] [--json]

  --scale  share of the published numbers, ${LEAST_SCALE.toFixed(5)} to ${MOST_SCALE} (default ${DEFAULT_SCALE}: about 35,000 registrations)
  --seed   whole number from 0 to ${MOST_SEED} from which the people are made (default ${DEFAULT_SEED})
  --json   one JSON object on stdout and nothing else
  --help   this text

GELOMBANG_DATA names the folder that keeps everything; it must be empty. Without it a temporary folder is made and kept.
`;

/** Reads the command line. Nothing is guessed: what isn't understood is refused with one sentence. */
export function parseFlags(args: readonly string[]): Flags {
  let values: { scale?: string; seed?: string; json?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { scale: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: false,
    }));
  } catch (error) {
    return refused(firstSentence(error));
  }
  if (values.help) return { kind: 'help' };

  const scale = numberOf(values.scale, DEFAULT_SCALE);
  if (scale === undefined || scale < LEAST_SCALE || scale > MOST_SCALE) {
    return refused(`--scale takes a number from ${LEAST_SCALE.toFixed(5)} to ${MOST_SCALE}, not "${values.scale}".`);
  }
  const seed = numberOf(values.seed, DEFAULT_SEED);
  if (seed === undefined || !Number.isInteger(seed) || seed > MOST_SEED) {
    return refused(`--seed takes a whole number from 0 to ${MOST_SEED}, not "${values.seed}".`);
  }
  return { kind: 'run', scale, seed, json: values.json ?? false };
}

/** Plain decimals only; undefined for anything else. */
function numberOf(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise;
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function refused(sentence: string): Flags {
  return { kind: 'refused', sentence };
}

/** Node's own message up to its first full stop: what follows is advice for programmers. */
function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${message.split(/\.\s|\n/)[0]}. See --help.`;
}
