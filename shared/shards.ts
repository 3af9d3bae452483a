/**
 * The shards of a wave, `00` to `ff`: the first byte of a registration key as two hex digits.
 *
 * Why 256: a DynamoDB partition takes 1,000 writes/s, so an opening may bring 256,000 registrations a second before one
 * partition is the limit; and a shard of a 10-million wave is 39,000 items, some forty 1 MB query pages, a minute's work for
 * one function.
 */
export const SHARDS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Sixteen groups of sixteen shards, by their first hex digit. */
export const SHARD_GROUPS: readonly string[] = [...new Set(SHARDS.map((shard) => shard.charAt(0)))];

export function shardsOfGroup(group: string): readonly string[] {
  return SHARDS.filter((shard) => shard.startsWith(group));
}
