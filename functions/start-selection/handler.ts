import { Logger } from '@aws-lambda-powertools/logger';
import { environment } from '#shared/lambda/environment.ts';
import { type Answer, httpHandler } from '#shared/lambda/http-handler.ts';
import { hasRole } from '#shared/lambda/roles.ts';
import { startDependencies } from '#shared/lambda/start-dependencies.ts';
import { type StartOutcome, startSelection } from '#shared/selection/start-selection.ts';

const deps = startDependencies(environment('wavesTable', 'selectionStateMachine', 'settleSeconds'));
const logger = new Logger();

export const handler = httpHandler(async (event) => {
  if (!hasRole(event, 'officer')) return { problem: 'forbidden' };
  const waveId = event.pathParameters?.['waveId'] ?? '';
  const result = await startSelection(deps, { waveId });
  logger.info('selection asked for by hand', { outcome: result.outcome });
  return answerTo(waveId, result);
}, logger);

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
