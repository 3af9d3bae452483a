import { instant } from '../clock.ts';
import { heldMs } from '../deadlines/stopped-clocks.ts';
import type { Wave } from '../waves/wave.ts';
import { awardIdOf, type PlaceState, type RecipientItem } from './recipient-item.ts';

/** What recipients are told of their own place. */
export type OwnPlace = { state: PlaceState; deadline: string; heldUntil?: string; activatedAt?: string; revokedAt?: string };

/**
 * @param item of the person who was selected by the entry
 * @throws when the person has not received by that entry: the results and the recipients are not at one
 */
export function ownPlace(wave: Pick<Wave, 'waveId' | 'holds'>, entryId: string, item: RecipientItem | undefined): OwnPlace {
  if (item?.awardId !== awardIdOf(wave.waveId, entryId))
    throw new Error(`an entry of ${wave.waveId} is among the selected, and nobody has received by it`);
  const { state, heldUntil, activatedAt, revokedAt } = item;
  return {
    state,
    deadline: instant(Date.parse(item.deadline) + heldMs(wave)),
    ...(heldUntil && { heldUntil }),
    ...(activatedAt && { activatedAt }),
    ...(revokedAt && { revokedAt }),
  };
}
