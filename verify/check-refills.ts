import { bytesOf, sameBytes } from '#shared/bytes.ts';
import { draw, entryIdOf, type Refill, type Winner } from '#shared/draw/draw.ts';
import type { Entrants } from '#shared/draw/entrants.ts';
import { type Certificate, type RefillDocument, refillSchema } from '#shared/evidence/documents.ts';
import { CERTIFICATE_FILE, refillFile, refillWinnersFile } from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { potOf } from '#shared/ledger/accounts.ts';
import { refilledPots } from '#shared/refill/refilled-pots.ts';
import { walkOf } from '#shared/refill/refills-so-far.ts';
import { winnersText } from '#shared/selection/result-files.ts';
import type { Plan } from '#shared/waves/plan.ts';
import { assertRounds, differenceOf, strikingOut } from './check-draw.ts';
import { signerOf } from './check-signatures.ts';
import { assertSame, readDocument, readFile } from './documents.ts';
import type { EvidenceSource } from './evidence-source.ts';
import { Fault, type Held } from './findings.ts';
import type { Keys } from './keys.ts';

/**
 * The refills of a wave made again: each goes on where the one before ended, gives away places of whom the draw or a refill had taken, and takes
 * whom the order gives. Which places came back is the ledger's word; that nobody else got one is checked here.
 */
export async function checkRefills(
  source: EvidenceSource,
  { keys }: Keys,
  plan: Plan,
  entrants: Entrants,
  seed: Uint8Array,
  certificate: Certificate,
): Promise<Held<true>> {
  const struckOut = certificate.rounds.map((round) => round.struckOut);
  const walks: Refill[] = [];
  let awarded = 0;
  let before = CERTIFICATE_FILE;
  const most = plan.refills ?? 0;
  for (let refill = 1; await source.read(refillFile(refill)); refill++) {
    const file = refillFile(refill);
    if (refill > most) throw new Fault(file, `is one refill more than the ${most} of the plan`);
    const { document } = await readDocument(source, file, refillSchema);
    await signerOf(source, keys, plan.waveId, file);
    assertSame(file, 'it is refill', document.refill, refill);
    assertSame(file, 'the wave is', document.waveId, plan.waveId);
    assertSame(file, `it goes on after the ${before} with SHA-256`, document.after, sha256Hex(await readFile(source, before)));
    walks.push(walkOf(document));
    const { winners } = strikingOut(file, () => draw(plan, entrants, seed, struckOut, walks));
    await assertRefilled(
      source,
      plan,
      entrants,
      document,
      winners.filter((winner) => winner.refill === refill),
    );
    awarded += document.awarded;
    before = file;
  }
  const refills = walks.length === 1 ? 'one refill' : `${walks.length || 'no'} refills`;
  return {
    sentence: `${refills} of ${most} at most, ${awarded} places that came back awarded again by the same order`,
    value: true,
  };
}

async function assertRefilled(
  source: EvidenceSource,
  plan: Plan,
  entrants: Entrants,
  document: RefillDocument,
  winners: readonly Winner[],
): Promise<void> {
  const { refill, returned, rounds } = document;
  const file = refillFile(refill);
  assertSame(file, 'the returned are, sorted', returned, returned.toSorted());
  assertRounds(file, rounds, winners);
  const winnersFile = refillWinnersFile(refill);
  const published = await readFile(source, winnersFile);
  const expected = bytesOf(winnersText(winners));
  if (!sameBytes(published, expected)) throw new Fault(winnersFile, differenceOf(published, expected));
  assertSame(file, 'the winners have the SHA-256', document.winners, sha256Hex(published));
  assertSame(file, 'the awarded are', document.awarded, winners.length);
  assertSame(file, 'the places left are', document.left, returned.length - winners.length);
  const pots = refilledPots(
    returnedByPot(plan, entrants, returned),
    winners.map(({ province }) => potOf(plan, province)),
  );
  assertSame(file, 'the provinces are', document.provinces, pots);
}

function returnedByPot(plan: Plan, entrants: Entrants, returned: readonly string[]): Record<string, number> {
  const wanted = new Set(returned);
  const pots: Record<string, number> = {};
  for (let index = 0; index < entrants.count; index++) {
    if (!wanted.has(entryIdOf(entrants, index))) continue;
    const pot = potOf(plan, String(entrants.provinces[index]).padStart(2, '0'));
    pots[pot] = (pots[pot] ?? 0) + 1;
  }
  return pots;
}
