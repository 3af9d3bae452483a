import type { AuditHeads, Certificate } from '../evidence/documents.ts';
import { type AuditEntry, BEFORE_THE_FIRST, type ChainFault } from './audit-entry.ts';
import { OFFICERS_CHAIN } from './chains.ts';

/** The last entry of a chain: how many there are, and its hash. */
export type ChainHead = AuditHeads['chains'][number];

/** What a certificate says itself of the heads that its `audit-heads.json` has chain by chain. */
export function certifiedAudit({ chains }: Pick<AuditHeads, 'chains'>): Certificate['audit'] {
  const officers = chains.find(({ chain }) => chain === OFFICERS_CHAIN);
  const openings = chains.filter(({ chain }) => chain !== OFFICERS_CHAIN).reduce((sum, { entries }) => sum + entries, 0);
  return { entries: officers?.entries ?? 0, head: officers?.head ?? BEFORE_THE_FIRST, openings };
}

/** Whether a head that was published once stands in the chain as it is now. @param entries the whole chain, checked by `chainFault` */
export function headFault({ chain, entries: number, head }: ChainHead, entries: readonly AuditEntry[]): ChainFault | undefined {
  const entry = entries[number - 1];
  if (!entry) return { chain, number, fault: `is missing: the chain ends with number ${entries.length}` };
  return entry.hash === head ? undefined : { chain, number, fault: 'is another entry than the one that was published' };
}
