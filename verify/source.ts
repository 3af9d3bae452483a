import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from './usage-error.ts';

/** Where the public files of one wave are read. */
export type EvidenceSource = {
  /** How the source is called on the screen. */
  name: string;
  /** The wave that was asked for by its name; a folder may have any. */
  wave?: string;
  /** @returns a file's bytes, or undefined when there is none @throws Unreachable */
  read(file: string): Promise<Uint8Array | undefined>;
};

/** A source that doesn't answer: no verdict on the files. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

const ANSWER_TIMEOUT_MS = 60_000;
const TRIES = 4;
const PAUSE_MS = 500;

/** The waves at a place: a URL of one wave's evidence, a folder of one, or a folder of such folders. @throws UsageError */
export async function sourcesAt(place: string): Promise<EvidenceSource[]> {
  if (isUrl(place)) return [urlSource(urlOf(place))];
  const folder = resolve(place);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new UsageError(`${place} is neither a URL nor a folder with evidence.`);
  if (await isEvidence(folder)) return [folderSource(folder)];
  const within = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const waves: string[] = [];
  for (const name of within.sort()) if (await isEvidence(join(folder, name))) waves.push(join(folder, name));
  if (waves.length === 0)
    throw new UsageError(`${place} holds no evidence: neither it nor a folder in it has a plan.json or commitment.json.`);
  return waves.map(folderSource);
}

export function isUrl(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

/** @throws UsageError */
export function urlOf(text: string, base?: string): string {
  if (!URL.canParse(text, base)) throw new UsageError(`${base ?? text} is not a whole URL.`);
  return new URL(text, base).href;
}

async function isEvidence(folder: string): Promise<boolean> {
  const files = await readdir(folder).catch((error: Error) => {
    throw new Unreachable(`${folder} can't be read: ${error.message}`);
  });
  return files.includes('plan.json') || files.includes('commitment.json');
}

export function folderSource(folder: string): EvidenceSource {
  return {
    name: basename(folder),
    async read(file) {
      try {
        return await readFile(join(folder, file));
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
        throw new Unreachable(`${join(folder, file)} can't be read: ${(error as Error).message}`);
      }
    },
  };
}

function urlSource(url: string): EvidenceSource {
  const base = url.replace(/\/+$/, '');
  const wave = /\/waves\/([^/]+)\/evidence$/.exec(base)?.[1];
  return { name: wave ?? base, ...(wave !== undefined && { wave }), read: (file) => download(`${base}/${file}`) };
}

/** Read by one check each, and most of a wave's bytes; all other files are looked at by several. */
const OF_SHARDS = /^(?:entrants|exclusions|results)\//;

/** A source that gives all checks the same bytes of a file, whatever a server would answer the second time. */
export function readOnce(source: EvidenceSource): EvidenceSource {
  const known = new Map<string, Promise<Uint8Array | undefined>>();
  return {
    ...source,
    read(file) {
      if (OF_SHARDS.test(file)) return source.read(file);
      const read = known.get(file) ?? source.read(file);
      known.set(file, read);
      return read;
    },
  };
}

/** A file over HTTP; redirects to a bucket are followed. @returns undefined when the server says that there is none */
export async function download(url: string, headers: Record<string, string> = {}): Promise<Uint8Array | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
      if (response.status === 404) return undefined;
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      if (tries >= TRIES) throw new Unreachable(`${url} answered ${response.status}`);
    } catch (error) {
      if (error instanceof Unreachable) throw error;
      if (tries >= TRIES) throw new Unreachable(`${url} could not be read: ${reasonOf(error)}`);
    }
    await sleep(PAUSE_MS * tries);
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
