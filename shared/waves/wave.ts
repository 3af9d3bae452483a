import * as z from 'zod/mini';
import { type Plan, planSchema } from './plan.ts';

/** One run of the selection workflow, as `attempts.jsonl` tells it. */
export const attemptSchema = z.strictObject({
  attempt: z.int(),
  beganAt: z.string(),
  /** `schedule` for the clock that starts due selections by itself. */
  begunBy: z.enum(['schedule', 'officer']),
  /** Only when it is over. */
  endedAt: z.optional(z.string()),
  outcome: z.optional(z.enum(['published', 'failed', 'timed-out', 'aborted'])),
});
export type Attempt = z.infer<typeof attemptSchema>;
export type AttemptEnd = Required<Pick<Attempt, 'endedAt' | 'outcome'>>;

/** What the waves table keeps of a wave. */
export const waveItemSchema = z.object({
  waveId: z.string(),
  /** The bytes of plan.json as published; the plan itself is parsed from them. */
  planText: z.string(),
  /** Hex SHA-256 of those bytes. */
  planHash: z.string(),
  /** The proposal by whose approval that plan stands. */
  proposalId: z.optional(z.string()),
  /** Copies of the plan's, for conditions. */
  opensAt: z.string(),
  closesAt: z.string(),
  /** `scheduled` until its selection starts, `selecting` until the certificate is published. */
  phase: z.enum(['scheduled', 'selecting', 'published']),
  /** Which run of the selection workflow is the current one, 1 first; 0 before the first. */
  attempt: z.int(),
  /** The texts of the plans that extensions have superseded, oldest first. */
  earlierPlans: z.array(z.string()),
  /** A line for each run of the selection, first one first. */
  attempts: z.array(attemptSchema),
  /** Public half of the key to which this wave's personal data is sealed: SubjectPublicKeyInfo, base64. */
  sealingPublicKey: z.string(),
  /** The KMS key whose public half that is, by its ARN: what this wave has sealed is opened by it, however many keys have come since. */
  sealingKeyId: z.string(),
  /**
   * Which version of the pepper keys what belongs to this wave alone, and by what that version and version 1 are known again: 16 hex digits each,
   * a keyed hash of a fixed text.
   */
  pepper: z.object({ version: z.int(), lifetimeCheck: z.string(), waveCheck: z.string() }),
  /** When the sealed details of all who were not selected had been erased. */
  sealedErasedAt: z.optional(z.string()),
  /** Of a published wave: until when its places are to be used, holds aside. */
  deadline: z.optional(z.string()),
  /** Times in which the clocks of all places of the wave stand: ISO instants, one after the other. */
  holds: z.optional(z.array(z.object({ hold: z.string(), from: z.string(), until: z.string(), reason: z.string() }))),
  /** While it is there, no place of the wave is revoked. */
  revocationsStopped: z.optional(z.object({ at: z.string(), reason: z.string() })),
  /** Places that came back and were given to the next of the order: the first refill first; without an end it is under way. */
  refills: z.optional(
    z.array(z.object({ begunAt: z.string(), places: z.int(), endedAt: z.optional(z.string()), awarded: z.optional(z.int()) })),
  ),
  /** How many of the plan's reserved places were awarded for appeals; none yet without it. */
  reservedAwarded: z.optional(z.int()),
  /** From then on no reserved place of the wave is awarded. */
  reserveClosedAt: z.optional(z.string()),
  /** When each place of the wave had been activated or had come back. */
  settledAt: z.optional(z.string()),
  /** When notices of the result had been sent on their way to all who are told. */
  notifiedAt: z.optional(z.string()),
});
export type WaveItem = z.infer<typeof waveItemSchema>;

/** A wave with its plan parsed. */
export type Wave = Omit<WaveItem, 'planText'> & { planText: string; plan: Plan };

/** @throws when the item isn't a wave: the table holds something that this software didn't write */
export function waveFromItem(item: unknown): Wave {
  const parsed = waveItemSchema.parse(item);
  return { ...parsed, plan: planSchema.parse(JSON.parse(parsed.planText)) };
}

/** What the public is told of where a wave stands. */
export type WaveState = 'announced' | 'open' | 'closed' | 'selecting' | 'published';

/** A wave is open from `opensAt` until just before `closesAt`: one millisecond late is late. @param now epoch milliseconds */
export function stateOf(wave: Pick<Wave, 'phase' | 'opensAt' | 'closesAt'>, now: number): WaveState {
  if (wave.phase !== 'scheduled') return wave.phase;
  if (now < Date.parse(wave.opensAt)) return 'announced';
  return now < Date.parse(wave.closesAt) ? 'open' : 'closed';
}

/** When a wave was published, epoch milliseconds; undefined before that. */
export function publishedAt({ attempts }: Pick<Wave, 'attempts'>): number | undefined {
  const end = attempts.find(({ outcome }) => outcome === 'published')?.endedAt;
  return end === undefined ? undefined : Date.parse(end);
}

/** All versions of a wave's plan, as published, oldest first; the last one is in force. */
export function planVersions(wave: Pick<Wave, 'planText' | 'earlierPlans'>): string[] {
  return [...wave.earlierPlans, wave.planText];
}

/** `attempts.jsonl`: one JSON object a line. DynamoDB gives the fields of a map in any order; here they have one. */
export function attemptsText({ waveId, attempts }: Pick<Wave, 'waveId' | 'attempts'>): string {
  return attempts
    .map(({ attempt, beganAt, begunBy, endedAt, outcome }) => ({ waveId, attempt, beganAt, begunBy, endedAt, outcome }))
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

/** Whether places of this wave may go to somebody of that province of domicile. */
export function servesProvince(plan: Plan, province: string): boolean {
  return plan.byProvince === 'national' || Object.hasOwn(plan.byProvince, province);
}
