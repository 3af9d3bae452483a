import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { COUNTED_MESSAGES, ENVIRONMENT } from '#shared/names.ts';
import { CountedLines } from './counted-lines.ts';
import { DeadLetters } from './dead-letters.ts';
import type { Deadlines } from './deadlines.ts';
import type { Deployment } from './deployment.ts';
import type { Erasure } from './erasure.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { Notification } from './notification.ts';
import type { Opening } from './opening.ts';
import type { SelectionWorkflow } from './selection-workflow.ts';
import type { Stores } from './stores.ts';

/** Looks each minute whether a selection, a notification, an erasure or a day of deadlines is due, and starts it under a name that makes twice once; freezes the plans of waves that have opened, and makes ready what an opening needs. */
export class WaveClock extends Construct {
  /** What the schedule could not deliver, and what the clock has failed at. */
  readonly deadLetters = new DeadLetters(this, 'DeadLetters');
  readonly #clock: GelombangFunction;
  readonly #late: CountedLines;

  constructor(
    scope: Construct,
    id: string,
    stores: Stores,
    workflows: {
      readonly selection: SelectionWorkflow;
      readonly notification: Notification;
      readonly erasure: Erasure;
      readonly deadlines: Deadlines;
    },
    opening: Opening,
    deployment: Deployment,
  ) {
    super(scope, id);
    const clock = new GelombangFunction(
      this,
      'wave-clock',
      {
        purpose: 'Starts the selections, notifications and erasures that are due and freezes the plans of open waves',
        timeoutSeconds: 30,
        memoryMb: 256,
        // The schedule calls without waiting: it would never learn of a failure.
        deadLetters: this.deadLetters.queue,
      },
      deployment,
    );
    this.#clock = clock;
    this.#late = new CountedLines(this, 'LateSelections', clock.logGroup, `{ $.message = "${COUNTED_MESSAGES.selectionLate}" }`);
    stores.waves.grantList(clock);
    stores.waves.grantGet(clock);
    stores.waves.grantAdvance(clock);
    for (const workflow of Object.values(workflows)) workflow.grantStart(clock);
    stores.ledger.grantBookGrant(clock);
    opening.grantKeepReady(clock);
    stores.evidence.grantPublish(clock);
    stores.signing.grantRead(clock);
    clock.tell(ENVIRONMENT.settleSeconds, String(deployment.stage.settleSeconds));

    const role = new Role(this, 'SchedulerRole', {
      description: `gelombang-${deployment.stage.name}: the schedule that calls the wave clock`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        CallTheWaveClock: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [clock.lambda.functionArn] })],
        }),
        KeepWhatFailed: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queue.queueArn] })],
        }),
      },
    });
    new Schedule(this, 'EachMinute', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      description: 'Starts the selections that are due',
      target: new LambdaInvoke(clock.lambda, {
        // Not the default of 185 attempts in 24 hours: the next tick comes after a minute and looks at everything again.
        retryAttempts: 2,
        maxEventAge: Duration.seconds(60),
        deadLetterQueue: this.deadLetters.queue,
        // The policies above are all it needs; the target would add the function's versions.
        role: role.withoutPolicyUpdates(),
      }),
    });
  }

  /** How often it was called in five minutes: five times, if all is well. */
  calls(): Metric {
    return this.#clock.lambda.metricInvocations({ statistic: Stats.SUM, period: Duration.minutes(5) });
  }

  /** Calls that failed, a minute. */
  failures(): Metric {
    return this.#clock.lambda.metricErrors({ statistic: Stats.SUM, period: Duration.minutes(1) });
  }

  /** One a minute for as long as a wave should have been published and is not. */
  lateSelections(): Metric {
    return this.#late.metric;
  }
}
