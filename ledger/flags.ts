import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '#infra/usage-error.ts';

export const HELP = `npm run ledger -- check [--data <folder> | --stack <name>] [--json]

Checks the place ledger against all that it books: every entry, every recipient, every wave. Reads the tables themselves, once, and changes
nothing. Without options those of the local runtime, running or not.

  --data <folder>   the data folder of a local runtime (else GELOMBANG_DATA, else .gelombang)
  --stack <name>    a deployed stack, such as gelombang-production, with the AWS credentials of the environment
  --json            the report for programs

Exit code 1 when anything is wrong.
`;

export type Flags = { kind: 'help' } | { kind: 'check'; json: boolean; at: { data: string } | { stack: string } };

/** @throws UsageError in one sentence */
export function parseFlags(args: readonly string[], repository: string): Flags {
  const { values, positionals } = parsed(args);
  if (values.help) return { kind: 'help' };
  const [command, ...more] = positionals;
  if (command !== 'check' || more.length > 0)
    throw new UsageError(
      `Unknown arguments "${positionals.join(' ')}"; known is check, with --data, --stack and --json. See --help.`,
    );
  const { data, stack, json = false } = values;
  if (data !== undefined && stack !== undefined) throw new UsageError('Either --data or --stack: a ledger lies in one place.');
  if (stack !== undefined) return { kind: 'check', json, at: { stack } };
  return { kind: 'check', json, at: { data: resolve(data ?? (process.env['GELOMBANG_DATA'] || join(repository, '.gelombang'))) } };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: args.filter((word) => word !== '--'),
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        stack: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. See --help.`);
  }
}
