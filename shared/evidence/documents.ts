import * as z from 'zod/mini';
import { chainNameSchema } from '../audit/chains.ts';
import { chainFactsSchema } from '../beacon/chain.ts';
import { bytesOf, textOf } from '../bytes.ts';
import type { RuleName } from '../eligibility/rules.ts';
import { namedListSchema } from '../waves/plan.ts';

const hex = (bytes: number) => z.string().check(z.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));
const count = z.int().check(z.nonnegative());

/** `commitment.json`: what is fixed before the beacon's round exists. */
export const commitmentSchema = z.strictObject({
  waveId: z.string(),
  planHash: hex(32),
  entrantsRoot: hex(32),
  committedAt: z.iso.datetime(),
  beacon: z.strictObject({ chain: hex(32), chainName: z.string(), test: z.boolean(), round: count, roundAt: z.iso.datetime() }),
  /** Of the screening's sentences; their parameters are the plan's. */
  rulesVersion: z.string(),
  /** The plan's lists, by the versions that screening asked. */
  lists: z.array(namedListSchema),
  registered: count,
  entrants: z.strictObject({
    total: count,
    priority: count,
    byProvince: z.record(z.string(), z.strictObject({ total: count, priority: count })),
  }),
  exclusions: z.record(
    z.custom<RuleName>((name) => typeof name === 'string'),
    count,
  ),
  /** Entrants whom the civil registry has not answered for, where the plan asks it. */
  registryPending: z.optional(count),
  files: z.record(z.string(), hex(32)),
});
export type Commitment = z.infer<typeof commitmentSchema>;

/** `draw.json`: the randomness that decided. */
export const drawRecordSchema = z.strictObject({
  waveId: z.string(),
  /** The chain with all from which its hash follows, and the round that decided. */
  beacon: z.strictObject({ ...chainFactsSchema.shape, round: count, signature: hex(48), randomness: hex(32) }),
  seed: hex(32),
  drawnAt: z.iso.datetime(),
  softwareVersion: z.string(),
});
export type DrawRecord = z.infer<typeof drawRecordSchema>;

/** A province's places: `places + spilledIn - spilledOut = awarded + unfilled`. Tickets are hex; null where nobody was taken. */
const provinceSchema = z.strictObject({
  places: count,
  spilledIn: count,
  spilledOut: count,
  awarded: count,
  unfilled: count,
  /** The highest ticket that took a place in the walk over all entries of the province (phase b). */
  cutOff: z.nullable(hex(32)),
  /** The highest ticket that took a place kept for the priority group (phase a). */
  cutOffPriority: z.nullable(hex(32)),
});
export type ProvincePlaces = z.infer<typeof provinceSchema>;

/** `audit-heads.json`: the last entry of each chain of the audit log that has any, chains in the order of their names. */
export const auditHeadsSchema = z.strictObject({
  waveId: z.string(),
  chains: z.array(z.strictObject({ chain: chainNameSchema, entries: z.int().check(z.positive()), head: hex(32) })),
});
export type AuditHeads = z.infer<typeof auditHeadsSchema>;

/** `certificate.json`: the result, and the digests of everything it rests on. */
export const certificateSchema = z.strictObject({
  waveId: z.string(),
  planHash: hex(32),
  entrantsRoot: hex(32),
  entrants: commitmentSchema.shape.entrants,
  exclusions: commitmentSchema.shape.exclusions,
  beacon: z.strictObject({ chain: hex(32), chainName: z.string(), test: z.boolean(), round: count, signature: hex(48) }),
  seed: hex(32),
  rounds: z.array(z.strictObject({ struckOut: z.array(hex(16)) })),
  places: count,
  awarded: count,
  unfilled: count,
  /** By province code; `national` for a wave that has one pot. */
  provinces: z.record(z.string(), provinceSchema),
  /** The officers' chain of the audit log: how many entries, and the hash of the last. `openings`: of sealed data, over all shards. */
  audit: z.strictObject({ entries: count, head: hex(32), openings: count }),
  files: z.record(z.string(), hex(32)),
  softwareVersion: z.string(),
});
export type Certificate = z.infer<typeof certificateSchema>;

/** No number is published of fewer people than this. */
export const LEAST_IN_A_BAND = 20;

/** One dimension of the selection rates; null figures where there is nothing to compare. */
const ratesOfDimensionSchema = z.strictObject({
  bands: z.array(
    z.strictObject({
      band: z.string(),
      entrants: z.int().check(z.minimum(LEAST_IN_A_BAND)),
      selected: count,
      /** People, two decimals. */
      expected: z.number().check(z.nonnegative()),
    }),
  ),
  chiSquare: z.nullable(z.number().check(z.nonnegative())),
  degreesOfFreedom: z.nullable(z.int().check(z.positive())),
  p: z.nullable(z.number().check(z.minimum(0), z.maximum(1))),
});
export type RatesOfDimension = z.infer<typeof ratesOfDimensionSchema>;

/** `selection-rates.json`: observed against expected selections (docs/draw.md). */
export const selectionRatesSchema = z.strictObject({
  waveId: z.string(),
  leastInABand: z.literal(LEAST_IN_A_BAND),
  entrants: count,
  selected: count,
  /** Entries whose award failed: in none of the other numbers. */
  leftOut: count,
  dimensions: z.nullable(
    z.strictObject({
      province: ratesOfDimensionSchema,
      sex: ratesOfDimensionSchema,
      ageBand: ratesOfDimensionSchema,
      priority: ratesOfDimensionSchema,
    }),
  ),
  /** Why there are no dimensions. */
  withheld: z.nullable(z.literal('fewer-than-20-entrants')),
});
export type SelectionRates = z.infer<typeof selectionRatesSchema>;

/** A pot's part of a refill: `returned + spilledIn - spilledOut = awarded + left`. */
const refilledPotSchema = z.strictObject({ returned: count, spilledIn: count, spilledOut: count, awarded: count, left: count });
export type RefilledPot = z.infer<typeof refilledPotSchema>;

/** `refills/<n>.json`: places that came back, and who got them by the order of the draw. */
export const refillSchema = z.strictObject({
  waveId: z.string(),
  refill: z.int().check(z.positive()),
  /** Digest of the certificate of the draw that it goes on with; of a later refill, of the one before. */
  after: hex(32),
  drawnAt: z.iso.datetime(),
  /** Whose places came back, sorted. */
  returned: z.array(hex(16)),
  rounds: z.array(z.strictObject({ struckOut: z.array(hex(16)) })),
  awarded: count,
  /** Nobody was left who could have had them. */
  left: count,
  /** By province code; `national` for a wave that has one pot. */
  provinces: z.record(z.string(), refilledPotSchema),
  /** Digest of `refills/<n>-winners.csv`. */
  winners: hex(32),
  softwareVersion: z.string(),
});
export type RefillDocument = z.infer<typeof refillSchema>;

/** `places.json`: where the places of a wave are when each is activated or has come back, by province code, or under `national`. */
export const placesDocumentSchema = z.strictObject({
  waveId: z.string(),
  settledAt: z.iso.datetime(),
  places: count,
  /** Places that came back and were awarded again in refills of this wave. */
  refilled: z.optional(count),
  provinces: z.record(
    z.string(),
    z.strictObject({ granted: count, awarded: count, activated: count, returned: count, unfilled: count }),
  ),
});
export type PlacesDocument = z.infer<typeof placesDocumentSchema>;

/** The bytes of a JSON document as published. */
export function documentBytes(
  document:
    | PlacesDocument
    | RefillDocument
    | ReturnedPlaces
    | Commitment
    | DrawRecord
    | Certificate
    | SelectionRates
    | AwardRound
    | AuditHeads,
): Uint8Array {
  return bytesOf(`${JSON.stringify(document, null, 2)}\n`);
}

/** A document read back. @throws when the bytes aren't one of that schema */
export function readDocument<T>(schema: z.ZodMiniType<T>, bytes: Uint8Array): T {
  return schema.parse(JSON.parse(textOf(bytes)));
}

/** Workings: whose places a refill gives away, fixed before it begins: `returned` sorted, and how many of each pot. */
export const returnedPlacesSchema = z.strictObject({
  drawnAt: z.iso.datetime(),
  softwareVersion: z.string(),
  returned: z.array(hex(16)),
  pots: z.record(z.string(), z.int().check(z.positive())),
});
export type ReturnedPlaces = z.infer<typeof returnedPlacesSchema>;

/** Workings: which shards have winners in an award round. */
export const awardRoundSchema = z.strictObject({ winners: count, shards: z.record(z.string(), count) });
export type AwardRound = z.infer<typeof awardRoundSchema>;
