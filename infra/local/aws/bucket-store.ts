import { createHash } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { explainWriteError } from '../refusal.ts';

/** What is kept about an object beside its bytes. `headers` are those that S3 gives back as they came. */
export type ObjectFacts = { etag: string; size: number; lastModified: number; headers: Record<string, string> };

export type BucketStore = {
  readonly name: string;
  /** Where the objects lie, one file per key. */
  readonly folder: string;
  /** Stores an object as a whole. With `onlyNew`, an object that is there already stays and the answer is `exists`. */
  put(key: string, content: Buffer, headers: Record<string, string>, onlyNew: boolean): Promise<ObjectFacts | 'exists'>;
  /** Undefined when there is no such object. */
  find(key: string): Promise<(ObjectFacts & { file: string }) | undefined>;
  /** All keys that start with `prefix`, in the order of their UTF-8 bytes. */
  keys(prefix: string): Promise<string[]>;
};

export type BucketStoreOptions = { name: string; folder: string; factsFolder: string; now: () => number };

let drafts = 0;

/** A bucket as a folder. One process owns it, so writes of one key are put in a row inside it. */
export function createBucketStore(options: BucketStoreOptions): BucketStore {
  const { folder, factsFolder } = options;
  const writing = new Map<string, Promise<unknown>>();

  async function inTurn<T>(key: string, act: () => Promise<T>): Promise<T> {
    const before = writing.get(key);
    const mine = before ? before.then(act, act) : act();
    writing.set(key, mine);
    try {
      return await mine;
    } finally {
      if (writing.get(key) === mine) writing.delete(key);
    }
  }

  async function find(key: string) {
    const file = join(folder, pathOf(key));
    const found = await stat(file).catch(absent);
    if (!found?.isFile()) return undefined;
    const facts = await readFile(join(factsFolder, `${pathOf(key)}.json`), 'utf8').catch(absent);
    // A file that somebody put there by hand has no facts yet.
    if (!facts) return { ...factsOf(await readFile(file), {}, found.mtimeMs), file };
    return { ...(JSON.parse(facts) as ObjectFacts), file };
  }

  return {
    name: options.name,
    folder,
    find,
    put: (key, content, headers, onlyNew) =>
      inTurn(key, async () => {
        if (onlyNew && (await stat(join(folder, pathOf(key))).catch(absent))) return 'exists';
        const facts = factsOf(content, headers, options.now());
        try {
          await writeFileWhole(join(factsFolder, `${pathOf(key)}.json`), Buffer.from(JSON.stringify(facts)), false);
          const written = await writeFileWhole(join(folder, pathOf(key)), content, onlyNew);
          return written ? facts : 'exists';
        } catch (error) {
          throw explainWriteError(error, folder);
        }
      }),
    async keys(prefix) {
      const start = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      const found: string[] = [];
      await walk(join(folder, pathOf(start)), start, found);
      return found.filter((key) => key.startsWith(prefix)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    },
  };
}

function factsOf(content: Buffer, headers: Record<string, string>, lastModified: number): ObjectFacts {
  return { etag: `"${createHash('md5').update(content).digest('hex')}"`, size: content.length, lastModified, headers };
}

/** False when the file is there already and `onlyNew` is asked for: a link never replaces a file. */
async function writeFileWhole(file: string, content: Buffer, onlyNew: boolean): Promise<boolean> {
  const draft = join(dirname(file), `.draft-${process.pid}-${++drafts}`);
  try {
    await writeFile(draft, content).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(draft, content);
    });
    if (!onlyNew) await rename(draft, file);
    else {
      await link(draft, file);
      await unlink(draft);
    }
    return true;
  } catch (error) {
    await unlink(draft).catch(() => {});
    if (onlyNew && (error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function walk(folder: string, above: string, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(absent);
  for (const entry of entries ?? []) {
    if (entry.name.startsWith('.draft-')) continue;
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
