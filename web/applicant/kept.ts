/** What an applicant lets the own phone keep. Nothing is written before the person has asked for it, and all of it can be deleted. */

/** A registration as its holder keeps it. The manage token is a secret: it goes to our API as a header, and into no address. */
export type KeptReceipt = {
  waveId: string;
  number: number;
  registeredAt: string;
  entryId: string;
  receipt: string;
  manageToken: string;
};

const RECEIPTS = 'gelombang.receipts';
const DRAFT = 'gelombang.draft';

/** The kept receipts, the latest wave first. */
export function keptReceipts(): KeptReceipt[] {
  const kept = read(RECEIPTS);
  const receipts = Array.isArray(kept) ? (kept as KeptReceipt[]).filter((one) => typeof one?.manageToken === 'string') : [];
  return receipts.sort((left, right) => right.registeredAt.localeCompare(left.registeredAt));
}

/** @returns whether the phone has taken it: in a private window, or when it is full, it does not */
export function keepReceipt(receipt: KeptReceipt): boolean {
  const others = keptReceipts().filter(({ entryId }) => entryId !== receipt.entryId);
  return write(RECEIPTS, [receipt, ...others]);
}

export function forgetReceipt(entryId: string): void {
  const left = keptReceipts().filter((one) => one.entryId !== entryId);
  if (left.length > 0) write(RECEIPTS, left);
  else remove(RECEIPTS);
}

/** What was typed into the form and is not sent yet; undefined where nothing is kept. */
export function keptDraft<T extends object>(): T | undefined {
  const draft = read(DRAFT);
  return typeof draft === 'object' && draft !== null ? (draft as T) : undefined;
}

export function keepDraft(draft: object): boolean {
  return write(DRAFT, draft);
}

export function forgetDraft(): void {
  remove(DRAFT);
}

function read(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    // Storage is switched off, or holds something that is not ours.
    return null;
  }
}

function write(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function remove(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Then nothing was kept either.
  }
}
