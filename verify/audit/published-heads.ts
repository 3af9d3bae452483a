import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type AuditHeads, auditHeadsSchema } from '#shared/evidence/documents.ts';
import { AUDIT_HEADS_FILE } from '#shared/evidence/evidence-names.ts';
import { parseDocument } from '../documents.ts';
import { download } from '../http-source.ts';
import { isUrl, urlOf } from '../source.ts';
import { UsageError } from '../usage-error.ts';

/** The heads that were published at a place: a file, a folder or URL of a wave's evidence, or a folder of such folders. @throws UsageError */
export async function headsAt(place: string): Promise<AuditHeads[]> {
  if (isUrl(place)) {
    const url = urlOf(place.endsWith('.json') ? place : `${place.replace(/\/+$/, '')}/${AUDIT_HEADS_FILE}`);
    const bytes = await download(url);
    if (!bytes) throw new UsageError(`${url} is not there.`);
    return [parseDocument(url, bytes, auditHeadsSchema)];
  }
  const files = await filesAt(resolve(place));
  if (files.length === 0) throw new UsageError(`${place} is no ${AUDIT_HEADS_FILE}, nor a folder that holds one.`);
  return Promise.all(files.map(async (file) => parseDocument(file, await readFile(file), auditHeadsSchema)));
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  const within = await readdir(path, { withFileTypes: true });
  if (within.some(({ name }) => name === AUDIT_HEADS_FILE)) return [join(path, AUDIT_HEADS_FILE)];
  const candidates = within.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name, AUDIT_HEADS_FILE));
  const there = await Promise.all(candidates.map((file) => stat(file).catch(() => undefined)));
  return candidates.filter((_, at) => there[at]?.isFile());
}
