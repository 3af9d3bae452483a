import { sha256 } from '@noble/hashes/sha2.js';
import { useEffect, useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import { toHex } from '#shared/draw/hex.ts';

/**
 * A published file as a page finds it: not there (yet); not to be had now; there, but not in the form of its specification; or read, with the
 * SHA-256 of its bytes.
 */
export type Found<T> =
  | { state: 'absent' }
  | { state: 'unreachable' }
  | { state: 'unreadable' }
  | { state: 'read'; document: T; digest: string };

/** What is asked of files by name, with the schema of each. */
export type Wanted = Readonly<Record<string, z.ZodMiniType>>;
export type FoundFiles<W extends Wanted> = { readonly [File in keyof W]: Found<z.infer<W[File]>> };

const PATIENCE_MS = 35_000;

export function evidencePath(waveId: string, file: string): string {
  return `/v1/waves/${waveId}/evidence/${file}`;
}

/** Reads one file of a wave's evidence: JSON, or an array of the JSON lines of a `.jsonl`. Never rejects. */
export async function readEvidence<T>(waveId: string, file: string, schema: z.ZodMiniType<T>): Promise<Found<T>> {
  let bytes: Uint8Array;
  try {
    const response = await fetch(evidencePath(waveId, file), { credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.status === 404) return { state: 'absent' };
    if (!response.ok) return { state: 'unreachable' };
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch {
    return { state: 'unreachable' };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const document = schema.parse(file.endsWith('.jsonl') ? linesOf(text) : JSON.parse(text));
    return { state: 'read', document, digest: toHex(sha256(bytes)) };
  } catch {
    return { state: 'unreadable' };
  }
}

function linesOf(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line));
}

/** All of these files at once, keyed as they were asked for. */
export async function readAll<W extends Wanted>(waveId: string, wanted: W): Promise<FoundFiles<W>> {
  const found = await Promise.all(
    Object.entries(wanted).map(async ([file, schema]) => [file, await readEvidence(waveId, file, schema)] as const),
  );
  return Object.fromEntries(found) as FoundFiles<W>;
}

/**
 * What a reading comes to, read again when `key` changes (of facts that an update of a wave brings), and by the second value: a connection broke.
 * @returns undefined while it is on its way for the first time
 */
export function useReading<T>(read: () => Promise<T>, key: string): [T | undefined, () => void] {
  const [result, setResult] = useState<T>();
  const [tries, setTries] = useState(0);
  // What is read follows from the key.
  useEffect(() => {
    let ended = false;
    void read().then((value) => {
      if (!ended) setResult(() => value);
    });
    return () => {
      ended = true;
    };
  }, [key, tries]);
  return [result, () => setTries((before) => before + 1)];
}

/** The document of a file that was read; undefined of any other. */
export function documentOf<T>(found: Found<T> | undefined): T | undefined {
  return found?.state === 'read' ? found.document : undefined;
}
