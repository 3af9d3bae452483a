import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Role } from '#shared/names.ts';
import { Failure } from './failure.ts';

const REPOSITORY = resolve(import.meta.dirname, '..');
const ASSEMBLY = join(REPOSITORY, 'cdk.out');
const DEFAULT_PORT = '8787';
const LOCAL_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

export type Asked = { url: string | undefined; token: string | undefined; as: string | undefined };

/** Where the API is: what was given, or the variable, or the local runtime. @throws Failure */
export function urlOf({ url }: Pick<Asked, 'url'>): string {
  const given = url ?? (process.env['GELOMBANG_URL'] || `http://127.0.0.1:${process.env['PORT'] || DEFAULT_PORT}`);
  if (!URL.canParse(given) || !/^https?:/.test(given)) throw new Failure(`--url takes the address of an API, not "${given}".`);
  return given;
}

/**
 * A token for what is asked: what was given, or the variable. A local runtime's key lies in its data folder, so here one is signed, for
 * somebody of the role that the command needs. @throws Failure
 */
export async function tokenOf(asked: Asked, role: Role): Promise<string> {
  const { token, as } = asked;
  const given = token ?? (as === undefined ? process.env['GELOMBANG_TOKEN'] : undefined);
  if (given) {
    if (as !== undefined) throw new Failure('A token says itself who it is for: give --token or --as, not both.');
    if (!/^[\w.~+/=-]+$/.test(given)) throw new Failure('The token has characters that no token has.');
    return given;
  }
  if (!LOCAL_HOSTS.includes(new URL(urlOf(asked)).hostname)) {
    throw new Failure('Whose token? Give --token or GELOMBANG_TOKEN; only a local runtime is asked without one.');
  }
  return localToken(role, as);
}

async function localToken(role: Role, name: string | undefined): Promise<string> {
  const dataFolder = resolve(process.env['GELOMBANG_DATA'] || join(REPOSITORY, '.gelombang'));
  // A key made here would be no runtime's.
  if (!existsSync(join(dataFolder, 'user-pools')) || !existsSync(join(ASSEMBLY, 'manifest.json'))) {
    throw new Failure(
      `No local runtime has used ${dataFolder}: npm start first, name its folder in GELOMBANG_DATA, or give --token.`,
    );
  }
  // A command that has a token, or needs none, does not wait for what signs one.
  const { printedToken } = await import('#infra/local/printed-token.ts');
  return printedToken(ASSEMBLY, dataFolder, { roles: [role], name }).catch((error: Error) => {
    throw new Failure(error.message);
  });
}
