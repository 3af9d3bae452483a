import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

export type Flags =
  | { kind: 'draws'; places: string[]; keys: string | undefined; json: boolean }
  | { kind: 'receipt'; receipt: string; evidence: string; keys: string | undefined; json: boolean }
  | { kind: 'help' };

export const HELP = `Recounts draws from public files alone, and says whether a receipt's entry took part.

  npm run verify -- <folder or URL>... [--keys <file or URL>] [--json]
  npm run verify -- --receipt <file or text> --evidence <folder or URL> [--keys <file or URL>] [--json]

  <folder>    the evidence of one wave, or a folder of such folders
  <URL>       such as https://example.go.id/v1/waves/2020-04/evidence
  --keys      the operator's key set; by default /.well-known/jwks.json of the URL's server, or the jwks.json in or above the folder
  --receipt   the receipt that was given at the registration
  --evidence  the evidence of the receipt's wave
  --json      one JSON object on stdout and nothing else
  --help      this text

The exit code is 0 when every check holds (or the receipt's entry is accounted for), and 1 otherwise.
`;

/** Reads the command line. @throws UsageError */
export function parseFlags(args: readonly string[]): Flags {
  const { values, positionals } = parsed(args);
  if (values.help) return { kind: 'help' };
  const { receipt, evidence, keys, json = false } = values;
  if (receipt !== undefined || evidence !== undefined) {
    if (receipt === undefined || evidence === undefined || positionals.length > 0)
      throw new UsageError('--receipt and --evidence belong together and take nothing else. See --help.');
    return { kind: 'receipt', receipt, evidence, keys, json };
  }
  if (positionals.length === 0) throw new UsageError('Which evidence? Name a folder or a URL. See --help.');
  return { kind: 'draws', places: positionals, keys, json };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        keys: { type: 'string' },
        receipt: { type: 'string' },
        evidence: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.\s|\n/)[0]}. See --help.`);
  }
}
