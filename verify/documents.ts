import type * as z from 'zod/mini';
import { Fault } from './findings.ts';
import type { EvidenceSource } from './source.ts';

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
  throw new Fault(file, `has not the form of the specification: ${issue?.path.join('.') || 'the document'} ${issue?.code}`);
}

/** Compares two facts that must be the same. @throws Fault */
export function assertSame(file: string, what: string, given: unknown, expected: unknown): void {
  if (JSON.stringify(given) !== JSON.stringify(expected))
    throw new Fault(file, `says ${what} ${shown(given)}, and it is ${shown(expected)}`);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
