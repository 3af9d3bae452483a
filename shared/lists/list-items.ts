import * as z from 'zod/mini';
import { LIST_VERSIONS } from '../names.ts';
import { LINE_FAULTS, type LineFault, MOST_LINES } from './list-lines.ts';
import { LIST_KINDS, listIdSchema } from './list-names.ts';

const hex32 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const count = z.int().check(z.nonnegative());

/**
 * Partitions of the exclusions table that hold no people: `#` is in no person's key. Lists have their heads and versions there, imports their
 * records and chunks.
 */
export const PARTITIONS = { versions: LIST_VERSIONS, heads: '#heads', imports: '#imports', chunks: '#chunks' } as const;

/** What an officer says of a list before its lines come. */
export const listFactsSchema = z.strictObject({
  kind: z.enum(LIST_KINDS),
  /** The day of which the list is a snapshot, in WIB. */
  asOf: z.iso.date(),
  /** Of the file, a heading included. */
  lines: z.int().check(z.positive(), z.maximum(MOST_LINES)),
  /** Hex SHA-256 of the file. */
  sha256: hex32,
  /** Hex SHA-256 over the digests of its chunks (shared/lists/list-chunks.ts). */
  chunksSha256: hex32,
});
export type ListFacts = z.infer<typeof listFactsSchema>;

/** A version of a list: a whole snapshot, there once all of it is. */
export const listVersionSchema = z.object({
  list: listIdSchema,
  /** 1, 2, 3 ... without gaps, in the order in which the imports were completed. */
  version: z.int().check(z.positive()),
  ...listFactsSchema.shape,
  /** Different NIKs. */
  people: z.int().check(z.positive()),
  /** Lines whose NIK another line has too. */
  duplicates: count,
  importId: z.string(),
  importedAt: z.iso.datetime(),
  /** The `sub` of the officer's token. */
  importedBy: z.string(),
  /** By what the pepper is known again under which its people are keyed. */
  pepperCheck: z.string(),
});
export type ListVersion = z.infer<typeof listVersionSchema>;

/** One attempt after the other to import one file as a list. */
export const importItemSchema = z.object({
  list: listIdSchema,
  fileKey: z.string(),
  /** 1, and one more after each that has failed. */
  attempt: z.int().check(z.positive()),
  state: z.enum(['open', 'failed', 'complete']),
  ...listFactsSchema.shape,
  begunAt: z.iso.datetime(),
  begunBy: z.string(),
  pepperCheck: z.string(),
  /** Of an import that is complete. */
  version: z.optional(z.int().check(z.positive())),
});
export type ImportItem = z.infer<typeof importItemSchema>;

const faultSchema = z.custom<LineFault>((fault) => typeof fault === 'string' && Object.hasOwn(LINE_FAULTS, fault));

/** What came of a chunk. It is claimed with its digest before any of its people are written, so that no other bytes ever are. */
export const chunkItemSchema = z.object({
  number: z.int().check(z.positive()),
  digest: hex32,
  /** Missing while its people are being written. */
  done: z.optional(
    z.object({
      people: count,
      duplicates: count,
      faultCount: count,
      /** The first of them. */
      faults: z.array(z.object({ line: z.int(), fault: faultSchema })),
    }),
  ),
});
export type ChunkItem = z.infer<typeof chunkItemSchema>;
export type DoneChunk = ChunkItem & { done: NonNullable<ChunkItem['done']> };

/** `<file key>-<attempt>`; twelve digits of a hash are no sixteen of a NIK. */
export const importIdSchema = z.string().check(z.regex(/^[0-9a-f]{12}-[1-9]\d{0,3}$/));

export function importIdOf({ fileKey, attempt }: Pick<ImportItem, 'fileKey' | 'attempt'>): string {
  return `${fileKey}-${attempt}`;
}

/** The sort key of the people of one import. */
export function listingKey(list: string, importId: string): string {
  return `${list}@${importId}`;
}
