import * as z from 'zod/mini';
import { sha256Hex } from '../evidence/sha256.ts';
import { listNameSchema } from '../lists/list-names.ts';
import { ROLES } from '../names.ts';
import { partnerIdSchema } from '../partners/partner-id.ts';
import { waveIdSchema } from '../waves/plan.ts';
import { chainNameSchema } from './chains.ts';

/** What the officers' routes can do. `schedule-wave` and `register-partner` are of the time when one officer alone did so: such entries stay. */
export const OFFICERS_ACTS = [
  'propose',
  'approve',
  'reject',
  'start-selection',
  'dry-run',
  'begin-list-import',
  'complete-list-import',
  'review-appeal',
  'dismiss-appeal',
  'schedule-wave',
  'register-partner',
] as const;
export type OfficersAct = (typeof OFFICERS_ACTS)[number];

const hex = (bytes: number) => z.string().check(z.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));
const number = z.int().check(z.positive());

/**
 * An entry of the audit log. Nothing in it says who an applicant is: an `entryId` is random, and no key of a person or registration
 * has a field here. The order of the fields is that of the canonical text, and none of their values can hold a line end.
 */
export const auditEntrySchema = z.strictObject({
  chain: chainNameSchema,
  /** 1 is a chain's first. */
  number,
  at: z.iso.datetime(),
  /** Drawn for each entry: by it a writer knows its own, whatever became of the answer to its write. */
  entryToken: hex(16),
  /**
   * The `sub` of an officer's token; `applicant` where the holder of a manage token acts, `screening` where a selection does,
   * `notification` where a message is sent.
   */
  actor: z.string().check(z.regex(/^[\w-]{1,128}$/)),
  /** By which role the act was allowed; none of an act that was not. */
  role: z.optional(z.enum(ROLES)),
  act: z.enum([...OFFICERS_ACTS, 'open-registration', 'open-registrations']),
  /** What sealed data was opened for. */
  purpose: z.optional(z.enum(['join-wave', 'civil-registry', 'notify', 'appeal'])),
  /** How many registrations of the shard are opened. */
  count: z.optional(number),
  waveId: z.optional(waveIdSchema),
  /** Of the registration whose sealed data is opened. */
  earlierWave: z.optional(waveIdSchema),
  entryId: z.optional(hex(16)),
  /** Whom an officer proposes to register. */
  partnerId: z.optional(partnerIdSchema),
  /** SHA-256 of the bytes that an officer sent. Never of what an applicant sends: few enough people fit it to be tried out. */
  bodyHash: z.optional(hex(32)),
  /** What was proposed, or decided. */
  proposalId: z.optional(hex(16)),
  /** Of an outcome: the `entryToken` of the entry, earlier in the same chain, by which the act was announced. */
  intent: z.optional(hex(16)),
  /** What became of an act, in the word of its use case; `failed` when it threw, `forbidden` when the role was lacking. */
  outcome: z.optional(z.string().check(z.regex(/^[A-Za-z]{1,40}$/))),
  planHash: z.optional(hex(32)),
  /** Of a selection. */
  attempt: z.optional(number),
  /** Of an import: the list, and in its last outcome the version that it became. */
  list: z.optional(listNameSchema),
  /** The `hash` of the entry before. */
  previous: hex(32),
  hash: hex(32),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** What a writer says; the rest is the chain's. */
export type AuditFacts = Omit<AuditEntry, 'chain' | 'number' | 'at' | 'entryToken' | 'previous' | 'hash'>;

/** `previous` of a chain's first entry, and the head of a chain that has none. */
export const BEFORE_THE_FIRST = '0'.repeat(64);

const HASHED_FIELDS = Object.keys(auditEntrySchema.shape).filter((field) => field !== 'hash') as (keyof Omit<AuditEntry, 'hash'>)[];

/** What is hashed: a line that names the form, and a line `field=value` for each field that there is, each with its line end. */
export function canonicalText(entry: Omit<AuditEntry, 'hash'>): string {
  const lines = HASHED_FIELDS.filter((field) => entry[field] !== undefined).map((field) => `${field}=${entry[field]}\n`);
  return `gelombang/audit/v1\n${lines.join('')}`;
}

/** Hex SHA-256 of the canonical text. */
export function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  return sha256Hex(canonicalText(entry));
}

/** The entry that comes after `last` in its chain, or begins it. @throws ZodError on facts that no entry may hold; it repeats none */
export function entryAfter(
  last: Pick<AuditEntry, 'number' | 'hash'> | undefined,
  own: Pick<AuditEntry, 'chain' | 'at' | 'entryToken'> & AuditFacts,
): AuditEntry {
  const entry = { ...own, number: (last?.number ?? 0) + 1, previous: last?.hash ?? BEFORE_THE_FIRST };
  return auditEntrySchema.parse({ ...entry, hash: hashOf(entry) });
}

/** Where a chain is not what was written, and what is seen there. */
export type ChainFault = { chain: string; number: number; fault: string };

/** What comes before a chain's first entry. */
export const CHAIN_START: Pick<AuditEntry, 'number' | 'hash'> = { number: 0, hash: BEFORE_THE_FIRST };

/** What can be wrong with an entry where it stands. */
export type LinkFault = 'of-another-chain' | 'out-of-order' | 'unlinked' | 'changed';

/** Whether an entry of a chain is unchanged, and the one after `before`. */
export function linkFault(chain: string, before: Pick<AuditEntry, 'number' | 'hash'>, entry: AuditEntry): LinkFault | undefined {
  const due = before.number + 1;
  if (entry.chain !== chain) return 'of-another-chain';
  if (entry.number !== due) return 'out-of-order';
  if (entry.previous !== before.hash) return 'unlinked';
  if (entry.hash !== hashOf(entry)) return 'changed';
  return undefined;
}

const LINK_FAULTS: Record<LinkFault, (entry: AuditEntry) => string> = {
  'of-another-chain': ({ chain }) => `is an entry of the chain ${chain}`,
  'out-of-order': ({ number: standing }) => `is missing: number ${standing} stands in its place`,
  unlinked: () => 'does not follow from the entry before it',
  changed: () => 'was changed: its hash is not that of its fields',
};

/** Checks a whole chain: numbered from 1 without gaps, each entry unchanged and linked to the one before. @returns the first fault */
export function chainFault(chain: string, entries: readonly AuditEntry[]): ChainFault | undefined {
  let before = CHAIN_START;
  for (const entry of entries) {
    const fault = linkFault(chain, before, entry);
    if (fault) return { chain, number: before.number + 1, fault: LINK_FAULTS[fault](entry) };
    before = entry;
  }
  return undefined;
}

/** How many of the chain's acts were announced and have no outcome: a process died between, or is at it. */
export function unfinishedActs(entries: readonly AuditEntry[]): number {
  const ended = new Set(entries.map(({ intent }) => intent));
  return entries.filter(({ act, outcome, entryToken }) => !act.startsWith('open-') && !outcome && !ended.has(entryToken)).length;
}
