import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type EvidenceSource, Unreachable } from './evidence-source.ts';
import { urlSource } from './http-source.ts';
import { UsageError } from './usage-error.ts';

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
