import { Logger } from '@aws-lambda-powertools/logger';
import { parseBody } from '#shared/http/parse-body.ts';
import { type Answer, httpHandler } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { planBodySchema, waveIdSchema } from '#shared/waves/plan.ts';
import { PLAN_FAULTS, PLAN_FIELDS } from '#shared/waves/plan-messages.ts';
import { publicWave } from '#shared/waves/public-wave.ts';
import { type ScheduleOutcome, scheduleWave } from '#shared/waves/schedule-wave.ts';
import { scheduleDependencies } from './dependencies.ts';

const deps = scheduleDependencies();
const logger = new Logger();

const scheduled = officersAct(deps.audit, { act: 'schedule-wave', roles: ['officer'] }, async (event, within) => {
  const waveId = waveIdSchema.safeParse(event.pathParameters?.['waveId']);
  if (!waveId.success) return { problem: 'invalid-wave-id' };
  const parsed = parseBody(planBodySchema, PLAN_FIELDS, event);
  if ('problem' in parsed) return parsed;
  const result = await within(
    waveId.data,
    () => scheduleWave(deps, { waveId: waveId.data, body: parsed.body }),
    (done) => ('wave' in done ? { planHash: done.wave.planHash } : {}),
  );
  logger.info('wave scheduled', { waveId: waveId.data, outcome: result.outcome });
  return answerTo(result);
});
export const handler = httpHandler(scheduled, logger);

function answerTo(result: ScheduleOutcome): Answer {
  switch (result.outcome) {
    case 'announced':
      return { status: 201, json: publicWave(result.wave, deps.clock.now()) };
    case 'amended':
    case 'extended':
    case 'unchanged':
      return { status: 200, json: publicWave(result.wave, deps.clock.now()) };
    case 'faulty':
      return {
        problem: 'invalid-fields',
        faults: result.faults.map(({ pointer, message }) => ({ pointer, detail: PLAN_FAULTS[message] })),
      };
    case 'frozen':
      return { problem: 'plan-frozen' };
    case 'tooLate':
      return { problem: 'too-late-to-change' };
    case 'raced':
      return { problem: 'changed-meanwhile' };
  }
}
