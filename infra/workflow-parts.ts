import { type IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type RetryProps, type StateMachine, TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Duration, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { SHARDS_AT_ONCE } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { RETRY_LAMBDA_FAULTS, RETRY_TRANSIENT } from './selection-retries.ts';

/** What an inline Map runs at once. */
export const MAX_CONCURRENCY = SHARDS_AT_ONCE;

// The function's own timeout must come first, since it says what happened; a start may take some seconds.
const TASK_TIMEOUT_MARGIN_SECONDS = 30;

export type TaskShape = {
  readonly payload?: Record<string, unknown>;
  readonly resultPath?: string;
  /** Beside the two that every task has. */
  readonly retries?: readonly RetryProps[];
};

/** A step of a workflow: calls one function, and tries again what passes by itself. */
export function workflowTask(scope: Construct, id: string, step: GelombangFunction, io: TaskShape = {}): LambdaInvoke {
  const task = new LambdaInvoke(scope, id, {
    lambdaFunction: step.lambda,
    payloadResponseOnly: true,
    ...(io.payload && { payload: TaskInput.fromObject(io.payload) }),
    ...(io.resultPath && { resultPath: io.resultPath }),
    taskTimeout: Timeout.duration(Duration.seconds(step.timeoutSeconds + TASK_TIMEOUT_MARGIN_SECONDS)),
    retryOnServiceExceptions: false,
  });
  for (const retry of [...(io.retries ?? []), RETRY_TRANSIENT, RETRY_LAMBDA_FAULTS]) task.addRetry(retry);
  return task;
}

/** Its policies say all that a workflow needs; the tasks would add every version of each function. */
export function workflowRole(scope: Construct, description: string, called: readonly GelombangFunction[]): IRole {
  Validations.of(scope).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'X-Ray has no resources that a policy could name; a test lists all wildcards of the template.',
  });
  const role = new Role(scope, 'Role', {
    description,
    assumedBy: new ServicePrincipal('states.amazonaws.com'),
    inlinePolicies: {
      CallTheSteps: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: called.map((fn) => fn.lambda.functionArn) }),
        ],
      }),
      Trace: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
            // X-Ray has no resources to name.
            resources: ['*'],
          }),
        ],
      }),
    },
  });
  return role.withoutPolicyUpdates();
}

/** Executions of a machine that have ended without success, a minute. */
export function endedUnfinished(machine: StateMachine): IMetric {
  const a = { statistic: Stats.SUM, period: Duration.minutes(1) };
  return new MathExpression({
    expression: 'SUM([FILL(failed, 0), FILL(timedOut, 0), FILL(aborted, 0)])',
    label: 'executions ended unfinished',
    usingMetrics: { failed: machine.metricFailed(a), timedOut: machine.metricTimedOut(a), aborted: machine.metricAborted(a) },
    period: a.period,
  });
}
