import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';
import type { Firewall } from './firewall.ts';
import type { Front } from './front.ts';
import { hurtAlarm } from './hurt-alarm.ts';
import type { Stage } from './stages.ts';

/**
 * What only the front sees: whoever is turned away here never reaches the API and its alarms. The front's metrics are in us-east-1 only, and an
 * alarm is sent to a topic of its own region: so there is a second one.
 */
export class FrontAlarms extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, firewall: Firewall, front: Front, stage: Stage) {
    super(scope, id);
    const { topic } = new AlarmTopic(this, 'AlarmTopic');
    this.topicArn = topic.topicArn;
    const target = { stage: stage.name, action: new SnsAction(topic) };
    hurtAlarm(
      this,
      'front-refusing',
      {
        who: 'Applicants may be among those whom the front turns away with 403, 413 or 429 (more than 5 % of all requests): a shared address is a crowd.',
        page: 'blocked-at-the-front',
        metric: new MathExpression({
          // A minute in which all are refused has no figure of those let through.
          expression: '100 * blocked / (blocked + FILL(allowed, 0))',
          label: 'per cent',
          usingMetrics: { blocked: firewall.blocked(), allowed: firewall.allowed() },
          period: Duration.minutes(1),
        }),
        above: 5,
        in: [3, 5],
      },
      target,
    );
    hurtAlarm(
      this,
      'front-failing',
      {
        who: 'Applicants, journalists and officers get errors from the front (more than 1 % of all requests), also where the API is not reached at all.',
        page: 'the-front-fails',
        metric: front.failed(),
        above: 1,
        in: [3, 5],
      },
      target,
    );
  }
}
