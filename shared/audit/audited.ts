import type { AuditEntry, AuditFacts } from './audit-entry.ts';
import { OFFICERS_CHAIN } from './chains.ts';

/**
 * Adds an entry to the end of a chain, once. @returns the entry as it stands
 * @throws when it could not be made sure of; it may then stand in the log all the same
 */
export type AuditAppend = (chain: string, facts: AuditFacts) => Promise<AuditEntry>;

/**
 * Does an officer's act between two entries: what is intended, before anything is done, and what became of it. So nothing is
 * ever done that isn't in the log, and who gets an answer knows that the outcome is in it too: when that can't be written, the act is
 * done and the answer an error, and a repeat finds it done.
 * @param told what else the outcome's entry says of a result
 */
export async function audited<T extends { outcome: string }>(
  append: AuditAppend,
  facts: AuditFacts,
  work: () => Promise<T>,
  told: (result: T) => Pick<AuditFacts, 'planHash' | 'attempt' | 'proposalId' | 'list'>,
): Promise<T> {
  const { entryToken: intent } = await append(OFFICERS_CHAIN, facts);
  const conclude = (outcome: string, more: object) => append(OFFICERS_CHAIN, { ...facts, intent, outcome, ...more });
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // The failure itself is what the caller has to hear of. An intent without an outcome says the same, if less clearly.
    await conclude('failed', {}).catch(() => {});
    throw error;
  }
  await conclude(result.outcome, told(result));
  return result;
}
