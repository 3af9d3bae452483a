import { dayInWib, instant } from '#shared/clock.ts';
import { MOST_LIST_BYTES } from '#shared/lists/list-lines.ts';
import { LIST_KINDS, type ListKind, listIdSchema } from '#shared/lists/list-names.ts';
import type { Announced } from '#shared/lists/survey-fault.ts';
import { isDate } from '#shared/registrations/nik.ts';
import type { LISTS } from '#web/officer/texts/lists.ts';

/** What stands in the form. */
export type Form = { file: File | undefined; list: string; kind: string; asOf: string; lines: string; sha256: string };

export const FIELDS = ['file', 'list', 'kind', 'asOf', 'lines', 'sha256'] as const satisfies readonly (keyof Form)[];
export type Field = (typeof FIELDS)[number];
/** The name of a text that says what is wrong. */
export type FormFault = keyof typeof LISTS;

/** What an officer has chosen, before the file is read. */
export type Chosen = { file: File; list: string; kind: ListKind; asOf: string; announced: Announced };

/** What the form says, or what is wrong with which field. @param now epoch milliseconds, by the server's clock */
export function checkChoice(form: Form, now: number): { chosen: Chosen } | { faults: Partial<Record<Field, FormFault>> } {
  const { file, list, kind, asOf } = form;
  const lines = form.lines.trim();
  const sha256 = form.sha256.trim().toLowerCase();
  const faults: Partial<Record<Field, FormFault>> = {
    ...(!file && { file: 'noFile' }),
    ...(file?.size === 0 && { file: 'emptyFile' }),
    ...(file && file.size > MOST_LIST_BYTES && { file: 'largeFile' }),
    ...(!listIdSchema.safeParse(list).success && { list: 'listWrong' }),
    ...(!isKind(kind) && { kind: 'kindMissing' }),
    ...(!isDate(asOf) && { asOf: 'dayWrong' }),
    ...(isDate(asOf) && asOf > dayInWib(instant(now)) && { asOf: 'dayToCome' }),
    ...(!/^(?:[1-9]\d{0,9})?$/.test(lines) && { lines: 'linesWrong' }),
    ...(!/^(?:[0-9a-f]{64})?$/.test(sha256) && { sha256: 'sha256Wrong' }),
  };
  if (!file || !isKind(kind) || Object.keys(faults).length > 0) return { faults };
  const announced = { ...(lines !== '' && { lines: Number(lines) }), ...(sha256 !== '' && { sha256 }) };
  return { chosen: { file, list, kind, asOf, announced } };
}

function isKind(kind: string): kind is ListKind {
  return (LIST_KINDS as readonly string[]).includes(kind);
}
