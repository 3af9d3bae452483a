import { Logger } from '@aws-lambda-powertools/logger';
import { parseBody } from '#shared/http/parse-body.ts';
import type { Language } from '#shared/http/text.ts';
import { type Answer, httpHandler, languageOf } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { checkDocument } from '#shared/opening/check-messages.ts';
import { planBodySchema, waveIdSchema } from '#shared/waves/plan.ts';
import { LIST_NAME_FAULTS, PLAN_FAULTS, PLAN_FIELDS } from '#shared/waves/plan-messages.ts';
import { publicWave } from '#shared/waves/public-wave.ts';
import { type ScheduleOutcome, scheduleWave } from '#shared/waves/schedule-wave.ts';
import { scheduleDependencies } from './dependencies.ts';
import { lookAhead } from './look-ahead.ts';

const deps = scheduleDependencies();
const logger = new Logger();
const MESSAGES = { ...PLAN_FAULTS, ...LIST_NAME_FAULTS };

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
  return answerTo(result, languageOf(event));
});
const lookedAhead = lookAhead(deps);

/** One function for both: whoever schedules reads the keys already, and nobody else should have to. */
export const handler = httpHandler((event) => (event.pathParameters ? scheduled(event) : lookedAhead(event)), logger);

function answerTo(result: ScheduleOutcome, language: Language): Answer {
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
        faults: result.faults.map(({ pointer, message }) => ({ pointer, detail: MESSAGES[message] })),
      };
    case 'notReady':
      return { problem: 'not-ready', checks: result.missing.map((check) => checkDocument(check, language)) };
    case 'frozen':
      return { problem: 'plan-frozen' };
    case 'tooLate':
      return { problem: 'too-late-to-change' };
    case 'raced':
      return { problem: 'changed-meanwhile' };
  }
}
