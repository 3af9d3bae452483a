import * as z from 'zod/mini';

/** `00` to `ff`. */
export const shardSchema = z.string().check(z.regex(/^[0-9a-f]{2}$/));
/** The first digit of its shards. */
export const shardGroupSchema = z.string().check(z.regex(/^[0-9a-f]$/));
