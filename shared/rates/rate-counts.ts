import { entryIdOf, type Winner } from '../draw/draw.ts';
import type { Entrants } from '../draw/entrants.ts';
import { fromHex } from '../draw/hex.ts';
import { ENTRY_ID_BYTES } from '../draw/ticket.ts';
import { AGE_BANDS } from '../eligibility/age.ts';
import { type EntrantGroups, SEXES } from '../eligibility/screened.ts';
import { STRATA, stratumOf } from './planned-rates.ts';

/** A cell is a stratum, a sex and an age band. */
const CELLS_OF_STRATUM = SEXES.length * AGE_BANDS.length;
export const stratumOfCell = (cell: number) => Math.floor(cell / CELLS_OF_STRATUM);
export const sexOfCell = (cell: number) => Math.floor(cell / AGE_BANDS.length) % SEXES.length;
export const ageBandOfCell = (cell: number) => cell % AGE_BANDS.length;

/** People by cell, and the struck-out entries, which are in none. */
export type Counts = { entrants: Float64Array; selected: Float64Array; leftOut: number };

/**
 * Counts the entrants of a wave and those of them who were selected.
 * @param winners those awarded
 * @param struckOut entryIds whose award failed, of all rounds
 */
export function countCells(
  entrants: Entrants,
  groups: EntrantGroups,
  winners: readonly Pick<Winner, 'index'>[],
  struckOut: readonly string[],
): Counts {
  const won = new Uint8Array(entrants.count);
  for (const { index } of winners) won[index] = 1;
  const isLeftOut = membership(entrants, struckOut);
  const counts: Counts = {
    entrants: new Float64Array(STRATA * CELLS_OF_STRATUM),
    selected: new Float64Array(STRATA * CELLS_OF_STRATUM),
    leftOut: 0,
  };
  for (let index = 0; index < entrants.count; index++) {
    if (isLeftOut(index)) {
      counts.leftOut++;
      continue;
    }
    const stratum = stratumOf(entrants.provinces[index] as number, entrants.priorities[index] as number);
    const cell =
      stratum * CELLS_OF_STRATUM + (groups.sexes[index] as number) * AGE_BANDS.length + (groups.ageBands[index] as number);
    counts.entrants[cell] = (counts.entrants[cell] as number) + 1;
    counts.selected[cell] = (counts.selected[cell] as number) + (won[index] as number);
  }
  return counts;
}

/** Whether an entry is one of few; the first two bytes tell most entries apart without writing out ten million names. */
function membership(entrants: Entrants, entryIds: readonly string[]): (index: number) => boolean {
  const wanted = new Set(entryIds);
  const beginnings = new Uint8Array(0x10000);
  for (const entryId of entryIds) {
    const [high = 0, low = 0] = fromHex(entryId);
    beginnings[(high << 8) | low] = 1;
  }
  return (index) => {
    const at = index * ENTRY_ID_BYTES;
    const beginning = ((entrants.entryIds[at] as number) << 8) | (entrants.entryIds[at + 1] as number);
    return beginnings[beginning] === 1 && wanted.has(entryIdOf(entrants, index));
  };
}
