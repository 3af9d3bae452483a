import { type AuditEntry, type AuditFacts, entryAfter, hashOf } from '#shared/audit/audit-entry.ts';

/** An officer's act, two entries of which are its intent and its outcome. */
export const ACT = { actor: 'an-officer', role: 'officer', act: 'schedule-wave', waveId: '2020-04' } satisfies AuditFacts;
/** Sealed data opened so that somebody could join a later wave. */
export const OPENING = {
  actor: 'applicant',
  act: 'open-registration',
  purpose: 'join-wave',
  waveId: '2020-05',
  earlierWave: '2020-04',
  entryId: 'e'.repeat(32),
} satisfies AuditFacts;

/** A sound chain of so many entries. */
export function chainOf(chain: string, length: number, facts: AuditFacts = ACT): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let number = 1; number <= length; number++) {
    const entryToken = number.toString(16).padStart(32, '0');
    const at = `2020-08-08T05:00:${String(number % 60).padStart(2, '0')}.000Z`;
    entries.push(entryAfter(entries.at(-1), { ...facts, chain, at, entryToken }));
  }
  return entries;
}

/** What somebody does who holds the table: from one entry on everything is hashed and linked anew. @param from its number */
export function rewritten(entries: readonly AuditEntry[], from: number, change: (entry: AuditEntry) => AuditEntry): AuditEntry[] {
  const changed = entries.slice(0, from - 1);
  for (const entry of entries.slice(from - 1)) {
    const { hash: _, ...rest } = entry.number === from ? change(entry) : entry;
    const linked = { ...rest, previous: changed.at(-1)?.hash ?? rest.previous };
    changed.push({ ...linked, hash: hashOf(linked) });
  }
  return changed;
}
