import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { environment, secondsToMs } from '#shared/lambda/environment.ts';
import { signingKeyReader } from '#shared/lambda/signing-key-reader.ts';
import { startDependencies } from '#shared/lambda/start-dependencies.ts';
import { capacityStore } from '#shared/opening/capacity-store.ts';
import { openingNeedsOf } from '#shared/opening/opening-needs.ts';
import { startOnce } from '#shared/selection/executions-store.ts';

export function waveClockDependencies() {
  const names = environment(
    'wavesTable',
    'ledgerTable',
    'deadlinesStateMachine',
    'registrationsTable',
    'registerFunction',
    'openingNeeds',
    'selectionStateMachine',
    'erasureStateMachine',
    'notificationStateMachine',
    'settleSeconds',
    'sealedRetentionSeconds',
    'evidenceBucket',
    'signingSecret',
  );
  return {
    ...startDependencies(names),
    evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
    signingKey: signingKeyReader(new AwsJsonClient(SECRETS_MANAGER), names.signingSecret),
    startDeadlines: startOnce(new SFNClient({}), names.deadlinesStateMachine),
    startErasure: startOnce(new SFNClient({}), names.erasureStateMachine),
    startNotification: startOnce(new SFNClient({}), names.notificationStateMachine),
    retentionMs: secondsToMs(names.sealedRetentionSeconds),
    capacity: capacityStore({ lambda: new LambdaClient({}), dynamodb: new DynamoDBClient({}) }, names),
    needs: openingNeedsOf(names.openingNeeds),
  };
}
