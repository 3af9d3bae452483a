/**
 * A thing that the user can understand and mend: its message is one clear sentence, shown without a stack. Everything else that
 * is thrown in the local runtime is a bug.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

const FULL_DISK = new Set(['ENOSPC', 'EDQUOT']);
const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT']);

/** What a failed write into the data folder means for the user; other errors come back unchanged. */
export function explainWriteError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException)?.code ?? '';
  if (FULL_DISK.has(code)) return fullDisk(folder);
  if (UNWRITABLE.has(code))
    return new Refusal(`The data folder ${folder} can't be written (${code}): give another one in GELOMBANG_DATA.`);
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new Refusal(`The data folder ${folder} is not a folder: give another one in GELOMBANG_DATA.`);
  }
  return error;
}

export function fullDisk(folder: string): Refusal {
  return new Refusal(`The disk that holds ${folder} is full: make room, then start again (what was acknowledged is kept).`);
}
