import * as z from 'zod/mini';
import { fits, isBirthDate, KK, NAME, PHONE } from './field-checks.ts';
import { isNik } from './nik.ts';
import { OCCUPATIONS } from './occupations.ts';

/** What an applicant sends. Messages are chosen by field (shared/http/messages.ts) and never repeat what was given. */
export const registrationBodySchema = z.strictObject({
  nik: z.string().check(z.refine(isNik)),
  kk: z.string().check(z.regex(KK)),
  fullName: z.string().check(z.regex(NAME), z.refine(fits)),
  birthDate: z.string().check(z.refine(isBirthDate)),
  phone: z.string().check(z.regex(PHONE)),
  province: z.string().check(z.regex(/^\d{2}$/)),
  occupation: z.enum(OCCUPATIONS),
  laidOff: z.boolean(),
  inFormalEducation: z.boolean(),
  consent: z.literal(true),
});
export type RegistrationBody = z.infer<typeof registrationBodySchema>;

/** The details in one fixed form, to tell a repeat from a registration with other details. */
export function canonicalDetails(body: RegistrationBody): string {
  const { nik, kk, fullName, birthDate, phone, province, occupation, laidOff, inFormalEducation } = body;
  return JSON.stringify([nik, kk, fullName, birthDate, phone, province, occupation, laidOff, inFormalEducation]);
}
