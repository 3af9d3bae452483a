import type { ReturnedPlaces } from '../evidence/documents.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { partsOf } from '../ledger/accounts.ts';
import { entryIdOf } from '../ledger/awarded-place.ts';
import { type PlaceEntry, shardJournal } from '../ledger/journal-entry.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import { SHARDS } from '../shards.ts';
import type { Wave } from '../waves/wave.ts';
import { publishedRefills } from './refills-so-far.ts';

export type PlacesToRefillDeps = { ledger: Pick<LedgerStore, 'pages'>; evidence: Pick<EvidenceStore, 'readWritten'> };

/**
 * Places of a wave that have come back and were in none of its refills: entryIds sorted, and how many of each pot. A place that was awarded for
 * an appeal is none of them: its recipient was in no draw that could go on.
 */
export async function placesToRefill(
  { ledger, evidence }: PlacesToRefillDeps,
  { waveId, plan, refills = [] }: Wave,
): Promise<Pick<ReturnedPlaces, 'returned' | 'pots'>> {
  const passedOver = new Set((await publishedRefills(evidence, waveId, refills.length)).flatMap(({ returned }) => returned));
  if (plan.reserved) {
    for (const entry of await entriesOf(ledger, waveId, 'award'))
      if (partsOf(entry.moves[0]?.from ?? '')?.kind === 'reserved') passedOver.add(entryIdOf(entry));
  }
  const returned: string[] = [];
  const pots: Record<string, number> = {};
  for (const entry of await entriesOf(ledger, waveId, 'revocation')) {
    const entryId = entryIdOf(entry);
    if (passedOver.has(entryId)) continue;
    const pot = partsOf(entry.moves[0]?.to ?? '')?.province;
    if (pot === undefined) throw new Error(`the revocation of ${entryId} of ${waveId} moves no place`);
    returned.push(entryId);
    pots[pot] = (pots[pot] ?? 0) + 1;
  }
  const sorted = Object.entries(pots).sort(([left], [right]) => (left < right ? -1 : 1));
  return { returned: returned.sort(), pots: Object.fromEntries(sorted) };
}

async function entriesOf(ledger: PlacesToRefillDeps['ledger'], waveId: string, kind: PlaceEntry) {
  const found = await inParallel(SHARDS, FILES_AT_ONCE, async (shard) => {
    const entries = [];
    for await (const page of ledger.pages(shardJournal(waveId, shard), kind)) entries.push(...page);
    return entries;
  });
  return found.flat();
}
