import { parseArgs } from 'node:util';
import { ASSUMED } from './measured.ts';
import { REGIONS, type Region } from './prices.ts';
import { UsageError } from './usage-error.ts';
import type { Wave } from './wave.ts';

export type Flags =
  | { kind: 'help' }
  | { kind: 'bill'; wave: Wave; waves: number; region: Region; json: boolean; markdown: boolean };

/** CoWIN's: two in a hundred requests of an opening were registrations. */
export const DEFAULT_READS = 48;
const MOST_REGISTRATIONS = 1_000_000_000;

export const HELP = `What a wave costs on AWS, term by term.

  npm run cost -- --registrations 10000000 --places 800000 [--region ap-southeast-3] [--waves 1] [--reads ${DEFAULT_READS}] [--tracing ${ASSUMED.tracing}] [--json | --markdown]

  --registrations  of one wave
  --places         of one wave, at most as many as registrations
  --region         ${REGIONS.join(' or ')} (default ${REGIONS[0]}); CloudFront is billed for callers in Indonesia in both
  --waves          of that size in the month, 1 to 100 (default 1)
  --reads          of schedule and state, per registration (default ${DEFAULT_READS})
  --tracing        share of calls that X-Ray records, 0 to 1 (default ${ASSUMED.tracing})
  --json           one JSON object on stdout and nothing else
  --markdown       as tables of Markdown
  --help           this text
`;

/** Reads the command line. Nothing is guessed. @throws UsageError */
export function parseFlags(args: readonly string[]): Flags {
  const values = parsed(args);
  if (values.help) return { kind: 'help' };
  if (values.json && values.markdown) throw new UsageError('Either --json or --markdown, not both. See --help.');
  const registrations = whole('registrations', values.registrations, 1, MOST_REGISTRATIONS);
  const places = whole('places', values.places, 0, registrations);
  const region = values.region ?? REGIONS[0];
  if (!(REGIONS as readonly string[]).includes(region))
    throw new UsageError(`There are no prices for the region "${region}"; known are ${REGIONS.join(' and ')} (cost/prices.ts).`);
  return {
    kind: 'bill',
    wave: {
      registrations,
      places,
      reads: whole('reads', values.reads ?? String(DEFAULT_READS), 0, 10_000),
      tracing: share('tracing', values.tracing ?? String(ASSUMED.tracing)),
      logs: 1,
    },
    waves: whole('waves', values.waves ?? '1', 1, 100),
    region: region as Region,
    json: values.json ?? false,
    markdown: values.markdown ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        registrations: { type: 'string' },
        places: { type: 'string' },
        region: { type: 'string' },
        waves: { type: 'string' },
        reads: { type: 'string' },
        tracing: { type: 'string' },
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
        help: { type: 'boolean' },
      },
      allowPositionals: false,
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.\s|\n/)[0]}. See --help.`);
  }
}

function whole(name: string, text: string | undefined, least: number, most: number): number {
  const asked = `--${name} takes a whole number from ${least} to ${most}`;
  if (text === undefined) throw new UsageError(`${asked}, and is needed. See --help.`);
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new UsageError(`${asked}, not "${text}".`);
  return value;
}

function share(name: string, text: string): number {
  const value = /^(?:0|1)(?:\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 0 && value <= 1)) throw new UsageError(`--${name} takes a share from 0 to 1, not "${text}".`);
  return value;
}
