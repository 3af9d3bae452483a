import { type Entrants, entrantLine, readEntrants } from '#shared/draw/entrants.ts';

/** Entrants of one province without priority, each a household of its own. @param entryIds rising */
export function eachAlone(entryIds: readonly string[]): Entrants {
  const lines = entryIds.map((entryId, number) =>
    entrantLine({
      entryId,
      province: '31',
      priority: false,
      householdTag: number.toString(16).padStart(16, '0'),
      householdPlaces: 1,
    }),
  );
  return readEntrants([['00', Buffer.from(lines.join(''))]]);
}
