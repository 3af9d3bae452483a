import { parseArgs } from 'node:util';
import { UsageError } from '#infra/usage-error.ts';
import { LIST_KINDS, type ListKind, listIdSchema } from '#shared/lists/list-names.ts';
import { isDate } from '#shared/registrations/nik.ts';

export const HELP = `Imports lists of people (other aid, barred occupations, priority) and shows which there are.

  npm run lists -- import --list <name> --kind <kind> --as-of <day> [--lines <n>] [--sha256 <hex>] <file>
  npm run lists -- show [--on <day>] [--json]

  --list     such as aid-2020-08
  --kind     aid, barred-occupation or priority
  --as-of    the day of which the list is a snapshot (YYYY-MM-DD, WIB)
  --lines    how many lines the agency says that the file has, a heading included
  --sha256   which SHA-256 the agency says that the file has
  --on       only the versions in force on that day
  --json     as the API gives it
  --token    an officer's access token (to show: or an auditor's); or in the variable GELOMBANG_TOKEN, where no other user of the machine sees it
  --url      of the API, such as the output ApiUrl; http://127.0.0.1:8787 if not given
  --help     this text

The file is a column of NIKs, one a line, in quotation marks or not; LF or CRLF, with or without a byte order mark; the first line may be "nik".
All of it is imported, or nothing. A file that was begun goes on where it was.
`;

const HERE = 'http://127.0.0.1:8787';

export type Flags =
  | { command: 'help' }
  | { command: 'show'; token: string; url: string; on: string | undefined; json: boolean }
  | {
      command: 'import';
      token: string;
      url: string;
      list: string;
      kind: ListKind;
      asOf: string;
      lines: number | undefined;
      sha256: string | undefined;
      file: string;
    };

/** @throws UsageError that says in one sentence what is wrong; it repeats no value that could be a NIK */
export function flags(args: readonly string[]): Flags {
  const { values, positionals } = parsed(args);
  const [command, ...files] = positionals;
  if (values.help) return { command: 'help' };
  if (command !== 'import' && command !== 'show') throw new UsageError('What is to be done: import or show? See --help.');
  const token = values.token ?? process.env['GELOMBANG_TOKEN'];
  if (!token) throw new UsageError('Whose token? Give --token or GELOMBANG_TOKEN. See --help.');
  const { url = HERE, on, kind, 'as-of': asOf, lines, sha256 } = values;
  if (command === 'show') {
    if (files.length > 0) throw new UsageError('show takes no file. See --help.');
    return { command, token, url, on: on === undefined ? on : day('--on', on), json: values.json ?? false };
  }
  const list = listIdSchema.safeParse(values.list).data;
  if (list === undefined)
    throw new UsageError(
      '--list takes a name of lower-case letters, digits and hyphens, without 16 digits in a row, such as aid-2020-08.',
    );
  if (!isKind(kind)) throw new UsageError(`--kind takes one of ${LIST_KINDS.join(', ')}.`);
  if (lines !== undefined && !/^[1-9]\d{0,9}$/.test(lines)) throw new UsageError('--lines takes a whole number from 1.');
  if (sha256 !== undefined && !/^[0-9a-fA-F]{64}$/.test(sha256)) throw new UsageError('--sha256 takes 64 hex digits.');
  const [file] = files;
  if (file === undefined || files.length > 1) throw new UsageError('Which file? Give one. See --help.');
  return {
    ...{ command, token, url, list, kind, file },
    asOf: day('--as-of', asOf),
    lines: lines === undefined ? lines : Number(lines),
    sha256: sha256?.toLowerCase(),
  };
}

function parsed(args: readonly string[]) {
  try {
    const of = { type: 'string' } as const;
    const on = { type: 'boolean' } as const;
    const options = { list: of, kind: of, 'as-of': of, lines: of, sha256: of, on: of, token: of, url: of, json: on, help: on };
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.\s|\n/)[0]}. See --help.`);
  }
}

function isKind(text: string | undefined): text is ListKind {
  return (LIST_KINDS as readonly (string | undefined)[]).includes(text);
}

function day(flag: string, text: string | undefined): string {
  if (text === undefined || !isDate(text)) throw new UsageError(`${flag} takes a day, such as 2020-08-01.`);
  return text;
}
