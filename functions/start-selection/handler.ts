import { Logger } from '@aws-lambda-powertools/logger';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { type Answer, httpHandler } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { startDependencies } from '#shared/lambda/start-dependencies.ts';
import { type StartOutcome, startSelection } from '#shared/selection/start-selection.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';

const names = environment('wavesTable', 'ledgerTable', 'selectionStateMachine', 'settleSeconds', 'auditTable');
const deps = startDependencies(names);
const audit = auditLog(documentClient(), names);
const logger = new Logger();

const started = officersAct(audit, { act: 'start-selection', roles: ['officer'] }, async (event, within) => {
  const { data: waveId } = waveIdSchema.safeParse(event.pathParameters?.['waveId']);
  if (waveId === undefined) return { problem: 'unknown-wave' };
  const result = await within(
    waveId,
    () => startSelection(deps, { waveId }),
    (done) => ('attempt' in done ? { attempt: done.attempt } : {}),
  );
  logger.info('selection asked for by hand', { outcome: result.outcome });
  return answerTo(waveId, result);
});
export const handler = httpHandler(started, logger);

function answerTo(waveId: string, result: StartOutcome): Answer {
  switch (result.outcome) {
    case 'started':
    case 'running':
      return { status: 202, json: { waveId, selection: result.outcome, attempt: result.attempt } };
    case 'published':
      return { status: 200, json: { waveId, selection: 'published', attempt: result.attempt } };
    case 'unknownWave':
      return { problem: 'unknown-wave' };
    case 'notDue':
      return { problem: 'selection-not-due' };
  }
}
