import * as z from 'zod/mini';
import type { ProvincePlaces, RefilledPot } from '../evidence/documents.ts';
import { NATIONAL } from '../selection/province-places.ts';
import type { Plan } from '../waves/plan.ts';
import { type Account, decreeAccount, potOf, potsOf, waveAccount, yearOf } from './accounts.ts';

/** Places that leave one account for another: what one loses the other gains, so all accounts together are always nothing. */
const moveSchema = z.strictObject({ from: z.string(), to: z.string(), places: z.int().check(z.positive()) });
export type Move = z.infer<typeof moveSchema>;

/**
 * An entry of the place ledger, never changed and never taken back. It is written in the transaction of the fact that it books, under a
 * name that only this fact has: so there is no fact without its entry, no entry without its fact, and none twice.
 */
export const journalEntrySchema = z.strictObject({
  /** `<waveId>#<shard>` for a recipient's place, by the first byte of the entryId; `<waveId>#wave`; `recovery#<year>`. */
  journal: z.string(),
  /**
   * `grant`, `closing`, `reserve-closing`, `refill#<n>`, `refill-closing#<n>`; `award#<entryId>`, `activation#<entryId>`, `revocation#<entryId>`;
   * `grant#<number>` of a recovery journal.
   */
  entry: z.string(),
  at: z.iso.datetime(),
  moves: z.array(moveSchema),
  /** Of an award: whose place it is, and by what the sealed details are found. */
  personKey: z.optional(z.string()),
  registrationKey: z.optional(z.string()),
  /** Of an award for an appeal that was granted: the wave in which the person is registered. The place is of the wave that the accounts name. */
  appealIn: z.optional(z.string()),
  /** Of a recovery journal: the wave to which places were granted; the moves are in that wave's own grant. */
  waveId: z.optional(z.string()),
  /** Of a grant of places that came back: the officers' decision. */
  decision: z.optional(z.string()),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** A recipient's place: what all its entries have in common. */
export type Place = { waveId: string; entryId: string; pot: string };

export const PLACE_ENTRIES = ['award', 'activation', 'revocation'] as const;
export type PlaceEntry = (typeof PLACE_ENTRIES)[number];

const WAVE_JOURNAL = 'wave';

/** The journal of a place: 256 of a wave, which hold its recipients like dice. */
export function placeJournal({ waveId, entryId }: Pick<Place, 'waveId' | 'entryId'>): string {
  return `${waveId}#${shardOfEntry(entryId)}`;
}

/** An entryId is random, so its first byte is a shard of its own; the registration's shard is of no account here. */
export function shardOfEntry(entryId: string): string {
  return entryId.slice(0, 2);
}

export function shardJournal(waveId: string, shard: string): string {
  return `${waveId}#${shard}`;
}

export function waveJournal(waveId: string): string {
  return `${waveId}#${WAVE_JOURNAL}`;
}

export function recoveryJournal(year: string): string {
  return `recovery#${year}`;
}

export function placeEntryName(kind: PlaceEntry, entryId: string): string {
  return `${kind}#${entryId}`;
}

/** The one entry of a wave's own journal by which it gets its places. */
export const GRANT = 'grant';
export const CLOSING = 'closing';
/** Ends the time in which the reserved places of a wave can be had. */
export const RESERVE_CLOSING = 'reserve-closing';

/** When the selection of a wave begins its places leave the decree; those of a wave of places that came back have been granted before (recovery-store.ts). */
export function grantEntry(plan: Plan, at: string): JournalEntry {
  const moves = Object.entries(potsOf(plan)).map(([pot, places]) => ({
    from: decreeAccount(yearOf(plan)),
    to: waveAccount(plan.waveId, pot, 'granted'),
    places,
  }));
  const reserve = { from: decreeAccount(yearOf(plan)), to: reservedAccount(plan.waveId), places: plan.reserved ?? 0 };
  return { journal: waveJournal(plan.waveId), entry: GRANT, at, moves: [...moves, reserve].filter(({ places }) => places > 0) };
}

function reservedAccount(waveId: string): Account {
  return waveAccount(waveId, NATIONAL, 'reserved');
}

/** What is left of the reserved places is unfilled: nobody is awarded one any more. @param left how many, perhaps none */
export function reserveClosingEntry(waveId: string, left: number, at: string): JournalEntry {
  const moves = [{ from: reservedAccount(waveId), to: waveAccount(waveId, NATIONAL, 'unfilled'), places: left }];
  return { journal: waveJournal(waveId), entry: RESERVE_CLOSING, at, moves: moves.filter(({ places }) => places > 0) };
}

/** Somebody becomes a recipient. A place that spilled over comes from the recipient's own pot too; the closing settles which pot gave it. */
export function awardEntry(plan: Pick<Plan, 'waveId' | 'byProvince'>, of: AwardedPerson): JournalEntry {
  const place = { waveId: plan.waveId, entryId: of.entryId, pot: potOf(plan, of.province) };
  const { personKey, registrationKey } = of;
  return { ...placeEntry('award', place, of.awardedAt), personKey, registrationKey };
}

/** Somebody becomes a recipient because an appeal was granted: of a reserved place, in the journal of the own entry. @param appealIn the wave of the appeal */
export function appealAwardEntry(plan: Pick<Plan, 'waveId' | 'byProvince'>, of: AwardedPerson, appealIn: string): JournalEntry {
  const { moves, ...entry } = awardEntry(plan, of);
  return { ...entry, appealIn, moves: moves.map((move) => ({ ...move, from: reservedAccount(plan.waveId) })) };
}
export type AwardedPerson = { entryId: string; province: string; personKey: string; registrationKey: string; awardedAt: string };

const OF_A_PLACE = {
  award: ['granted', 'awarded'],
  activation: ['awarded', 'activated'],
  revocation: ['awarded', 'returned'],
} as const;

/** The one place of one recipient moves on; an award for an appeal is `appealAwardEntry`'s. */
export function placeEntry(kind: PlaceEntry, place: Place, at: string): JournalEntry {
  const [from, to] = OF_A_PLACE[kind];
  const account = (name: (typeof OF_A_PLACE)[PlaceEntry][number]) => waveAccount(place.waveId, place.pot, name);
  const moves = [{ from: account(from), to: account(to), places: 1 }];
  return { journal: placeJournal(place), entry: placeEntryName(kind, place.entryId), at, moves };
}

/**
 * A wave is published: what spilled over is booked from the pots that gave it to those that had more recipients than places, and what is
 * left is unfilled. After it nothing is granted and not awarded.
 */
export function closingEntry(waveId: string, provinces: Readonly<Record<string, ProvincePlaces>>, at: string): JournalEntry {
  const sorted = Object.entries(provinces).sort(([left], [right]) => (left < right ? -1 : 1));
  const unfilled = sorted.map(([pot, of]) => ({
    from: waveAccount(waveId, pot, 'granted'),
    to: waveAccount(waveId, pot, 'unfilled'),
    places: of.unfilled,
  }));
  const moves = [...spilledOver(waveId, provinces), ...unfilled.filter(({ places }) => places > 0)];
  return { journal: waveJournal(waveId), entry: CLOSING, at, moves };
}

/** Places of a wave that came back are to be drawn again. @param pots how many of each */
export function refillEntry(waveId: string, refill: number, pots: Readonly<Record<string, number>>, at: string): JournalEntry {
  const moves = Object.entries(pots).map(([pot, places]) => ({
    from: waveAccount(waveId, pot, 'returned'),
    to: waveAccount(waveId, pot, 'granted'),
    places,
  }));
  return { journal: waveJournal(waveId), entry: refillEntryName('refill', refill), at, moves };
}

/** A refill is over: what spilled over is booked as in a closing, and what nobody could have had is in hand again. */
export function refillClosingEntry(
  waveId: string,
  refill: number,
  pots: Readonly<Record<string, RefilledPot>>,
  at: string,
): JournalEntry {
  const left = Object.entries(pots).map(([pot, of]) => ({
    from: waveAccount(waveId, pot, 'granted'),
    to: waveAccount(waveId, pot, 'returned'),
    places: of.left,
  }));
  const moves = [...spilledOver(waveId, pots), ...left.filter(({ places }) => places > 0)];
  return { journal: waveJournal(waveId), entry: refillEntryName('refill-closing', refill), at, moves };
}

/** Two digits: a plan has twelve refills at most. */
export function refillEntryName(kind: 'refill' | 'refill-closing', refill: number): string {
  return `${kind}#${String(refill).padStart(2, '0')}`;
}

/** From the pots that gave places to those that had more recipients than places, in the order of their codes. */
function spilledOver(waveId: string, pots: Readonly<Record<string, Pick<ProvincePlaces, 'spilledIn' | 'spilledOut'>>>): Move[] {
  const sorted = Object.entries(pots).sort(([left], [right]) => (left < right ? -1 : 1));
  const heaps = (of: 'spilledIn' | 'spilledOut') =>
    sorted.map(([pot, spilled]) => ({ account: waveAccount(waveId, pot, 'granted'), places: spilled[of] }));
  return matched(heaps('spilledOut'), heaps('spilledIn'));
}

type Heap = { account: Account; places: number };

/** Carries places from the first sources to the first targets, each as far as it goes: the fewest moves in a fixed order. */
export function matched(sources: readonly Heap[], targets: readonly Heap[]): Move[] {
  const moves: Move[] = [];
  const left = sources.map((heap) => ({ ...heap }));
  let source = 0;
  for (const { account, places } of targets) {
    let wanted = places;
    while (wanted > 0) {
      const heap = left[source];
      if (!heap) throw new RangeError(`${wanted} places of ${account} come from nowhere`);
      const taken = Math.min(wanted, heap.places);
      if (taken > 0) moves.push({ from: heap.account, to: account, places: taken });
      heap.places -= taken;
      wanted -= taken;
      if (heap.places === 0) source++;
    }
  }
  return moves;
}

/**
 * Whether a plan has exactly the places that were granted to its wave, pot by pot; a wave of the year's decree has been granted none before.
 * @param grant of places that came back, if there was one
 */
export function isGranted(grant: Pick<JournalEntry, 'moves'> | undefined, plan: Plan): boolean {
  if (plan.fundedBy !== 'recovery') return grant === undefined;
  const granted = new Map<Account, number>();
  for (const { to, places } of grant?.moves ?? []) granted.set(to, (granted.get(to) ?? 0) + places);
  const wanted = Object.entries(potsOf(plan)).filter(([, places]) => places > 0);
  return (
    granted.size === wanted.length &&
    wanted.every(([pot, places]) => granted.get(waveAccount(plan.waveId, pot, 'granted')) === places)
  );
}
