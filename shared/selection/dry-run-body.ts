import * as z from 'zod/mini';
import type { Text } from '../http/text.ts';
import { isProvince } from '../regions/provinces.ts';

/** As many as are made, ordered and walked well within the 30 s after which the HTTP API gives up. */
export const MOST_ENTRANTS = 200_000;

const weightSchema = z.number().check(z.minimum(0), z.maximum(1_000_000_000));

/** What an officer sends to try a wave's plan; only the number of entrants has to be said. */
export const dryRunBodySchema = z.strictObject({
  entrants: z.int().check(z.minimum(1), z.maximum(MOST_ENTRANTS)),
  /** How many in a thousand entrants belong to the plan's priority group. */
  priorityPerMille: z._default(z.int().check(z.minimum(0), z.maximum(1000)), 300),
  /** Entrants to a family card. */
  householdsOf: z._default(z.int().check(z.minimum(1), z.maximum(5)), 2),
  /** Shares of the entrants by province of domicile, in any unit. */
  byProvince: z.optional(
    z
      .record(z.string().check(z.refine(isProvince)), weightSchema)
      .check(z.refine((weights) => Object.values(weights).some((weight) => weight !== 0))),
  ),
  /** A round of the beacon that is past. */
  round: z.optional(z.int().check(z.minimum(1))),
});
export type DryRunBody = z.infer<typeof dryRunBodySchema>;

/** What each field must be, said for a missing and for a wrong value alike. */
export const DRY_RUN_FIELDS: Record<keyof DryRunBody, Text> = {
  entrants: {
    id: 'Jumlah peserta buatan adalah bilangan bulat dari 1 sampai 200000.',
    en: 'The number of made-up entrants is a whole number from 1 to 200000.',
  },
  priorityPerMille: {
    id: 'priorityPerMille adalah bilangan bulat dari 0 sampai 1000.',
    en: 'priorityPerMille is a whole number from 0 to 1000.',
  },
  householdsOf: {
    id: 'Besar keluarga adalah bilangan bulat dari 1 sampai 5.',
    en: 'The size of a household is a whole number from 1 to 5.',
  },
  byProvince: {
    id: 'Bagian per provinsi: kode provinsi dan angka dari 0, tidak semuanya 0.',
    en: 'The shares by province: province codes with numbers from 0, not all of them 0.',
  },
  round: { id: 'Ronde suar acak adalah bilangan bulat dari 1.', en: 'The round of the beacon is a whole number from 1.' },
};

/** What the fields must be to the wave and to the clock. */
export const DRY_RUN_FAULTS = {
  roundNotPast: { id: 'Ronde suar acak ini belum lewat.', en: 'This round of the beacon is not past.' },
  provinceNotServed: { id: 'Gelombang ini tidak melayani provinsi ini.', en: 'This wave does not serve this province.' },
} as const satisfies Record<string, Text>;

/** A reason why a plan can't be tried like that, at a field of the body. */
export type DryRunFault = { pointer: string; message: keyof typeof DRY_RUN_FAULTS };
