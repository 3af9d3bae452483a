import * as z from 'zod/mini';
import type { AuditAppend } from '../audit/audited.ts';
import { openingsChain } from '../audit/chains.ts';
import { type DeriveSharedSecret, openSealed } from '../sealing/open-sealed.ts';
import type { ManageClaims } from '../tokens/check-manage-token.ts';
import type { JoinChanges } from './join-changes.ts';
import { shardOf } from './person-keys.ts';
import { openWave, type RegisterDeps, type RegisterOutcome, register } from './register.ts';
import { type RegistrationBody, registrationBodySchema } from './registration-body.ts';
import { partitionOf, type RegistrationItem } from './registration-item.ts';
import { readSealedText } from './sealed-details.ts';

export type JoinDeps = RegisterDeps & {
  /** The private halves of all keys that waves have sealed to, which KMS holds. */
  sealingKeys(keyId: string): DeriveSharedSecret;
  audit: AuditAppend;
};

export type JoinOutcome =
  | RegisterOutcome
  | { outcome: 'unknownRegistration' }
  /** The sealed details were erased when their period was over (shared/retention). */
  | { outcome: 'detailsErased' }
  /** What was given then is not taken any more by today's checks of these fields. */
  | { outcome: 'noLongerValid'; fields: (keyof RegistrationBody)[] };

/**
 * Registers the holder of a manage token in another wave, as if everything had been typed again: the same use case, so the same
 * keys, conditions and refusals, and a repeat by either way gets the same receipt.
 * @param claims of any earlier registration, one in that very wave included
 */
export async function joinWave(deps: JoinDeps, waveId: string, claims: ManageClaims, changes: JoinChanges): Promise<JoinOutcome> {
  // Nobody's data is opened for a wave that takes nobody.
  const asked = await openWave(deps, waveId, deps.clock.now());
  if ('outcome' in asked) return asked;
  const { waveId: earlierWave, registrationKey } = claims;
  const earlier = await deps.find(partitionOf(earlierWave, shardOf(registrationKey)), registrationKey);
  if (!earlier) return { outcome: 'unknownRegistration' };
  const { sealed } = earlier;
  if (!sealed) return { outcome: 'detailsErased' };
  const sealedIn = await deps.wave(earlierWave);
  if (!sealedIn) throw new Error(`there are registrations of ${earlierWave}, and the wave is not there`);
  // Before anything is opened: where this can't be written, nothing is.
  await deps.audit(openingsChain(shardOf(registrationKey)), {
    actor: 'applicant',
    act: 'open-registration',
    purpose: 'join-wave',
    waveId,
    earlierWave,
    entryId: earlier.entryId,
  });
  const parsed = z.safeParse(registrationBodySchema, {
    ...(await bodyOf(deps.sealingKeys(sealedIn.sealingKeyId), { ...earlier, sealed })),
    ...changes,
  });
  if (!parsed.success) {
    const fields = new Set(parsed.error.issues.map(({ path }) => path[0] as keyof RegistrationBody));
    return { outcome: 'noLongerValid', fields: [...fields] };
  }
  return register(deps, waveId, parsed.data);
}

/** What was once sent, put together again. Whoever joins consents by doing so. */
async function bodyOf(derive: DeriveSharedSecret, item: RegistrationItem & { sealed: Uint8Array }): Promise<RegistrationBody> {
  const { birthDate, province, occupation, laidOff, inFormalEducation } = item;
  const details = readSealedText(await openSealed(item.sealed, item.registrationKey, derive));
  return { ...details, birthDate, province, occupation, laidOff, inFormalEducation, consent: true };
}
