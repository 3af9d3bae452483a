import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf } from '#shared/bytes.ts';
import { type DrawResult, draw, ticketHex } from '#shared/draw/draw.ts';
import { entrantLine, readEntrants } from '#shared/draw/entrants.ts';
import { toHex } from '#shared/draw/hex.ts';
import { entrantsRootOf, seedOf } from '#shared/draw/seed.ts';
import { SHARDS } from '#shared/shards.ts';

/** An entrant that nobody is: a letter, and an entry id that is made of the letter. */
export type Invented = { letter: string; entryId: string; province: string };

export const EXAMPLE_PROVINCES = ['31', '32'] as const;
export type ExamplePlaces = Readonly<Record<(typeof EXAMPLE_PROVINCES)[number], number>>;
export const MOST_LETTERS = 26;
const AT_FIRST = 12;

/** Randomness of round 123 of drand's quicknet: a number that nobody of us has chosen. */
export const FIRST_RANDOMNESS = 'fb8f7bc29bf24db51871ec8c79f3a1e4bd0557bc0dfcee9ed1d924e69d1c60dc';
const ROUND = 123;
const WAVE = 'contoh';

/** What the visitor plays with. `registered` is in the order of registration. */
export type Play = { registered: readonly Invented[]; places: ExamplePlaces; randomness: string };

export type Drawn = {
  planHash: string;
  entrantsRoot: string;
  seed: string;
  /** All entrants by their tickets, lowest first. */
  order: readonly (Invented & { ticket: string; selected: boolean })[];
};

/** The entrant of a letter, in one of the provinces by turns. */
export function invented(at: number): Invented {
  const letter = String.fromCharCode(65 + at);
  const entryId = toHex(sha256(bytesOf(`${WAVE} ${letter}`))).slice(0, 32);
  return { letter, entryId, province: EXAMPLE_PROVINCES[at % 2] as string };
}

export function firstPlay(): Play {
  const registered = Array.from({ length: AT_FIRST }, (_, at) => invented(at));
  return { registered, places: { 31: 2, 32: 3 }, randomness: FIRST_RANDOMNESS };
}

/**
 * A whole draw of made-up people by the functions that draw a wave: the plan's text and its hash, the entrants files and their root, the seed, the tickets,
 * the walk. Each lives alone in a household, and nobody has priority.
 */
export function drawExample({ registered, places, randomness }: Play): Drawn {
  const plan = { places: places[31] + places[32], byProvince: { ...places } };
  const planHash = toHex(sha256(bytesOf(`${JSON.stringify({ waveId: WAVE, ...plan })}\n`)));
  const files = SHARDS.map((shard) => [shard, bytesOf(linesOf(registered, shard))] as const);
  const entrantsRoot = entrantsRootOf(files.map(([, bytes]) => toHex(sha256(bytes))));
  const seed = seedOf({ waveId: WAVE, planHash, entrantsRoot, round: ROUND, randomness });
  const entrants = readEntrants(files);
  const { order, winners }: DrawResult = draw(plan, entrants, seed, []);
  const selected = new Set(winners.map(({ entryId }) => entryId));
  const byId = new Map(registered.map((one) => [one.entryId, one]));
  return {
    planHash,
    entrantsRoot,
    seed: toHex(seed),
    order: [...order].map((index) => {
      const entryId = toHex(entrants.entryIds.subarray(index * 16, (index + 1) * 16));
      const one = byId.get(entryId) as Invented;
      return { ...one, ticket: ticketHex(seed, entryId), selected: selected.has(entryId) };
    }),
  };
}

/** The lines of one entrants file, sorted by entry id: so nobody can see any more who registered first. */
function linesOf(registered: readonly Invented[], shard: string): string {
  return registered
    .filter(({ entryId }) => entryId.startsWith(shard))
    .sort((left, right) => (left.entryId < right.entryId ? -1 : 1))
    .map(({ entryId, province }) =>
      entrantLine({ entryId, province, priority: false, householdTag: entryId.slice(0, 16), householdPlaces: 1 }),
    )
    .join('');
}

/** How two draws differ: of the entrants in both, how many tickets are others, and whose fortune is another. */
export function differences(before: Drawn, now: Drawn): { tickets: number; in: string[]; out: string[] } {
  const earlier = new Map(before.order.map((one) => [one.letter, one]));
  const both = now.order.filter(({ letter }) => earlier.has(letter));
  const letters = (of: Drawn) => of.order.filter(({ selected }) => selected).map(({ letter }) => letter);
  const [had, has] = [letters(before), letters(now)];
  return {
    tickets: both.filter(({ letter, ticket }) => earlier.get(letter)?.ticket !== ticket).length,
    in: has.filter((letter) => !had.includes(letter)).sort(),
    out: had.filter((letter) => !has.includes(letter)).sort(),
  };
}

/** The same number with one bit of its last digit turned over. */
export function withOneBitTurned(randomness: string): string {
  const last = Number.parseInt(randomness.slice(-1), 16) ^ 1;
  return `${randomness.slice(0, -1)}${last.toString(16)}`;
}
