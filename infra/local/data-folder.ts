import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { explainWriteError, Refusal } from './refusal.ts';

export type DataFolder = {
  path: string;
  /** The path of something inside. */
  at(...parts: string[]): string;
  /** For files that are being written; empty when the folder is taken. */
  drafts: string;
  release(): void;
};

const SECRET_FILE_MODE = 0o600;

/**
 * Takes `path` for this process alone. The lock is SQLite's own on a file in there: the operating system lets go of it when the
 * process dies, however it dies, so there are no stale locks.
 */
export function takeDataFolder(path: string): DataFolder {
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw explainWriteError(error, path);
  }
  let lock: DatabaseSync;
  try {
    lock = new DatabaseSync(join(path, 'lock'));
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    throw explainLockError(error as Error, path);
  }
  const drafts = join(path, 'drafts');
  // Of a process that was killed while it wrote; the lock says that nobody writes now.
  rmSync(drafts, { recursive: true, force: true });
  return { path, at: (...parts) => join(path, ...parts), drafts, release: () => lock.close() };
}

/** Node's own recursive mkdir never ends below a folder that takes none, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' });
    return;
  }
  makeFolder(dirname(path));
  mkdirSync(path);
}

function explainLockError(error: Error, path: string): Error {
  if (/locked|busy/i.test(error.message)) {
    return new Refusal(
      `The data folder ${path} is in use by another runtime: stop that one, or give another folder in GELOMBANG_DATA.`,
    );
  }
  return new Refusal(`The data folder ${path} can't be locked (${error.message}): give another one in GELOMBANG_DATA.`);
}

let written = 0;

/**
 * Replaces `file` as a whole: a reader, and a process that is killed meanwhile, sees the old or the new content, never half.
 * @param drafts a folder on the same disk: what a killed process leaves there nobody takes for a file
 */
export function writeWhole(drafts: string, file: string, content: Buffer | string): void {
  const draft = join(drafts, `${process.pid}-${++written}`);
  try {
    makingFolder(draft, () => writeFileSync(draft, content));
    makingFolder(file, () => renameSync(draft, file));
  } catch (error) {
    rmSync(draft, { force: true });
    throw explainWriteError(error, dirname(file));
  }
}

/** Most folders are there: looking first would cost each write a call. */
function makingFolder(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(file), { recursive: true });
    write();
  }
}

/**
 * The content of `file`, which `make` writes when there is none yet. Only the owner may read it. Two processes that start at the
 * same moment agree on one content: the link succeeds for the first of them only.
 */
export async function keptSecret(file: string, make: () => string | Promise<string>): Promise<string> {
  if (!existsSync(file)) {
    const content = await make();
    try {
      mkdirSync(dirname(file), { recursive: true });
      const draft = `${file}.${process.pid}.draft`;
      writeFileSync(draft, content, { mode: SECRET_FILE_MODE });
      try {
        linkSync(draft, file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      unlinkSync(draft);
    } catch (error) {
      throw explainWriteError(error, dirname(file));
    }
  }
  return readFileSync(file, 'utf8');
}
