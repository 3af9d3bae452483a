import type { Entrants } from '../draw/entrants.ts';
import { type EntrantGroups, readGroups } from '../eligibility/screened.ts';
import { screenedKey } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { SHARDS } from '../shards.ts';

/** Sex and age band of each entrant, as screening found them; two bytes an entrant, and a few shards' files at a time. */
export async function entrantGroups(evidence: EvidenceStore, waveId: string, entrants: Entrants): Promise<EntrantGroups> {
  const groups = { sexes: new Uint8Array(entrants.count), ageBands: new Uint8Array(entrants.count) };
  await inParallel([...SHARDS.entries()], FILES_AT_ONCE, async ([at, shard]) => {
    const text = Buffer.from(await evidence.readWritten(screenedKey(waveId, shard))).toString('latin1');
    const [first, end] = [entrants.shardStarts[at] as number, entrants.shardStarts[at + 1] as number];
    try {
      readGroups(text, entrants, groups, first, end);
    } catch (cause) {
      throw new Error(`shard ${shard} of ${waveId}: ${(cause as Error).message}`, { cause });
    }
  });
  return groups;
}
