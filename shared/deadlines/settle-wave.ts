import { type EndAppealsDeps, endAppeals } from '../appeals/end-appeals.ts';
import { type Clock, instant } from '../clock.ts';
import { documentBytes, type PlacesDocument } from '../evidence/documents.ts';
import { PLACES_FILE } from '../evidence/evidence-names.ts';
import { publishFirst, type SignedFiles } from '../evidence/signed-files.ts';
import { placesByPot, sumOf } from '../ledger/balances.ts';
import { foldWave } from '../ledger/fold-wave.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import { type PlacesToRefillDeps, placesToRefill } from '../refill/places-to-refill.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveBookings } from '../waves/wave-bookings-store.ts';
import type { WavesStore } from '../waves/waves-store.ts';

export type SettleDeps = SignedFiles &
  PlacesToRefillDeps & {
    clock: Clock;
    waves: Pick<WavesStore, 'read'>;
    bookings: Pick<WaveBookings, 'settle' | 'closeReserve'>;
    appeals: EndAppealsDeps['appeals'];
    ledger: Pick<LedgerStore, 'pages' | 'all'>;
  };

/**
 * Says of a wave, once, that each of its places is activated or has come back, and publishes where they all are. A wave some of whose
 * places are still to be used, or that can still be appealed, is left as it is. What comes after it, a grant of places that came back, is another wave's entry: of this
 * one's places the file says where they went at first.
 */
export async function settleWave(deps: SettleDeps, { waveId }: { waveId: string }): Promise<void> {
  const wave = await deps.waves.read(waveId);
  if (wave?.phase !== 'published') throw new Error(`wave ${waveId} is not published: none of its places is used yet`);
  const placesNow = async () => placesByPot((await foldWave(deps.ledger, waveId)).balances, waveId);
  const found = await placesNow();
  if (sumOf(Object.values(found)).awarded > 0) return;
  if (await hasARefillToCome(deps, wave)) return;
  if (!(await endAppeals(deps, wave))) return;
  const { places: drawn, reserved = 0 } = wave.plan;
  const inTheEnd = reserved > 0 ? await placesNow() : found;
  const provinces = Object.fromEntries(Object.entries(inTheEnd).map(([pot, { reserved: _, ...of }]) => [pot, of]));
  const refills = wave.refills ?? [];
  const places: PlacesDocument = {
    waveId,
    settledAt: instant(deps.clock.now()),
    places: drawn + reserved,
    ...(wave.plan.refills && { refilled: refills.reduce((sum, { awarded = 0 }) => sum + awarded, 0) }),
    provinces,
  };
  await publishFirst(deps, waveId, PLACES_FILE, documentBytes(places));
  await deps.bookings.settle(waveId, deps.clock.now(), refills.length);
}

/** One is under way, or places have come back that no refill has had and the plan wants another. */
async function hasARefillToCome(deps: SettleDeps, wave: Wave): Promise<boolean> {
  const { plan, refills = [] } = wave;
  if (refills.some(({ endedAt }) => endedAt === undefined)) return true;
  return refills.length < (plan.refills ?? 0) && (await placesToRefill(deps, wave)).returned.length > 0;
}
