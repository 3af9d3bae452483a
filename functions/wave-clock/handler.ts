import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { environment, secondsToMs } from '#shared/lambda/environment.ts';
import { signingKeyReader } from '#shared/lambda/signing-key-reader.ts';
import { startDependencies } from '#shared/lambda/start-dependencies.ts';
import { COUNTED_MESSAGES } from '#shared/names.ts';
import { startDueErasures } from '#shared/retention/start-erasures.ts';
import { startOnce } from '#shared/selection/executions-store.ts';
import { freezeOpenPlans } from '#shared/selection/freeze-plan.ts';
import { lateSelections } from '#shared/selection/late-selections.ts';
import { publishMissingAttempts } from '#shared/selection/publish-attempts.ts';
import { startDueSelections } from '#shared/selection/start-selection.ts';

const names = environment(
  'wavesTable',
  'selectionStateMachine',
  'erasureStateMachine',
  'settleSeconds',
  'sealedRetentionSeconds',
  'evidenceBucket',
  'signingSecret',
);
const deps = {
  ...startDependencies(names),
  evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
  signingKey: signingKeyReader(new AwsJsonClient(SECRETS_MANAGER), names.signingSecret),
  startErasure: startOnce(new SFNClient({}), names.erasureStateMachine),
  retentionMs: secondsToMs(names.sealedRetentionSeconds),
};
const logger = new Logger();

/** Each minute: starts the selections and erasures that are due, and freezes the plans of waves that have opened; publishes a last file that was left out; says which should have been published long ago. */
export async function handler(): Promise<void> {
  const work = [
    startDueSelections(deps),
    freezeOpenPlans(deps),
    lateSelections(deps),
    startDueErasures(deps),
    publishMissingAttempts(deps),
  ] as const;
  const [started, frozen, late, erasing, completed] = await Promise.allSettled(work);
  if (started.status === 'fulfilled' && started.value.length > 0) logger.info('selections under way', { waves: started.value });
  if (late.status === 'fulfilled' && late.value.length > 0) logger.error(COUNTED_MESSAGES.selectionLate, { waves: late.value });
  if (erasing.status === 'fulfilled' && erasing.value.length > 0) logger.info('erasures under way', { waves: erasing.value });
  const failures = [started, frozen, late, erasing, completed]
    .filter((result) => result.status === 'rejected')
    .map(({ reason }) => reason);
  if (failures.length > 0) throw new AggregateError(failures, 'the wave clock could not do all it had to');
}
