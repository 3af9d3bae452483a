import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  DefinitionBody,
  JsonPath,
  Map as MapState,
  Pass,
  ProcessorMode,
  Result,
  StateMachine,
  StateMachineType,
  Succeed,
} from 'aws-cdk-lib/aws-stepfunctions';
import { CfnParameter, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT, NOTICES_TO } from '#shared/names.ts';
import { SHARDS } from '#shared/shards.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { NoticeDelivery } from './notice-delivery.ts';
import type { Stores } from './stores.ts';
import { endedUnfinished, workflowRole, workflowTask } from './workflow-parts.ts';

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
  readonly #machine: StateMachine;

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

    const listShards = new Pass(this, 'ListShards', { result: Result.fromArray([...SHARDS]), resultPath: '$.shards' });
    const notifyShards = new MapState(this, 'NotifyShards', {
      itemsPath: '$.shards',
      itemSelector: { waveId: JsonPath.stringAt('$.waveId'), shard: JsonPath.stringAt('$$.Map.Item.Value') },
      maxConcurrency: SHARDS_AT_ONCE,
      resultPath: JsonPath.DISCARD,
    }).itemProcessor(workflowTask(this, 'NotifyShard', notifyShard), { mode: ProcessorMode.INLINE });
    const finish = workflowTask(this, 'FinishNotification', finishNotification, {
      payload: { waveId: JsonPath.stringAt('$.waveId') },
      resultPath: JsonPath.DISCARD,
    });
    const notified = new Succeed(this, 'Notified');

    this.#machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(listShards.next(notifyShards).next(finish).next(notified)),
      tracingEnabled: true,
      role: workflowRole(this, 'The notification workflow: calls its steps and traces', [notifyShard, finishNotification]),
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'A standard machine keeps every event of an execution for 90 days by itself, and its steps log for as long as the stage says; a log would need rights over all log groups of the account.',
    });
  }

  grantStart(fn: GelombangFunction): void {
    fn.allow(['states:StartExecution'], [this.#machine.stateMachineArn]);
    fn.tell(ENVIRONMENT.notificationStateMachine, this.#machine.stateMachineArn);
  }

  /** Executions that have ended before all notices were on their way, a minute. */
  endedUnfinished(): IMetric {
    return endedUnfinished(this.#machine);
  }
}
