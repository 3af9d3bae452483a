import { type Clock, instant } from '../clock.ts';
import { heldMs } from '../deadlines/stopped-clocks.ts';
import { draw, type Winner } from '../draw/draw.ts';
import { fromHex } from '../draw/hex.ts';
import {
  commitmentSchema,
  documentBytes,
  drawRecordSchema,
  type RefillDocument,
  readDocument,
  returnedPlacesSchema,
} from '../evidence/documents.ts';
import {
  CERTIFICATE_FILE,
  COMMITMENT_FILE,
  DRAW_FILE,
  evidenceKey,
  refillFile,
  refillWinnersFile,
  returnedKey,
} from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { sha256Hex } from '../evidence/sha256.ts';
import { publishOnce, type SignedFiles } from '../evidence/signed-files.ts';
import { inParallel } from '../in-parallel.ts';
import { potOf, yearOf } from '../ledger/accounts.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { Notice } from '../notifications/notice.ts';
import type { NoticesStore } from '../notifications/notices-store.ts';
import { deadlineOf } from '../recipients/deadline.ts';
import { allRounds, assertAwarded, struckOutOf } from '../selection/award-rounds.ts';
import { readCommitted } from '../selection/draw-round.ts';
import { winnersText } from '../selection/result-files.ts';
import type { RefillBookings } from '../waves/refill-bookings-store.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { refilledPots } from './refilled-pots.ts';
import { refillSoFar } from './refills-so-far.ts';

export type PublishRefillDeps = SignedFiles & {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  bookings: Pick<RefillBookings, 'finish'>;
  ledger: Pick<LedgerStore, 'award'>;
  evidence: EvidenceStore;
  notices: NoticesStore;
};

/** Entries of the ledger that are read at once, to find by what a winner is told. */
const AT_ONCE = 16;

/**
 * Publishes who has got the places of a refill, tells them, and books where the places went; then the refill is over. Every byte follows from
 * earlier files, and a notice that is put on the bus again is known: it may run any number of times.
 */
export async function publishRefill(
  deps: PublishRefillDeps,
  { waveId, refill }: { waveId: string; refill: number },
): Promise<void> {
  const wave = await deps.waves.read(waveId);
  if (!wave?.refills?.[refill - 1]) throw new Error(`refill ${refill} of ${waveId} has not begun`);
  const { document, winners } = await refilled(deps, wave, refill);
  await deps.evidence.writeOnce(evidenceKey(waveId, refillWinnersFile(refill)), Buffer.from(winnersText(winners)));
  await publishOnce(deps, waveId, refillFile(refill), documentBytes(document));
  await tellWinners(deps, wave, winners, document.drawnAt);
  await deps.bookings.finish(waveId, refill, document, deps.clock.now());
}

async function refilled(
  { evidence }: PublishRefillDeps,
  wave: Wave,
  refill: number,
): Promise<{ document: RefillDocument; winners: Winner[] }> {
  const { waveId, plan } = wave;
  const read = (file: string) => evidence.readWritten(evidenceKey(waveId, file));
  const commitment = readDocument(commitmentSchema, await read(COMMITMENT_FILE));
  const { seed } = readDocument(drawRecordSchema, await read(DRAW_FILE));
  const places = readDocument(returnedPlacesSchema, await evidence.readWritten(returnedKey(waveId, refill)));
  const rounds = await allRounds(evidence, { waveId, refill });
  const struckOut = rounds.map(struckOutOf);
  const walks = await refillSoFar(evidence, { waveId, refill }, struckOut);
  const entrants = await readCommitted(evidence, waveId, commitment);
  const result = draw(plan, entrants, fromHex(seed), walks.struckOut, walks.refills);
  const winners = result.winners.filter((winner) => winner.refill === refill);
  assertAwarded(`refill ${refill} of ${waveId}`, winners, rounds);
  const document: RefillDocument = {
    waveId,
    refill,
    after: sha256Hex(await read(refill === 1 ? CERTIFICATE_FILE : refillFile(refill - 1))),
    drawnAt: places.drawnAt,
    returned: places.returned,
    rounds: struckOut.map((entryIds) => ({ struckOut: entryIds })),
    awarded: winners.length,
    left: places.returned.length - winners.length,
    provinces: refilledPots(
      places.pots,
      winners.map(({ province }) => potOf(plan, province)),
    ),
    winners: sha256Hex(winnersText(winners)),
    softwareVersion: places.softwareVersion,
  };
  return { document, winners };
}

async function tellWinners(deps: PublishRefillDeps, wave: Wave, winners: readonly Winner[], drawnAt: string): Promise<void> {
  const { waveId } = wave;
  const deadline = instant(Date.parse(deadlineOf(drawnAt, yearOf(wave.plan))) + heldMs(wave));
  const notices = await inParallel(winners, AT_ONCE, async ({ entryId }): Promise<Notice> => {
    const registrationKey = (await deps.ledger.award(waveId, entryId))?.registrationKey;
    if (registrationKey === undefined) throw new Error(`entry ${entryId} of ${waveId} is awarded, and not booked`);
    return { kind: 'selected', waveId, entryId, registrationKey, deadline };
  });
  await deps.notices.publish(notices);
}
