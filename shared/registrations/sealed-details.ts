import * as z from 'zod/mini';
import type { RegistrationBody } from './registration-body.ts';

/** What of a registration is kept under seal only. */
export type SealedDetails = Pick<RegistrationBody, 'nik' | 'kk' | 'fullName' | 'phone'>;

/** The text that is sealed: an array, since each of the item's 1,024 bytes counts. */
export function sealedText({ nik, kk, fullName, phone }: SealedDetails): string {
  return JSON.stringify([nik, kk, fullName, phone]);
}

/** @throws when the text isn't one that `sealedText` made, without repeating any of it, as the parser's own message would */
export function readSealedText(text: string): SealedDetails {
  try {
    // Made here, so that the function that only seals doesn't carry it in its bundle.
    const four = z.tuple([z.string(), z.string(), z.string(), z.string()]);
    const [nik, kk, fullName, phone] = four.parse(JSON.parse(text));
    return { nik, kk, fullName, phone };
  } catch {
    throw new Error('what was sealed is not the details of a registration');
  }
}
