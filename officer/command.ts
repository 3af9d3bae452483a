import type { Role } from '#shared/names.ts';
import type { Api } from './api.ts';

/** What a command is run with. */
export type Invocation = {
  /** As many as the command has operands; what is optional may be missing. */
  operands: readonly (string | undefined)[];
  /** Options that take a value, by their names. */
  values: Readonly<Record<string, string | undefined>>;
  /** Print what the API answers, for programs. */
  json: boolean;
  api: Api;
  print(text: string): void;
};

/** A command of the table in commands.ts. */
export type Command = {
  summary: string;
  /** Names of the operands; one that may be missing ends with `?`. */
  operands: readonly string[];
  /** Options beside those that all commands have, and what each is. All take a value. */
  options?: Readonly<Record<string, string>>;
  /** Whether it has no `--json`, since it prints no answer. */
  noJson?: true;
  /** As what a local runtime is asked when no token is given; public commands need none. */
  role?: Role;
  run(invocation: Invocation): Promise<void>;
};
