import * as z from 'zod/mini';
import type { BeaconChain } from '../beacon/chain.ts';
import { DRAW_ALGORITHM } from '../draw/algorithm.ts';
import { LIST_KINDS, listNameSchema, versionNameSchema } from '../lists/list-names.ts';
import { isProvince } from '../regions/provinces.ts';
import { BARRED_OCCUPATIONS, OCCUPATIONS } from '../registrations/occupations.ts';

/**
 * `2020-04`: lower-case letters, digits and hyphens, at most 32, so that it is safe in a path, a key and an execution's name. Never with
 * sixteen digits in a row: ids are published and logged, and a NIK or KK pasted into the wrong field must not be.
 */
const WAVE_ID = /^(?!.*\d{16})[0-9a-z][0-9a-z-]{0,31}$/;
export const waveIdSchema = z.string().check(z.regex(WAVE_ID));

/** Whether a wave can have that id. Stores ask first: the table refuses keys of more than 2,048 bytes with an error. */
export function isWaveId(text: string): boolean {
  return WAVE_ID.test(text);
}

/**
 * An instant with its offset, kept as UTC with milliseconds. Between 2000 and 9999 in UTC too: the texts are compared and read
 * again, and beyond those an offset makes years of six digits with a sign.
 */
export const instantSchema = z.pipe(
  z.iso.datetime({ offset: true }).check(
    z.refine((text) => {
      const year = new Date(text).getUTCFullYear();
      return year >= 2000 && year <= 9999;
    }),
  ),
  z.transform((text: string) => new Date(text).toISOString()),
);
/** After each the places have a deadline again, so that more of them would outlast the programme's year. */
const MOST_REFILLS = 12;

const placesSchema = z.int().check(z.nonnegative(), z.maximum(100_000_000));

/** A list by itself, or one list to another: each once. */
const listsOf = (name: z.ZodMiniType<string>) =>
  z.array(name).check(
    z.maxLength(10),
    z.refine((names) => new Set(names).size === names.length),
  );

const rulesNaming = (list: z.ZodMiniType<string>) =>
  z.strictObject({
    /** Years completed on the closing day (WIB). Perpres 36/2020 with 76/2020, article 3: at least 18. */
    minimumAge: z.int().check(z.minimum(0), z.maximum(150)),
    /** From 2022: 64 (Perpres 113/2022). */
    maximumAge: z.optional(z.int().check(z.minimum(0), z.maximum(150))),
    formalEducation: z.enum(['refused', 'allowed']),
    barredOccupations: z.array(z.enum(OCCUPATIONS)),
    /** Aid lists: whoever is on one of them is refused. Published, so never with sixteen digits. */
    exclusionLists: listsOf(list),
    /** Lists of people in barred occupations: whoever is on one of them is refused, whatever occupation the person declares. */
    barredLists: z.optional(listsOf(list)),
    /** Whether whom no other rule refuses is held against the civil registry: NIK, KK and birth date. */
    civilRegistry: z.optional(z.literal('checked')),
  });
export const rulesSchema = rulesNaming(listNameSchema);
export type Rules = z.infer<typeof rulesSchema>;

const priorityNaming = (list: z.ZodMiniType<string>) =>
  z.strictObject({
    group: z.literal('laid-off'),
    perMille: z.int().check(z.minimum(0), z.maximum(1000)),
    /** With lists, only who declares it and is on one of them has priority. */
    lists: z.optional(listsOf(list)),
  });

const commonFields = {
  number: z.int().check(z.positive(), z.maximum(9999)),
  opensAt: instantSchema,
  closesAt: instantSchema,
  places: placesSchema.check(z.positive()),
  /** Places per province of domicile, or one pot for the whole country. */
  byProvince: z.union([z.literal('national'), z.record(z.string().check(z.refine(isProvince)), placesSchema)]),
  priority: z.optional(priorityNaming(listNameSchema)),
  /** Whether a place that its province can't fill goes to the next entry of any other. */
  spillOver: z.boolean(),
  /** `recovery`: of places that have come back, which must have been granted to the wave before. Left out: of the year's decree. */
  fundedBy: z.optional(z.literal('recovery')),
  /**
   * How often places that have come back are given to the next of the published order, before they are in hand for another wave. Left out: never.
   */
  refills: z.optional(z.int().check(z.minimum(1), z.maximum(MOST_REFILLS))),
  rules: rulesSchema,
  /** Places of the decree beside `places`, never drawn: for those whose appeal is granted. Left out: none. */
  reserved: z.optional(placesSchema.check(z.positive())),
};

/** What an officer sends to schedule a wave. */
export const planBodySchema = z.strictObject({ ...commonFields, beacon: z.strictObject({ at: instantSchema }) });
export type PlanBody = z.infer<typeof planBodySchema>;

/** The round that the commitment names decides, whenever it is published: no other round and no other chain ever takes its place. */
export const OUTAGE_RULE = 'wait-for-the-round';

/** A version of a list as a published plan and a commitment name it. */
export const namedListSchema = z.strictObject({
  list: versionNameSchema,
  kind: z.enum(LIST_KINDS),
  /** The day of which it is a snapshot, in WIB. */
  asOf: z.iso.date(),
});
export type NamedList = z.infer<typeof namedListSchema>;

/** What is published and hashed. */
export const planSchema = z.strictObject({
  waveId: waveIdSchema,
  /** 1 as announced; one more with each extension of the closing. */
  version: z.int().check(z.positive()),
  /** The version that this one extends, and when: before that one's closing. */
  supersedes: z.optional(z.strictObject({ planHash: z.string(), at: z.iso.datetime() })),
  ...commonFields,
  priority: z.optional(priorityNaming(versionNameSchema)),
  rules: rulesNaming(versionNameSchema),
  /** The lists that rules and priority name, each once. */
  lists: z.optional(z.array(namedListSchema)),
  beacon: z.strictObject({
    chain: z.string(),
    chainName: z.string(),
    /** Whether that is a chain for trying out, signed by one operator alone. */
    test: z.boolean(),
    at: instantSchema,
    outage: z.literal(OUTAGE_RULE),
  }),
  algorithm: z.literal(DRAW_ALGORITHM),
});
export type Plan = z.infer<typeof planSchema>;
/** What makes a plan of a body: which version of it, and on which beacon. */
export type PlanContext = Pick<Plan, 'version' | 'supersedes' | 'lists'> & {
  chain: Pick<BeaconChain, 'chainHash' | 'name' | 'test'>;
};

/** A reason why a plan can't stand, at a field of it. */
export type PlanFault = {
  pointer: string;
  message:
    | 'opensInThePast'
    | 'closesBeforeItOpens'
    | 'beaconBeforeClosing'
    | 'placesDontSumUp'
    | 'agesCross'
    | 'notABarredOccupation'
    | 'notGranted'
    | 'reservedOfRecovery';
};

/** What the fields must be to each other. @returns all that is wrong, nothing when the plan can stand */
export function faultsOf(plan: PlanBody): PlanFault[] {
  const faults: PlanFault[] = [];
  if (plan.closesAt <= plan.opensAt) faults.push({ pointer: '/closesAt', message: 'closesBeforeItOpens' });
  if (plan.beacon.at < plan.closesAt) faults.push({ pointer: '/beacon/at', message: 'beaconBeforeClosing' });
  if (plan.byProvince !== 'national') {
    const sum = Object.values(plan.byProvince).reduce<number>((total, places) => total + places, 0);
    if (sum !== plan.places) faults.push({ pointer: '/byProvince', message: 'placesDontSumUp' });
  }
  if (plan.rules.maximumAge !== undefined && plan.rules.maximumAge < plan.rules.minimumAge) {
    faults.push({ pointer: '/rules/maximumAge', message: 'agesCross' });
  }
  if (plan.rules.barredOccupations.some((occupation) => !(BARRED_OCCUPATIONS as readonly string[]).includes(occupation))) {
    faults.push({ pointer: '/rules/barredOccupations', message: 'notABarredOccupation' });
  }
  if (plan.reserved !== undefined && plan.fundedBy === 'recovery') {
    faults.push({ pointer: '/reserved', message: 'reservedOfRecovery' });
  }
  return faults;
}

/** The plan of a wave with its fields in the published order. */
export function planOf(waveId: string, body: PlanBody, { version, supersedes, lists, chain }: PlanContext): Plan {
  const { number, opensAt, closesAt, beacon, places, reserved, byProvince, priority, spillOver, fundedBy, refills, rules } = body;
  return {
    waveId,
    version,
    ...(supersedes && { supersedes }),
    number,
    opensAt,
    closesAt,
    beacon: { chain: chain.chainHash, chainName: chain.name, test: chain.test, at: beacon.at, outage: OUTAGE_RULE },
    places,
    ...(reserved !== undefined && { reserved }),
    byProvince,
    ...(priority && { priority }),
    spillOver,
    ...(fundedBy && { fundedBy }),
    ...(refills && { refills }),
    rules,
    ...(lists && lists.length > 0 && { lists }),
    algorithm: DRAW_ALGORITHM,
  };
}

/** The plan as an officer would send it to have it stand so: all that a body can say, and nothing that is added to it. */
export function planBodyOf(plan: Plan): PlanBody {
  const { number, opensAt, closesAt, beacon, places, byProvince, priority, spillOver, fundedBy, refills, rules, reserved } = plan;
  return {
    number,
    opensAt,
    closesAt,
    beacon: { at: beacon.at },
    places,
    byProvince,
    ...(priority && { priority }),
    spillOver,
    ...(fundedBy && { fundedBy }),
    ...(refills !== undefined && { refills }),
    rules,
    ...(reserved !== undefined && { reserved }),
  };
}

/** Whether `next` is `present` with its closing, and if need be its beacon, moved to later instants and nothing else changed. */
export function isExtension(present: Plan, next: Plan): boolean {
  const { version, supersedes, closesAt, beacon } = present;
  const otherwise = { ...next, version, supersedes, closesAt, beacon: { ...next.beacon, at: beacon.at } };
  const inOneOrder = (plan: Plan) => planText(planSchema.parse(plan));
  return inOneOrder(otherwise) === inOneOrder(present) && next.closesAt > closesAt && next.beacon.at >= beacon.at;
}

/** The text of `plan.json`; `planHash` is the hex SHA-256 of its UTF-8 bytes. */
export function planText(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}
