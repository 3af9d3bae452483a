import type { Random } from '#demo/random.ts';
import { type Entrants, entrantLine, readEntrants } from '#shared/draw/entrants.ts';
import { toHex } from '#shared/draw/hex.ts';
import type { EntrantGroups } from '#shared/eligibility/screened.ts';

/** So many people of a province, with priority or without, of a sex (0 or 1) and an age band (0 to 6). */
export type People = { number: number; province: string; priority?: boolean; sex?: number; ageBand?: number };

/** Entrants with entryIds at random, each a household of their own, and their sexes and ages. */
export function crowdOf(random: Random, people: readonly People[]): { entrants: Entrants; groups: EntrantGroups } {
  const entries = people
    .flatMap(({ number, province, priority = false, sex = 0, ageBand = 0 }) =>
      Array.from({ length: number }, () => ({ entryId: idOf(random), province, priority, sex, ageBand })),
    )
    .sort((left, right) => (left.entryId < right.entryId ? -1 : 1));
  const lines = entries.map((entry, at) =>
    entrantLine({ ...entry, householdTag: at.toString(16).padStart(16, '0'), householdPlaces: 2 }),
  );
  return {
    entrants: readEntrants([['00', Buffer.from(lines.join(''))]]),
    groups: {
      sexes: Uint8Array.from(entries, ({ sex }) => sex),
      ageBands: Uint8Array.from(entries, ({ ageBand }) => ageBand),
    },
  };
}

function idOf(random: Random): string {
  return toHex(Uint8Array.from({ length: 16 }, () => random.integer(0, 255)));
}

export function seedFrom(random: Random): Uint8Array {
  return Uint8Array.from({ length: 32 }, () => random.integer(0, 255));
}
