import * as z from 'zod/mini';
import { OCCUPATIONS } from './occupations.ts';

/**
 * What the registrations table keeps of a registration: keyed hashes, what the screening rules need, and the sealed rest.
 * With the longest values it stays below 1 KB, so that it costs one write unit (test/registrations/registration-item.test.ts).
 */
export const registrationItemSchema = z.object({
  /** `waveId#shard` */
  partition: z.string(),
  registrationKey: z.string(),
  /** 32 hex digits at random: the registration's only public name. */
  entryId: z.string(),
  registeredAt: z.string(),
  personKey: z.string(),
  householdKey: z.string(),
  householdTag: z.string(),
  detailsHash: z.string(),
  province: z.string(),
  birthDate: z.string(),
  /** As the NIK has it: for the published selection rates, no rule looks at it. */
  sex: z.enum(['female', 'male']),
  occupation: z.enum(OCCUPATIONS),
  laidOff: z.boolean(),
  inFormalEducation: z.boolean(),
  /** The NIK shows another birth date than the one given: for the registry check, no reason to refuse. */
  birthDateDiffersFromNik: z.boolean(),
  /** NIK, KK, name and phone, sealed to the wave's key (shared/sealing). Erased after a while from those not selected (shared/retention). */
  sealed: z.optional(z.custom<Uint8Array>((value) => value instanceof Uint8Array)),
  /** An appeal was granted: `sealed` is kept as it is of those selected. */
  kept: z.optional(z.literal(true)),
});
export type RegistrationItem = z.infer<typeof registrationItemSchema>;

export function partitionOf(waveId: string, shard: string): string {
  return `${waveId}#${shard}`;
}
