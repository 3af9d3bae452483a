import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';

export type AuditFlags =
  | { kind: 'log'; place: string; token: string | undefined; heads: string[]; save: string | undefined }
  | { kind: 'help' };

export const HELP = `Checks the audit log: every hash, numbers without gaps, each entry linked to the one before, and that the heads which
were published with certificates stand in it.

  npm run verify-audit -- <URL> --token <token> [--heads <place>]... [--save <folder>]
  npm run verify-audit -- <folder or file> [--heads <place>]...

  <URL>       the whole log, such as https://example.go.id/v1/audit, or one chain of it, such as .../v1/audit/officers
  <folder>    a whole log as kept by --save: files with the answers of the URL, one or more for each chain
  <file>      one such answer
  --token     an access token of an officer or auditor
  --heads     an audit-heads.json, a folder or URL of a wave's evidence, or a folder of such folders; may be given several times.
              Whether they are signed and certified is for \`npm run verify\` to say
  --save      keeps what the URL answers in a folder, a file for each chain; a file that is there is not replaced
  --help      this text

The exit code is 0 when every check holds, and 1 otherwise. Without --heads it isn't seen when the end of a chain is missing or was
written anew.
`;

/** Reads the command line. @throws UsageError */
export function parseAuditFlags(args: readonly string[]): AuditFlags {
  const { values, positionals } = parsed(args);
  if (values.help) return { kind: 'help' };
  const [place, ...more] = positionals;
  if (place === undefined || more.length > 0) throw new UsageError('Which log? Name one URL, one folder or one file. See --help.');
  return { kind: 'log', place, token: values.token, heads: values.heads ?? [], save: values.save };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        token: { type: 'string' },
        heads: { type: 'string', multiple: true },
        save: { type: 'string' },
        help: { type: 'boolean' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.\s|\n/)[0]}. See --help.`);
  }
}
