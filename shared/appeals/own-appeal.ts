import { type Clock, instant } from '../clock.ts';
import { type OwnPlace, ownPlace } from '../recipients/own-place.ts';
import type { PlaceReader } from '../recipients/place-reader-store.ts';
import type { RegistrationItem } from '../registrations/registration-item.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { type AppealItem, appealableUntil } from './appeal.ts';
import type { AppealsStore } from './appeals-store.ts';

export type OwnAppealDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  appeals: Pick<AppealsStore, 'read'>;
  place: PlaceReader;
};

export type OwnAppeal = {
  /** While the result can be appealed, and has not been: until when. */
  appealableUntil?: string;
  appeal?: Pick<AppealItem, 'state' | 'reason' | 'appealedAt' | 'decidedAt' | 'decisionReason' | 'remedyWaveId'>;
  /** Of an appeal that was granted. */
  place?: OwnPlace;
};

/** What the own registration says of the appeal of an entry that was refused. */
export async function ownAppeal(
  { clock, waves, appeals, place }: OwnAppealDeps,
  wave: Wave,
  item: RegistrationItem,
): Promise<OwnAppeal> {
  const { entryId, personKey } = item;
  const standing = await appeals.read(wave.waveId, entryId);
  if (!standing) {
    const until = appealableUntil(wave);
    return until !== undefined && instant(clock.now()) <= until ? { appealableUntil: until } : {};
  }
  const { state, reason, appealedAt, decidedAt, decisionReason, remedyWaveId } = standing;
  const appeal = {
    state,
    reason,
    appealedAt,
    ...(decidedAt && { decidedAt }),
    ...(decisionReason && { decisionReason }),
    ...(remedyWaveId && { remedyWaveId }),
  };
  if (remedyWaveId === undefined) return { appeal };
  const remedy = remedyWaveId === wave.waveId ? wave : await waves.read(remedyWaveId);
  if (!remedy) throw new Error(`a reserved place of ${remedyWaveId} was awarded, and the wave is not there`);
  return { appeal, place: ownPlace(remedy, entryId, await place(personKey)) };
}
