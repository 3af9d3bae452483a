import * as z from 'zod/mini';
import type { FieldFault, ProblemName } from './problems.ts';
import type { Text } from './text.ts';

/** Twice the largest honest body; the check comes before any parsing. */
export const MOST_BODY_BYTES = 8_192;

/** The parts of an HTTP API event (payload 2.0) that matter here. */
export type BodyEvent = { headers: Record<string, string | undefined>; body?: string | undefined; isBase64Encoded: boolean };

const UTF8 = new TextDecoder('utf-8', { fatal: true });

export type ParsedBody<T> = { body: T } | { problem: ProblemName; faults: FieldFault[] };

/** A JSON body by its schema, or what is wrong with it, field by field. @param fields what each field must be */
export function parseBody<T>(schema: z.ZodMiniType<T>, fields: Readonly<Record<string, Text>>, event: BodyEvent): ParsedBody<T> {
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(event.headers['content-type'] ?? ''))
    return { problem: 'not-json', faults: [] };
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MOST_BODY_BYTES) return { problem: 'body-too-large', faults: [] };
  let json: unknown;
  try {
    json = JSON.parse(UTF8.decode(bytes));
  } catch {
    return { problem: 'malformed-json', faults: [] };
  }
  const parsed = z.safeParse(schema, json);
  return parsed.success ? { body: parsed.data } : { problem: 'invalid-fields', faults: faultsOf(parsed.error.issues, fields) };
}

/** The same where a body is optional: a request without one counts as `{}`, whatever its content type says. */
export function parseOptionalBody<T>(
  schema: z.ZodMiniType<T>,
  fields: Readonly<Record<string, Text>>,
  event: BodyEvent,
): ParsedBody<T> {
  if (event.body) return parseBody(schema, fields, event);
  const headers = { 'content-type': 'application/json' };
  return parseBody(schema, fields, { headers, body: '{}', isBase64Encoded: false });
}

/** One fault per field. Unknown fields, and keys of records, are named only where they are harmless to repeat: a NIK or a birth date could be sent as one. */
function faultsOf(issues: readonly z.core.$ZodIssue[], fields: Readonly<Record<string, Text>>): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const pointer = pointerOf([...issue.path, /^[A-Za-z][A-Za-z]{0,39}$/.test(key) ? key : '*']);
        faults.set(pointer, { pointer, detail: UNKNOWN_FIELD });
      }
    } else {
      const field = issue.path[0];
      const pointer = pointerOf(issue.path.map((part) => (/^(?:[A-Za-z]{1,40}|\d{1,3})$/.test(String(part)) ? part : '*')));
      faults.set(pointer, { pointer, detail: fields[String(field)] ?? NOT_AN_OBJECT });
    }
  }
  return [...faults.values()];
}

const UNKNOWN_FIELD: Text = { id: 'Isian ini tidak dikenal.', en: 'There is no such field.' };
const NOT_AN_OBJECT: Text = {
  id: 'Isi permintaan harus berupa objek JSON dengan isian yang ditentukan.',
  en: 'The body must be a JSON object with the fields of the schema.',
};

/** RFC 6901. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
