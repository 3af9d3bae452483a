import * as z from 'zod/mini';
import { registrationBodySchema } from './registration-body.ts';

/**
 * What may be told anew when somebody joins a later wave with a manage token; the rest is who they are. Each field is checked as
 * in a registration. Pressing is the consent, so there is no field for it.
 */
export const joinChangesSchema = z.partial(
  z.pick(registrationBodySchema, { phone: true, province: true, occupation: true, laidOff: true, inFormalEducation: true }),
);
export type JoinChanges = z.infer<typeof joinChangesSchema>;
