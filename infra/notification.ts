import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnParameter } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT, NOTICES_TO } from '#shared/names.ts';
import { SHARDS } from '#shared/shards.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import { ListMapFinish } from './list-map-finish.ts';
import type { NoticeDelivery } from './notice-delivery.ts';
import type { Stores } from './stores.ts';

/**
 * Shards at once. A shard gives some hundred notices a second to a bus that hands over 750 a second in Jakarta ("Amazon EventBridge quotas"),
 * and what it hands over waits for KMS and SNS: more shards at once would only wait there.
 */
const SHARDS_AT_ONCE = 8;

/**
 * The notification of one wave: notices of everybody's result are put on the bus shard by shard, and the wave says so. Input
 * `{"waveId": "2020-04"}`. Every step can be repeated, so a failed execution can be started again from the beginning. 7 history events a
 * shard, 1,792 in all.
 */
export class Notification extends Construct {
  readonly #workflow: ListMapFinish;

  constructor(scope: Construct, id: string, stores: Stores, delivery: NoticeDelivery, deployment: Deployment) {
    super(scope, id);
    const notifyShard = new GelombangFunction(
      this,
      'notify-shard',
      { purpose: 'Puts notices of the results of one shard on the bus', timeoutSeconds: 900, memoryMb: 512 },
      deployment,
    );
    stores.waves.grantGet(notifyShard);
    stores.registrations.grantQuery(notifyShard);
    stores.evidence.grantReadEvidence(notifyShard);
    delivery.grantPublish(notifyShard);
    const noticesTo = new CfnParameter(this, 'NoticesTo', {
      type: 'String',
      default: deployment.stage.noticesTo,
      allowedValues: [...NOTICES_TO],
      description: 'Who is told the result of a wave by message; each message is paid for',
    });
    noticesTo.overrideLogicalId('NoticesTo');
    notifyShard.tell(ENVIRONMENT.noticesTo, noticesTo.valueAsString);

    const finishNotification = new GelombangFunction(
      this,
      'finish-notification',
      { purpose: 'Notes on a wave that notices of its results are on their way', timeoutSeconds: 10, memoryMb: 256 },
      deployment,
    );
    stores.waves.grantGet(finishNotification);
    stores.waves.grantAdvance(finishNotification);

    this.#workflow = new ListMapFinish(this, {
      cut: { each: 'shard', all: SHARDS },
      step: notifyShard,
      finish: finishNotification,
      atOnce: SHARDS_AT_ONCE,
      states: { list: 'ListShards', map: 'NotifyShards', step: 'NotifyShard', finish: 'FinishNotification', done: 'Notified' },
      description: 'The notification workflow: calls its steps and traces',
    });
  }

  grantStart(fn: GelombangFunction): void {
    this.#workflow.grantStart(fn, ENVIRONMENT.notificationStateMachine);
  }

  /** Executions that have ended before all notices were on their way, a minute. */
  endedUnfinished(): IMetric {
    return this.#workflow.endedUnfinished();
  }
}
