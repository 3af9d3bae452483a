import { type Clock, instant } from '../clock.ts';
import { stoodMs } from '../deadlines/stopped-clocks.ts';
import { documentBytes, type ReturnedPlaces, readDocument, returnedPlacesSchema } from '../evidence/documents.ts';
import { returnedKey } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { partsOf } from '../ledger/accounts.ts';
import { entryIdOf } from '../ledger/awarded-place.ts';
import { shardJournal } from '../ledger/journal-entry.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import { SHARDS } from '../shards.ts';
import type { RefillBookings } from '../waves/refill-bookings-store.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { publishedRefills } from './refills-so-far.ts';

export type BeginRefillDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  bookings: Pick<RefillBookings, 'begin'>;
  ledger: Pick<LedgerStore, 'pages'>;
  evidence: Pick<EvidenceStore, 'readWritten' | 'writeFirst'>;
  softwareVersion: string;
};

/**
 * Begins the next refill of a wave whose plan wants one: when its deadline has passed, and places have come back that no refill has had. Which
 * places they are is fixed first, for good: what comes back later is the next refill's.
 * @returns the number of the refill that is under way then, this one's or an earlier try's; 0 when there is none to be made
 */
export async function beginRefill(deps: BeginRefillDeps, { waveId }: { waveId: string }): Promise<{ refill: number }> {
  const wave = await deps.waves.read(waveId);
  if (wave?.phase !== 'published') throw new Error(`wave ${waveId} is not published: none of its places has come back yet`);
  const refills = wave.refills ?? [];
  const last = refills.at(-1);
  if (last && last.endedAt === undefined) return { refill: refills.length };
  if (refills.length >= (wave.plan.refills ?? 0) || wave.settledAt !== undefined) return { refill: 0 };
  if (!deadlineHasPassed(wave, deps.clock.now())) return { refill: 0 };
  const refill = refills.length + 1;
  const places = await placesToGive(deps, waveId, refill);
  if (places.returned.length === 0) return { refill: 0 };
  const began = await deps.bookings.begin(waveId, refill, places.pots, deps.clock.now());
  return { refill: began ? refill : 0 };
}

/** Until then everybody of the draw may still use the own place, and what has come back already waits for the rest. */
function deadlineHasPassed(wave: Wave, now: number): boolean {
  return wave.deadline !== undefined && Date.parse(wave.deadline) < now - stoodMs(wave, now);
}

/** As they were fixed first, whoever did. Without any nothing is written: more may come back until tomorrow. */
async function placesToGive(deps: BeginRefillDeps, waveId: string, refill: number): Promise<ReturnedPlaces> {
  const { clock, evidence, softwareVersion } = deps;
  const found = await returnedSince(deps, waveId, refill);
  const places: ReturnedPlaces = { drawnAt: instant(clock.now()), softwareVersion, ...found };
  if (places.returned.length === 0) return places;
  return readDocument(returnedPlacesSchema, await evidence.writeFirst(returnedKey(waveId, refill), documentBytes(places)));
}

/** Places that have come back and were in no refill before this one: entryIds sorted, and how many of each pot. */
async function returnedSince(
  { evidence, ledger }: BeginRefillDeps,
  waveId: string,
  refill: number,
): Promise<Pick<ReturnedPlaces, 'returned' | 'pots'>> {
  const given = new Set((await publishedRefills(evidence, waveId, refill - 1)).flatMap(({ returned }) => returned));
  const returned: string[] = [];
  const pots: Record<string, number> = {};
  await inParallel(SHARDS, FILES_AT_ONCE, async (shard) => {
    for await (const page of ledger.pages(shardJournal(waveId, shard), 'revocation')) {
      for (const entry of page) {
        const entryId = entryIdOf(entry);
        if (given.has(entryId)) continue;
        const pot = partsOf(entry.moves[0]?.to ?? '')?.province;
        if (pot === undefined) throw new Error(`the revocation of ${entryId} of ${waveId} moves no place`);
        returned.push(entryId);
        pots[pot] = (pots[pot] ?? 0) + 1;
      }
    }
  });
  const sorted = Object.entries(pots).sort(([left], [right]) => (left < right ? -1 : 1));
  return { returned: returned.sort(), pots: Object.fromEntries(sorted) };
}
