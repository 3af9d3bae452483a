import { Logger } from '@aws-lambda-powertools/logger';
import { startDueDeadlines } from '#shared/deadlines/start-deadlines.ts';
import { COUNTED_MESSAGES } from '#shared/names.ts';
import { startDueNotifications } from '#shared/notifications/start-notifications.ts';
import { keepReady } from '#shared/opening/keep-ready.ts';
import { startDueErasures } from '#shared/retention/start-erasures.ts';
import { freezeOpenPlans } from '#shared/selection/freeze-plan.ts';
import { lateSelections } from '#shared/selection/late-selections.ts';
import { publishMissingAttempts } from '#shared/selection/publish-attempts.ts';
import { startDueSelections } from '#shared/selection/start-selection.ts';
import { waveClockDependencies } from './dependencies.ts';

const deps = waveClockDependencies();
const logger = new Logger();

/**
 * Each minute: starts the selections, notifications and erasures that are due, and freezes the plans of waves that have opened; publishes a last file that
 * was left out; makes ready what an opening needs; starts the day of waves whose places are to be reminded of or come back; says which waves should have been published long ago.
 */
export async function handler(): Promise<void> {
  const work = [
    startDueSelections(deps),
    freezeOpenPlans(deps),
    lateSelections(deps),
    startDueErasures(deps),
    publishMissingAttempts(deps),
    keepReady(deps),
    startDueDeadlines(deps),
    startDueNotifications(deps),
  ] as const;
  const results = await Promise.allSettled(work);
  const [started, , late, erasing, , , , notifying] = results;
  if (started.status === 'fulfilled' && started.value.length > 0) logger.info('selections under way', { waves: started.value });
  if (late.status === 'fulfilled' && late.value.length > 0) logger.error(COUNTED_MESSAGES.selectionLate, { waves: late.value });
  if (erasing.status === 'fulfilled' && erasing.value.length > 0) logger.info('erasures under way', { waves: erasing.value });
  if (notifying.status === 'fulfilled' && notifying.value.length > 0)
    logger.info('notifications under way', { waves: notifying.value });
  const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
  if (failures.length > 0) throw new AggregateError(failures, 'the wave clock could not do all it had to');
}
