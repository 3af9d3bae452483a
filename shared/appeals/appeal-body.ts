import * as z from 'zod/mini';
import type { Text } from '../http/text.ts';
import { APPEAL_REASONS, DISMISSAL_REASONS, MOST_CHARACTERS } from './appeal-reasons.ts';

/** What an applicant sends. */
export const appealBodySchema = z.strictObject({
  reason: z.enum(APPEAL_REASONS),
  /** In the applicant's own words; sealed before it is kept. */
  text: z.string().check(z.minLength(1), z.maxLength(MOST_CHARACTERS)),
});
export type AppealBody = z.infer<typeof appealBodySchema>;

export const APPEAL_FIELDS: Record<keyof AppealBody, Text> = {
  reason: { id: `Alasan: ${APPEAL_REASONS.join(', ')}.`, en: `The reason: ${APPEAL_REASONS.join(', ')}.` },
  text: {
    id: `Penjelasan Anda, 1 sampai ${MOST_CHARACTERS} karakter.`,
    en: `What you have to say, in 1 to ${MOST_CHARACTERS} characters.`,
  },
};

/** What an officer sends to dismiss one. */
export const dismissalBodySchema = z.strictObject({ reason: z.enum(DISMISSAL_REASONS) });

export const DISMISSAL_FIELDS: Record<'reason', Text> = {
  reason: { id: `Alasan: ${DISMISSAL_REASONS.join(', ')}.`, en: `The reason: ${DISMISSAL_REASONS.join(', ')}.` },
};
