import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';

const COMMON = {
  '--url <url>': 'of the API, or in GELOMBANG_URL; the local runtime if not given',
  '--token <token>': 'an access token, or in GELOMBANG_TOKEN, where no other user of the machine sees it',
  '--as <name>': 'against a local runtime: as whom, instead of a token; other names are other people',
  '--json': 'print what the API answers',
  '--help': 'this text',
};

export function helpOfAll(): string {
  const commands = Object.entries<Command>(COMMANDS).map(
    ([name, { operands, summary }]) => [usage(name, operands), summary] as const,
  );
  return `What officers, approvers, auditors and support do, over HTTP.

  npm run officer -- <command> [operands] [options]

${table(commands)}
Of every command:

${table(Object.entries(COMMON))}
<command> --help tells of its own options. The exit code is 0 when it was done, and 1 when it was refused or asked wrongly; why is on stderr.
`;
}

export function helpOf(name: string, { operands, summary, options = {}, noJson, role }: Command): string {
  const own = Object.entries(options).map(([option, about]) => [`--${option} <${option}>`, about] as const);
  const common = Object.entries(COMMON).filter(
    ([option]) => !(noJson && option === '--json') && (role !== undefined || !/^--(token|as)/.test(option)),
  );
  return `${summary}.

  npm run officer -- ${usage(name, operands)}

${table([...own, ...common])}`;
}

function usage(name: string, operands: readonly string[]): string {
  return [name, ...operands.map((operand) => (operand.endsWith('?') ? `[${operand.slice(0, -1)}]` : `<${operand}>`))].join(' ');
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}
