import { type AuditEntry, auditEntrySchema, CHAIN_START, type LinkFault, linkFault } from '#shared/audit/audit-entry.ts';

/** Where a chain is not what was written: an entry that does not fit, has no form of one, or a log that never comes to its end. */
export type ChainBreak = { number: number; why: LinkFault | 'malformed' | 'endless' };

/** A chain as far as it was read, each entry of it checked. */
export type ReadChain = {
  chain: string;
  entries: readonly AuditEntry[];
  /** What the API has sent, as it sent it: for another to check. */
  sent: readonly unknown[];
  /** After which number there is more. */
  next?: number | undefined;
  /** The first thing that does not hold. */
  broken?: ChainBreak;
};

/** Nothing of a chain read yet. */
export function unread(chain: string): ReadChain {
  return { chain, entries: [], sent: [], next: 0 };
}

/** The chain with one page more, which is taken to come after what was read; nothing of it is believed. */
export function readOn(read: ReadChain, page: unknown): ReadChain {
  const { entries: given = [], next } = (typeof page === 'object' && page !== null ? page : {}) as Record<string, unknown>;
  const found = Array.isArray(given) ? given : [];
  const entries = [...read.entries];
  let { broken } = read;
  for (const one of found) {
    const before = entries.at(-1) ?? CHAIN_START;
    const { data: entry } = auditEntrySchema.safeParse(one);
    const why = entry ? linkFault(read.chain, before, entry) : 'malformed';
    if (why) broken ??= { number: before.number + 1, why };
    // What has no form of an entry can't be shown either: what comes after it can't be placed.
    if (!entry) break;
    entries.push(entry);
  }
  const isForward = typeof next === 'number' && next > (read.next ?? 0) && found.length > 0;
  if (next !== undefined && !isForward) broken ??= { number: entries.length + 1, why: 'endless' };
  return {
    chain: read.chain,
    entries,
    sent: [...read.sent, ...found],
    next: isForward && broken?.why !== 'malformed' ? next : undefined,
    ...(broken && { broken }),
  };
}

/** A file that `npm run verify-audit` checks. */
export function chainFile({ chain, sent }: ReadChain): string {
  return `${JSON.stringify({ chain, entries: sent }, undefined, 1)}\n`;
}
