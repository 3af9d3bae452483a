import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT, NOTICE_KINDS, NOTICE_SOURCE } from '#shared/names.ts';
import { DeadLetters } from './dead-letters.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { Stores } from './stores.ts';

/** Longer a result is no news; Lambda itself keeps an event that it has no environment for at most as long. */
const LONGEST_UNDELIVERED = Duration.hours(6);

/** The bus on which notices travel, and the function that makes messages of them. What can't be delivered lies in a dead-letter queue. */
export class NoticeDelivery extends Construct {
  /** Notices that the bus could not hand over, and those that the function has failed at. */
  readonly deadLetters = new DeadLetters(this, 'DeadLetters');
  readonly #bus: EventBus;

  constructor(scope: Construct, id: string, stores: Stores, deployment: Deployment) {
    super(scope, id);
    this.#bus = new EventBus(this, 'Bus', {
      eventBusName: `gelombang-${deployment.stage.name}-notices`,
      description: 'Gelombang: what applicants are to be told',
    });

    const deliver = new GelombangFunction(
      this,
      'deliver-notice',
      {
        purpose: 'Delivers a notice to an applicant, once',
        // Half of the lease under which it takes a notice (shared/notifications/deliver-notice.ts).
        timeoutSeconds: 30,
        memoryMb: 512,
        deadLetters: this.deadLetters.queue,
        eventAge: LONGEST_UNDELIVERED,
      },
      deployment,
    );
    stores.waves.grantGet(deliver);
    stores.registrations.grantGet(deliver);
    stores.sealingKeys.grantOpen(deliver);
    stores.audit.grantAppendOpenings(deliver);
    stores.deliveries.grantDeliver(deliver);
    stores.recipients.grantNotify(deliver);
    this.#allowMessages(deliver);

    new Rule(this, 'EachNotice', {
      eventBus: this.#bus,
      description: 'Hands each notice to the function that delivers it',
      eventPattern: { source: [NOTICE_SOURCE], detailType: [...NOTICE_KINDS] },
      targets: [
        new LambdaFunction(deliver.lambda, {
          // Of handing over; what the function fails at Lambda tries again itself.
          retryAttempts: 185,
          maxEventAge: LONGEST_UNDELIVERED,
          deadLetterQueue: this.deadLetters.queue,
        }),
      ],
    });
  }

  /** Lets the function put notices on the bus, and no other events. */
  grantPublish(fn: GelombangFunction): void {
    fn.allow(['events:PutEvents'], [this.#bus.eventBusArn], { StringEquals: { 'events:source': NOTICE_SOURCE } });
    fn.tell(ENVIRONMENT.noticeBus, this.#bus.eventBusName);
  }

  /** Notices that nobody was told of, to be looked at. */
  undelivered(): IMetric {
    return this.deadLetters.waiting();
  }

  /** A phone number is no resource that a policy could name, so the right is to everything but topics. */
  #allowMessages(fn: GelombangFunction): void {
    fn.allow(['sns:Publish'], ['*']);
    fn.lambda.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['sns:Publish'],
        resources: [Stack.of(this).formatArn({ service: 'sns', region: '*', account: '*', resource: '*' })],
      }),
    );
  }
}
