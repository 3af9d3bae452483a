/** `npm run officer -- <command>`: what officers, approvers, auditors and support do, over HTTP. */
import { parseArgs } from 'node:util';
import { apiAt } from './api.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { tokenOf, urlOf } from './connection.ts';
import { Failure } from './failure.ts';
import { helpOf, helpOfAll } from './help.ts';

// Who reads only the head of what is printed has not made a mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await main(process.argv.slice(2).filter((word, at) => at > 0 || word !== '--'));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function main([name, ...args]: string[]): Promise<void> {
  const print = (text: string) => void process.stdout.write(text);
  if (name === undefined || name === '--help' || name === 'help') return print(helpOfAll());
  const command = Object.hasOwn(COMMANDS, name) ? (COMMANDS[name as keyof typeof COMMANDS] as Command) : undefined;
  if (!command) throw new Failure(`There is no command "${name}"; known are: ${Object.keys(COMMANDS).join(', ')}. See --help.`);
  const { values, positionals } = parsed(command, args);
  if (values['help']) return print(helpOf(name, command));
  const needed = command.operands.filter((operand) => !operand.endsWith('?')).length;
  if (positionals.length < needed || positionals.length > command.operands.length) {
    throw new Failure(
      `It is: npm run officer -- ${[name, ...command.operands.map((of) => `<${of}>`)].join(' ')}. See ${name} --help.`,
    );
  }
  const { url, token, as, json, ...own } = values as Record<string, string | undefined>;
  const asked = { url, token, as };
  let made: Promise<string | undefined> | undefined;
  const { role } = command;
  const tokenWhenNeeded = () => {
    made ??= role === undefined ? Promise.resolve(undefined) : tokenOf(asked, role);
    return made;
  };
  const api = apiAt(urlOf(asked), tokenWhenNeeded);
  await command.run({ operands: positionals, values: own, json: Boolean(json), api, print });
}

function parsed({ options = {}, noJson, role }: Command, args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args,
      options: {
        ...Object.fromEntries(Object.keys(options).map((name) => [name, text])),
        url: text,
        ...(role && { token: text, as: text }),
        ...(!noJson && { json: flag }),
        help: flag,
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Failure(`${(error as Error).message.split(/\.\s|\n/)[0]}. See --help.`);
  }
}
