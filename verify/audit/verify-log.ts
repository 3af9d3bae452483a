import { type AuditEntry, type ChainFault, chainFault, unfinishedActs } from '#shared/audit/audit-entry.ts';
import { type ChainHead, headFault } from '#shared/audit/audit-heads.ts';
import type { AuditHeads } from '#shared/evidence/documents.ts';
import { type AuditSource, ChainBroken } from './source.ts';

/** What was found of one chain. */
export type ChainFinding = {
  chain: string;
  entries: number;
  /** Acts that were announced and have no outcome. */
  unfinished: number;
  /** Published heads that stand in it. */
  heads: number;
  /** The first thing that does not hold. */
  fault?: ChainFault;
};

/** Checks every chain of a log by itself and against the heads that were published of it. @throws Fault, Unreachable */
export async function verifyLog(source: AuditSource, published: readonly AuditHeads[]): Promise<ChainFinding[]> {
  const findings: ChainFinding[] = [];
  for (const chain of source.chains) {
    const heads = published.flatMap(({ chains }) => chains.filter((head) => head.chain === chain));
    findings.push(await findingOf(source, chain, heads));
  }
  return findings;
}

async function findingOf(source: AuditSource, chain: string, heads: readonly ChainHead[]): Promise<ChainFinding> {
  let entries: AuditEntry[];
  try {
    entries = await source.read(chain);
  } catch (error) {
    if (!(error instanceof ChainBroken)) throw error;
    return { chain, entries: 0, unfinished: 0, heads: 0, fault: { chain, number: error.number, fault: error.message } };
  }
  const fault = chainFault(chain, entries) ?? firstOf(heads.map((head) => headFault(head, entries)));
  return { chain, entries: entries.length, unfinished: unfinishedActs(entries), heads: heads.length, ...(fault && { fault }) };
}

/** The one with the lowest number: what comes after it may be no fault of its own. */
function firstOf(faults: readonly (ChainFault | undefined)[]): ChainFault | undefined {
  return faults.filter((fault) => fault !== undefined).sort((left, right) => left.number - right.number)[0];
}
