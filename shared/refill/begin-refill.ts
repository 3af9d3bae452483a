import { type Clock, instant } from '../clock.ts';
import { stoodMs } from '../deadlines/stopped-clocks.ts';
import { documentBytes, type ReturnedPlaces, readDocument, returnedPlacesSchema } from '../evidence/documents.ts';
import { returnedKey } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import type { RefillBookings } from '../waves/refill-bookings-store.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { type PlacesToRefillDeps, placesToRefill } from './places-to-refill.ts';

export type BeginRefillDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  bookings: Pick<RefillBookings, 'begin'>;
  ledger: PlacesToRefillDeps['ledger'];
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
  const places = await placesToGive(deps, wave, refill);
  if (places.returned.length === 0) return { refill: 0 };
  const began = await deps.bookings.begin(waveId, refill, places.pots, deps.clock.now());
  return { refill: began ? refill : 0 };
}

/** Until then everybody of the draw may still use the own place, and what has come back already waits for the rest. */
function deadlineHasPassed(wave: Wave, now: number): boolean {
  return wave.deadline !== undefined && Date.parse(wave.deadline) < now - stoodMs(wave, now);
}

/** As they were fixed first, whoever did. Without any nothing is written: more may come back until tomorrow. */
async function placesToGive(deps: BeginRefillDeps, wave: Wave, refill: number): Promise<ReturnedPlaces> {
  const { clock, evidence, softwareVersion } = deps;
  const { waveId } = wave;
  const found = await placesToRefill(deps, wave);
  const places: ReturnedPlaces = { drawnAt: instant(clock.now()), softwareVersion, ...found };
  if (places.returned.length === 0) return places;
  return readDocument(returnedPlacesSchema, await evidence.writeFirst(returnedKey(waveId, refill), documentBytes(places)));
}
