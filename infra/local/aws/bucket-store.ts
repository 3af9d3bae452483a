import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../data-folder.ts';

/** What is kept about an object beside its bytes. `headers` are those that S3 gives back as they came. */
export type ObjectFacts = { etag: string; size: number; lastModified: number; headers: Record<string, string> };

export type BucketStore = {
  readonly name: string;
  /** Where the objects lie, one file per key. */
  readonly folder: string;
  /** Origins whose pages may read objects by a link; `*` is any. */
  readonly readBy: readonly string[];
  /** Stores an object as a whole. With `onlyNew`, an object that is there already stays and the answer is `exists`. */
  put(key: string, content: Buffer, headers: Record<string, string>, onlyNew: boolean): Promise<ObjectFacts | 'exists'>;
  /** Undefined when there is no such object. */
  find(key: string): Promise<(ObjectFacts & { file: string }) | undefined>;
  /** All keys that start with `prefix`, in the order of their UTF-8 bytes. */
  keys(prefix: string): Promise<string[]>;
};

export type BucketStoreOptions = {
  name: string;
  folder: string;
  factsFolder: string;
  readBy?: readonly string[];
  /** For objects that are being written. */
  drafts: string;
  now: () => number;
};

/**
 * A bucket as a folder. File operations are synchronous: a selection reads and writes thousands of small objects, for which a round trip
 * to another thread costs more than the operation; and nothing can come between the steps of one write.
 */
export function createBucketStore(options: BucketStoreOptions): BucketStore {
  const { folder, factsFolder, drafts } = options;
  const factsFile = (key: string) => join(factsFolder, `${pathOf(key)}.json`);

  return {
    name: options.name,
    readBy: options.readBy ?? [],
    folder,
    async find(key) {
      const file = join(folder, pathOf(key));
      const found = statSync(file, { throwIfNoEntry: false });
      if (!found?.isFile()) return undefined;
      const facts = readIfThere(factsFile(key));
      // A file that somebody put there by hand has no facts yet.
      if (!facts) return { ...factsOf(readFileSync(file), {}, found.mtimeMs), file };
      return { ...(JSON.parse(facts) as ObjectFacts), file };
    },
    async put(key, content, headers, onlyNew) {
      const file = join(folder, pathOf(key));
      if (onlyNew && existsSync(file)) return 'exists';
      const facts = factsOf(content, headers, options.now());
      writeWhole(drafts, factsFile(key), JSON.stringify(facts));
      writeWhole(drafts, file, content);
      return facts;
    },
    async keys(prefix) {
      const start = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      const found: string[] = [];
      await walk(join(folder, pathOf(start)), start, found);
      return found.filter((key) => key.startsWith(prefix)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    },
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return absent(error as NodeJS.ErrnoException);
  }
}

function factsOf(content: Buffer, headers: Record<string, string>, lastModified: number): ObjectFacts {
  return { etag: `"${createHash('md5').update(content).digest('hex')}"`, size: content.length, lastModified, headers };
}

async function walk(folder: string, above: string, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(absent);
  for (const entry of entries ?? []) {
    const key = above + keyPartOf(entry.name);
    if (entry.isDirectory()) await walk(join(folder, entry.name), `${key}/`, found);
    else found.push(key);
  }
}

/** Keys are paths; parts that a file system would read as something else (`..`, an empty part, a leading dot) are percent-encoded. */
function pathOf(key: string): string {
  return key
    .split('/')
    .map((part, index, parts) => (part === '' && index === parts.length - 1 ? '' : part === '' ? '%' : encodePart(part)))
    .join('/');
}

function encodePart(part: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are legal in keys
  return part.replace(/^\.|[%\\:*?"<>|\u0000-\u001f]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function keyPartOf(name: string): string {
  return name === '%' ? '' : name.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
