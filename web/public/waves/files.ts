import * as z from 'zod/mini';
import {
  certificateSchema,
  commitmentSchema,
  drawRecordSchema,
  placesDocumentSchema,
  refillSchema,
  selectionRatesSchema,
} from '#shared/evidence/documents.ts';
import {
  ATTEMPTS_FILE,
  CERTIFICATE_FILE,
  COMMITMENT_FILE,
  DRAW_FILE,
  PLACES_FILE,
  PLAN_FILE,
  planVersionFile,
  refillFile,
  SELECTION_RATES_FILE,
} from '#shared/evidence/evidence-names.ts';
import { type Plan, planSchema } from '#shared/waves/plan.ts';
import { attemptSchema } from '#shared/waves/wave.ts';
import type { Wave } from '#web/shared/api.ts';
import { type Found, type FoundFiles, readAll } from '../evidence.ts';

/** The documents of a wave that are one of a kind. */
const DOCUMENTS = {
  [PLAN_FILE]: planSchema,
  [COMMITMENT_FILE]: commitmentSchema,
  [DRAW_FILE]: drawRecordSchema,
  [CERTIFICATE_FILE]: certificateSchema,
  [SELECTION_RATES_FILE]: selectionRatesSchema,
  [PLACES_FILE]: placesDocumentSchema,
  [ATTEMPTS_FILE]: z.array(z.extend(attemptSchema, { waveId: z.string() })),
};
export type WaveFiles = FoundFiles<typeof DOCUMENTS> & {
  /** Versions of the plan before the one in force, first one first. */
  earlier: readonly Found<Plan>[];
  /** Refills that have ended, first one first. */
  refills: readonly Found<z.infer<typeof refillSchema>>[];
};

/** Reads what a page tells of a wave. What can't be there by the wave's state is not asked for. */
export async function readWave(wave: Wave): Promise<WaveFiles> {
  const ended = (wave.refilled ?? []).filter(({ endedAt }) => endedAt !== undefined);
  const numbered = (count: number, file: (at: number) => string, schema: z.ZodMiniType) =>
    readAll(wave.waveId, Object.fromEntries(Array.from({ length: count }, (_, at) => [file(at + 1), schema])));
  const [files, earlier, refills] = await Promise.all([
    readAll(wave.waveId, wantedOf(wave)),
    numbered(wave.version - 1, planVersionFile, planSchema),
    numbered(ended.length, refillFile, refillSchema),
  ]);
  const absent = Object.fromEntries(Object.keys(DOCUMENTS).map((file) => [file, { state: 'absent' }]));
  return { ...absent, ...files, earlier: Object.values(earlier), refills: Object.values(refills) } as unknown as WaveFiles;
}

function wantedOf({ state, settledAt }: Wave) {
  const drawn = state === 'published';
  const selecting = drawn || state === 'selecting';
  const isWanted = {
    [PLAN_FILE]: true,
    [COMMITMENT_FILE]: selecting,
    [DRAW_FILE]: selecting,
    [CERTIFICATE_FILE]: selecting,
    [SELECTION_RATES_FILE]: drawn,
    [PLACES_FILE]: settledAt !== undefined,
    [ATTEMPTS_FILE]: selecting,
  };
  return Object.fromEntries(Object.entries(DOCUMENTS).filter(([file]) => isWanted[file as keyof typeof isWanted]));
}

/** Of what a wave says of itself, what makes other files appear. */
export function keyOf({ waveId, version, state, settledAt = '', refilled = [] }: Wave): string {
  return [waveId, version, state, settledAt, ...refilled.map(({ endedAt = '' }) => endedAt)].join(' ');
}
