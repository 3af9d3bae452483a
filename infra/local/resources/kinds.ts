import type { World } from '../world.ts';
import { dynamodbGlobalTable, dynamodbTable } from './dynamodb-table.ts';
import { eventBus } from './event-bus.ts';
import { eventRule } from './event-rule.ts';
import { httpApiAuthorizer, httpApiIntegration, httpApiItself, httpApiRoute, httpApiStage } from './http-api.ts';
import { kmsKey } from './kms-key.ts';
import { lambdaAlias, lambdaVersion } from './lambda-alias.ts';
import { lambdaFunction } from './lambda-function.ts';
import type { ResourceKind } from './resource-kind.ts';
import { s3Bucket } from './s3-bucket.ts';
import { schedule } from './schedule.ts';
import { secret } from './secret.ts';
import { stateMachine } from './state-machine.ts';
import { userPool, userPoolClient, userPoolDomain, userPoolGroup } from './user-pool.ts';

/** All resource types that run locally, in the order in which they are started: what others call comes first. */
export const RESOURCE_KINDS: readonly ResourceKind<World>[] = [
  dynamodbTable,
  dynamodbGlobalTable,
  s3Bucket,
  secret,
  kmsKey,
  userPool,
  userPoolClient,
  userPoolGroup,
  userPoolDomain,
  lambdaFunction,
  lambdaVersion,
  lambdaAlias,
  stateMachine,
  eventBus,
  eventRule,
  httpApiItself,
  httpApiStage,
  httpApiAuthorizer,
  httpApiIntegration,
  httpApiRoute,
  schedule,
];
