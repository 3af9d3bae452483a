import { Logger } from '@aws-lambda-powertools/logger';
import { parseBody } from '#shared/http/parse-body.ts';
import { type Answer, httpHandler } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { type DryRunOutcome, dryRun } from '#shared/selection/dry-run.ts';
import { DRY_RUN_FAULTS, DRY_RUN_FIELDS, dryRunBodySchema } from '#shared/selection/dry-run-body.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { dryRunDependencies } from './dependencies.ts';

const deps = dryRunDependencies();
const logger = new Logger();

const may = { act: 'dry-run', roles: ['officer', 'approver', 'auditor'] } as const;
const tried = officersAct(deps.audit, may, async (event, within) => {
  const parsed = parseBody(dryRunBodySchema, DRY_RUN_FIELDS, event);
  if ('problem' in parsed) return parsed;
  const waveId = waveIdSchema.safeParse(event.pathParameters?.['waveId']);
  if (!waveId.success) return { problem: 'unknown-wave' };
  const result = await within(
    waveId.data,
    () => dryRun(deps, { waveId: waveId.data, body: parsed.body }),
    (done) => (done.outcome === 'tried' ? { planHash: done.result.planHash } : {}),
  );
  logger.info('plan tried', { waveId: waveId.data, outcome: result.outcome });
  return answerTo(result);
});
export const handler = httpHandler(tried, logger);

function answerTo(result: DryRunOutcome): Answer {
  switch (result.outcome) {
    case 'tried':
      return { status: 200, json: result.result };
    case 'unknownWave':
      return { problem: 'unknown-wave' };
    case 'faulty':
      return {
        problem: 'invalid-fields',
        faults: result.faults.map(({ pointer, message }) => ({ pointer, detail: DRY_RUN_FAULTS[message] })),
      };
    case 'beaconNotAvailable':
      logger.warn('the beacon gave no round', { reason: result.reason });
      return { problem: 'beacon-not-available' };
  }
}
