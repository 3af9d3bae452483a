import * as z from 'zod/mini';
import type { Kind } from '../desk/kind.ts';
import { planBodySchema, waveIdSchema } from '../waves/plan.ts';
import { PLAN_FAULTS, PLAN_FIELDS } from '../waves/plan-messages.ts';
import { potsOf } from './accounts.ts';
import { recoverPlaces, returnedInHand } from './recover-places.ts';

const { places, byProvince } = planBodySchema.shape;
const sumsUp = z.refine<{ places: number; byProvince: 'national' | Record<string, number> }>(
  (body) => Object.values(potsOf(body)).reduce((sum, of) => sum + of, 0) === body.places,
  { path: ['byProvince'] },
);
const grantSchema = z
  .strictObject({
    kind: z.literal('grant-recovered'),
    /** The wave that is to be announced with them. */
    waveId: waveIdSchema,
    year: z.string().check(z.regex(/^20\d\d$/)),
    places,
    byProvince,
  })
  .check(sumsUp);

/** A grant names its numbers, and the year's next number is its condition: there is no earlier state that it would have to meet. */
const BASIS = 'returned places of the year';

/** Places of a year that came back are granted to a wave that is to be announced. */
export const grantRecovered: Kind<z.infer<typeof grantSchema>> = {
  schema: grantSchema,
  fields: {
    waveId: {
      id: 'Nama gelombang yang akan diumumkan, misalnya 2020-11.',
      en: 'The name of the wave to be announced, such as 2020-11.',
    },
    year: { id: 'Tahun program, misalnya 2020.', en: 'The programme year, such as 2020.' },
    places: PLAN_FIELDS.places,
    byProvince: {
      id: `${PLAN_FIELDS.byProvince.id} ${PLAN_FAULTS.placesDontSumUp.id}`,
      en: `${PLAN_FIELDS.byProvince.en} ${PLAN_FAULTS.placesDontSumUp.en}`,
    },
  },
  async check({ recovery }, body) {
    if (await recovery.recovery.grantOf(body.waveId)) return { outcome: 'refused', problem: 'announced-or-granted' };
    if (await recovery.waves.read(body.waveId)) return { outcome: 'refused', problem: 'announced-or-granted' };
    const inHand = [...(await returnedInHand(recovery, body.year)).values()].reduce((sum, of) => sum + of, 0);
    return inHand < body.places ? { outcome: 'refused', problem: 'not-in-hand' } : { outcome: 'ready', basis: BASIS };
  },
  async execute({ recovery }, { waveId, year, ...of }, { proposalId }) {
    const { outcome } = await recoverPlaces(recovery, { waveId, year, ...of }, proposalId);
    switch (outcome) {
      case 'granted':
      case 'grantedBefore':
        return { outcome: 'done' };
      case 'notInHand':
        return { outcome: 'refused', problem: 'not-in-hand' };
      case 'announcedAlready':
        return { outcome: 'refused', problem: 'announced-or-granted' };
      case 'raced':
        return { outcome: 'refused', problem: 'changed-meanwhile' };
    }
  },
};
