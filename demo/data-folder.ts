import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export type DataFolder = { kind: 'ready'; path: string } | { kind: 'refused'; sentence: string };

/**
 * The folder that a replay fills: the one named, which must be empty or not there yet, or a new temporary one, which stays.
 * @param named the value of GELOMBANG_DATA
 */
export async function dataFolder(named: string | undefined): Promise<DataFolder> {
  if (named === undefined || named === '') return { kind: 'ready', path: await mkdtemp(join(tmpdir(), 'gelombang-demo-')) };
  const path = resolve(named);
  try {
    await mkdir(path, { recursive: true });
    if ((await readdir(path)).length > 0) {
      return {
        kind: 'refused',
        sentence: `GELOMBANG_DATA names ${path}, which is not empty: the demo starts from nothing, so name a new folder.`,
      };
    }
  } catch (error) {
    return {
      kind: 'refused',
      sentence: `GELOMBANG_DATA names ${path}, which can't be used as a folder (${(error as NodeJS.ErrnoException).code}).`,
    };
  }
  return { kind: 'ready', path };
}
