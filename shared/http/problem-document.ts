import * as z from 'zod/mini';
import { type CheckDocument, checkSchema } from '../opening/check-schema.ts';
import { type FieldFault, PROBLEMS, type ProblemName, problemType } from './problems.ts';
import type { Language } from './text.ts';

/** RFC 9457, with `errors` as in its appendix for a 422, and `checks` for what an opening lacks. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
  checks: z.optional(z.array(checkSchema)),
});
export type ProblemDocument = z.infer<typeof problemSchema>;

export function problemDocument(
  name: ProblemName,
  language: Language,
  faults: readonly FieldFault[] = [],
  checks?: CheckDocument[],
): ProblemDocument {
  const [status, id, en] = PROBLEMS[name];
  return {
    type: problemType(name),
    title: language === 'id' ? id : en,
    status,
    ...(faults.length > 0 && { errors: faults.map(({ pointer, detail }) => ({ pointer, detail: detail[language] })) }),
    ...(checks && { checks }),
  };
}

/** Indonesian unless the caller prefers English (RFC 9110, section 12.5.4). @param header Accept-Language */
export function preferredLanguage(header: string | undefined): Language {
  let best: { language: Language; quality: number } = { language: 'id', quality: 0 };
  for (const range of (header ?? '').toLowerCase().split(',')) {
    const [tag = '', ...parameters] = range.trim().split(';');
    const language = tag.startsWith('en') ? 'en' : tag.startsWith('id') || tag.startsWith('in') ? 'id' : undefined;
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    const quality = weight === undefined ? 1 : Number(weight);
    if (language && quality > best.quality) best = { language, quality };
  }
  return best.language;
}
