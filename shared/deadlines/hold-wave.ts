import * as z from 'zod/mini';
import type { Kind, Refused } from '../desk/kind.ts';
import { instantSchema, waveIdSchema } from '../waves/plan.ts';
import type { Wave } from '../waves/wave.ts';
import { HOLD_REASONS } from './hold-reasons.ts';

const holdSchema = z
  .strictObject({
    kind: z.literal('hold-wave'),
    waveId: waveIdSchema,
    from: instantSchema,
    until: instantSchema,
    reason: z.enum(HOLD_REASONS),
  })
  .check(z.refine(({ from, until }) => from < until, { path: ['until'] }));
type HoldBody = z.infer<typeof holdSchema>;

/** The clocks of all places of a published wave stand for a time, such as an outage of the marketplace: deadlines lie as much later. */
export const holdWave: Kind<HoldBody> = {
  schema: holdSchema,
  fields: {
    waveId: { id: 'Nama gelombang, misalnya 2020-04.', en: 'The name of a wave, such as 2020-04.' },
    from: { id: 'Awal jeda adalah waktu ISO 8601 dengan zona.', en: 'The beginning is an ISO 8601 instant with its offset.' },
    until: {
      id: 'Akhir jeda adalah waktu ISO 8601 dengan zona, sesudah awalnya.',
      en: 'The end is an ISO 8601 instant with its offset, after the beginning.',
    },
    reason: { id: `Alasan: ${HOLD_REASONS.join(', ')}.`, en: `The reason: ${HOLD_REASONS.join(', ')}.` },
  },
  async check({ holds, clock }, body) {
    const wave = await holds.read(body.waveId);
    return refusalOf(wave, body, clock.now()) ?? { outcome: 'ready', basis: basisOf(wave) };
  },
  async execute({ holds, clock }, body, { proposalId, basis }) {
    const wave = await holds.read(body.waveId);
    if (wave?.holds?.some(({ hold }) => hold === proposalId)) return { outcome: 'done' };
    if (wave && basisOf(wave) !== basis) return { outcome: 'refused', problem: 'proposal-overtaken' };
    const refusal = refusalOf(wave, body, clock.now());
    if (refusal) return refusal;
    const { from, until, reason } = body;
    const added = await holds.add(body.waveId, { hold: proposalId, from, until, reason }, wave?.holds?.length ?? 0);
    return added ? { outcome: 'done' } : { outcome: 'refused', problem: 'proposal-overtaken' };
  },
};

/** A hold begins when the one before has ended, and ends in the future: what has passed can't be put off any more. */
function refusalOf(wave: Wave | undefined, { from, until }: HoldBody, now: number): Refused | undefined {
  if (!wave) return { outcome: 'refused', problem: 'unknown-wave' };
  if (wave.phase !== 'published') return { outcome: 'refused', problem: 'not-published-yet' };
  if (wave.settledAt !== undefined) return { outcome: 'refused', problem: 'nothing-to-change' };
  if (Date.parse(until) <= now) return { outcome: 'refused', problem: 'ends-in-the-past' };
  const last = wave.holds?.at(-1);
  return last && from < last.until ? { outcome: 'refused', problem: 'holds-overlap' } : undefined;
}

function basisOf(wave: Wave | undefined): string {
  return `${wave?.holds?.length ?? 0} holds`;
}
