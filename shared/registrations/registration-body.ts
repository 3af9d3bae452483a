import * as z from 'zod/mini';
import { isDate, isNik } from './nik.ts';
import { OCCUPATIONS } from './occupations.ts';

/** The longest name kept whole; longer ones are refused rather than cut, and the registration's item stays below 1 KB. */
const MOST_NAME_BYTES = 160;

/** Letters of any script with what stands between them; no control or formatting characters, no digits. */
const NAME = /^\p{L}[\p{L}\p{M} .,'’`/()-]*$/u;

/** What an applicant sends. Messages are chosen by field (shared/http/messages.ts) and never repeat what was given. */
export const registrationBodySchema = z.strictObject({
  nik: z.string().check(z.refine(isNik)),
  /** Family card number: sixteen digits, built like a NIK from the date of issue, serial never 0000. */
  kk: z.string().check(z.regex(/^[1-9]\d{11}(?!0000)\d{4}$/)),
  fullName: z.string().check(
    z.regex(NAME),
    z.refine((name) => Buffer.byteLength(name) <= MOST_NAME_BYTES),
  ),
  birthDate: z.string().check(z.refine((text) => isDate(text) && text >= '1900-01-01')),
  /** E.164. */
  phone: z.string().check(z.regex(/^\+[1-9]\d{7,14}$/)),
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
