import { Logger } from '@aws-lambda-powertools/logger';
import { startDueSelections } from '#shared/selection/start-selection.ts';
import { startDependencies } from './dependencies.ts';

const deps = startDependencies();
const logger = new Logger();

/** Each minute: starts the selections that are due. */
export async function handler(): Promise<void> {
  const running = await startDueSelections(deps);
  if (running.length > 0) logger.info('selections under way', { waves: running });
}
