import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { keysOfSet, type PublicKey } from '#shared/tokens/public-keys.ts';
import { download } from './http-source.ts';
import { isUrl, urlOf } from './source.ts';
import { UsageError } from './usage-error.ts';

/** The operator's published keys, and where they came from. */
export type Keys = { keys: PublicKey[]; from: string };

const FILE = 'jwks.json';
const PATH = '/.well-known/jwks.json';
/** The folder itself, the folder of the waves, and the one above it. */
const FOLDERS_UP = 3;

/**
 * The keys by which signatures are checked. Evidence can't vouch for its own keys: who doubts them passes a copy from elsewhere.
 * @param given a file or URL from the command line; without it the JWKS of the evidence's own server, or the nearest `jwks.json`
 * @throws UsageError
 */
export async function findKeys(given: string | undefined, place: string): Promise<Keys> {
  const from = given ?? (isUrl(place) ? urlOf(PATH, place) : undefined);
  if (from !== undefined) return keysFrom(from);
  let folder = resolve(place);
  for (let up = 0; up < FOLDERS_UP; up++, folder = dirname(folder)) {
    const file = join(folder, FILE);
    if (await readFile(file).catch(() => undefined)) return keysFrom(file);
  }
  throw new UsageError(`No ${FILE} lies in or above ${place}; name the operator's key set by --keys <file or URL>.`);
}

async function keysFrom(from: string): Promise<Keys> {
  const bytes = isUrl(from) ? await download(urlOf(from)) : await readFile(from).catch(() => undefined);
  if (!bytes) throw new UsageError(`The key set ${from} is not there.`);
  try {
    return { keys: keysOfSet(Buffer.from(bytes).toString()), from };
  } catch {
    throw new UsageError(`${from} is not a JSON Web Key Set of Ed25519 keys, each by its own thumbprint.`);
  }
}
