import * as z from 'zod/mini';
import { instant } from '../clock.ts';
import type { Checked, Kind, KindDeps } from '../desk/kind.ts';
import type { Text } from '../http/text.ts';
import { waveIdSchema } from './plan.ts';
import type { StopChange } from './revocation-stops-store.ts';
import { STOP_REASONS } from './stop-reasons.ts';

const WAVE_FIELD: Text = { id: 'Nama gelombang, misalnya 2020-04.', en: 'The name of a wave, such as 2020-04.' };
/** The basis of a wave whose revocations nobody has stopped yet. */
const NEVER = 'never';

const stopSchema = z.strictObject({
  kind: z.literal('stop-revocations'),
  waveId: waveIdSchema,
  reason: z.enum(STOP_REASONS),
});
const resumeSchema = z.strictObject({ kind: z.literal('resume-revocations'), waveId: waveIdSchema });

/** Nobody's place of a published wave is taken back from then on. */
export const stopRevocations: Kind<z.infer<typeof stopSchema>> = {
  schema: stopSchema,
  fields: {
    waveId: WAVE_FIELD,
    reason: { id: `Alasan: ${STOP_REASONS.join(', ')}.`, en: `The reason: ${STOP_REASONS.join(', ')}.` },
  },
  check: (deps, { waveId }) => checked(deps, waveId, false),
  async execute({ clock, revocations }, { waveId, reason }, proposal) {
    return outcomeOf(await revocations.stop(changeOf(waveId, proposal), instant(clock.now()), reason));
  },
};

/** Places are taken back again. */
export const resumeRevocations: Kind<z.infer<typeof resumeSchema>> = {
  schema: resumeSchema,
  fields: { waveId: WAVE_FIELD },
  check: (deps, { waveId }) => checked(deps, waveId, true),
  async execute({ revocations }, { waveId }, proposal) {
    return outcomeOf(await revocations.resume(changeOf(waveId, proposal)));
  },
};

/** @param stopped what they must be now for a change to make sense */
async function checked({ revocations }: KindDeps, waveId: string, stopped: boolean): Promise<Checked> {
  const wave = await revocations.read(waveId);
  if (!wave) return { outcome: 'refused', problem: 'unknown-wave' };
  if (wave.phase !== 'published') return { outcome: 'refused', problem: 'not-published-yet' };
  if ((wave.revocationsStopped !== undefined) !== stopped) return { outcome: 'refused', problem: 'nothing-to-change' };
  return { outcome: 'ready', basis: wave.revocationsBy ?? NEVER };
}

function changeOf(waveId: string, { proposalId, basis }: { proposalId: string; basis: string }): StopChange {
  return { waveId, proposalId, basis: basis === NEVER ? undefined : basis };
}

function outcomeOf(done: boolean): Awaited<ReturnType<Kind['execute']>> {
  return done ? { outcome: 'done' } : { outcome: 'refused', problem: 'proposal-overtaken' };
}
