import { Logger } from '@aws-lambda-powertools/logger';
import { environment } from '#shared/lambda/environment.ts';
import { startDependencies } from '#shared/lambda/start-dependencies.ts';
import { startDueSelections } from '#shared/selection/start-selection.ts';

const deps = startDependencies(environment('wavesTable', 'selectionStateMachine', 'settleSeconds'));
const logger = new Logger();

/** Each minute: starts the selections that are due. */
export async function handler(): Promise<void> {
  const running = await startDueSelections(deps);
  if (running.length > 0) logger.info('selections under way', { waves: running });
}
