import type * as z from 'zod/mini';
import type { EvidenceSource } from './evidence-source.ts';
import { Fault } from './findings.ts';

/** A file that must be there. @throws Fault */
export async function readFile(source: EvidenceSource, file: string): Promise<Uint8Array> {
  const bytes = await source.read(file);
  if (!bytes) throw new Fault(file, 'is missing');
  return bytes;
}

/** A JSON file in the form of its schema. @throws Fault */
export async function readDocument<T>(
  source: EvidenceSource,
  file: string,
  schema: z.ZodMiniType<T>,
): Promise<{ document: T; bytes: Uint8Array }> {
  const bytes = await readFile(source, file);
  return { document: parseDocument(file, bytes, schema), bytes };
}

export function parseDocument<T>(file: string, bytes: Uint8Array, schema: z.ZodMiniType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Fault(file, 'is not JSON (cut off?)');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'the document';
  const what = issue?.code === 'unrecognized_keys' ? `has ${issue.keys.join(', ')}, which nobody knows` : 'is not as specified';
  throw new Fault(file, `does not have the form of its specification: ${where} ${what}`);
}

/** Compares two facts that must be the same. @throws Fault */
export function assertSame(file: string, what: string, given: unknown, expected: unknown): void {
  if (JSON.stringify(given) === JSON.stringify(expected)) return;
  const [here, there] = differingParts(given, expected);
  throw new Fault(file, `says ${what} ${shown(here)}, not ${shown(there)}`);
}

/** Of two objects what differs first, so that it isn't lost in what is the same. */
function differingParts(given: unknown, expected: unknown): [given: unknown, expected: unknown] {
  if (!isRecord(given) || !isRecord(expected)) return [given, expected];
  const names = new Set([...Object.keys(given), ...Object.keys(expected)]);
  for (const name of names) {
    if (JSON.stringify(given[name]) === JSON.stringify(expected[name])) continue;
    const [here, there] = differingParts(given[name], expected[name]);
    return [{ [name]: here ?? null }, { [name]: there ?? null }];
  }
  return [given, expected];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of a foreign file, as much of it as fits into a sentence. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
