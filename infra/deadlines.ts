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
import { Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import { SHARD_GROUPS } from '#shared/shards.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { NoticeDelivery } from './notice-delivery.ts';
import type { Stores } from './stores.ts';
import { endedUnfinished, MAX_CONCURRENCY, workflowRole, workflowTask } from './workflow-parts.ts';

/**
 * A day of a published wave some of whose places are still to be used: those whose deadline has passed come back, in sixteen groups of
 * sixteen shards; when none is left to be used, the wave says so. Input `{"waveId": "2020-04", "day": "2020-09-12"}`. Every step can be repeated, so
 * a failed execution can be started again from the beginning, and the next day's does what it left. 7 history events a group, 112 in all.
 */
export class Deadlines extends Construct {
  readonly #machine: StateMachine;

  constructor(scope: Construct, id: string, stores: Stores, delivery: NoticeDelivery, deployment: Deployment) {
    super(scope, id);
    // A wave of 800,000 has 50,000 places in a group, of which some 4,000 come back on one day: half a minute of transactions.
    const tendPlaces = new GelombangFunction(
      this,
      'tend-places',
      { purpose: 'Takes back the places of one group of shards whose deadline has passed', timeoutSeconds: 900, memoryMb: 1024 },
      deployment,
    );
    stores.waves.grantGet(tendPlaces);
    stores.ledger.grantQuery(tendPlaces);
    stores.ledger.grantBook(tendPlaces);
    stores.recipients.grantBatchGet(tendPlaces);
    stores.recipients.grantMovePlace(tendPlaces);
    delivery.grantPublish(tendPlaces);

    const settleWave = new GelombangFunction(
      this,
      'settle-wave',
      { purpose: 'Notes on a wave that none of its places is still to be used', timeoutSeconds: 300, memoryMb: 1024 },
      deployment,
    );
    stores.waves.grantGet(settleWave);
    stores.waves.grantAdvance(settleWave);
    stores.appeals.grantQuery(settleWave);
    stores.ledger.grantQuery(settleWave);
    stores.ledger.grantBook(settleWave);
    stores.evidence.grantPublish(settleWave);
    stores.signing.grantRead(settleWave);

    const listGroups = new Pass(this, 'ListGroups', { result: Result.fromArray([...SHARD_GROUPS]), resultPath: '$.groups' });
    const tendGroups = new MapState(this, 'TendGroups', {
      itemsPath: '$.groups',
      itemSelector: { waveId: JsonPath.stringAt('$.waveId'), group: JsonPath.stringAt('$$.Map.Item.Value') },
      maxConcurrency: MAX_CONCURRENCY,
      resultPath: JsonPath.DISCARD,
    }).itemProcessor(workflowTask(this, 'TendPlaces', tendPlaces), { mode: ProcessorMode.INLINE });
    const settle = workflowTask(this, 'SettleWave', settleWave, {
      payload: { waveId: JsonPath.stringAt('$.waveId') },
      resultPath: JsonPath.DISCARD,
    });
    const done = new Succeed(this, 'DayDone');

    this.#machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(listGroups.next(tendGroups).next(settle).next(done)),
      tracingEnabled: true,
      role: workflowRole(this, 'The workflow of a day: calls its steps and traces', [tendPlaces, settleWave]),
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'A standard machine keeps every event of an execution for 90 days by itself, and its steps log for as long as the stage says; a log would need rights over all log groups of the account.',
    });
  }

  grantStart(fn: GelombangFunction): void {
    fn.allow(['states:StartExecution'], [this.#machine.stateMachineArn]);
    fn.tell(ENVIRONMENT.deadlinesStateMachine, this.#machine.stateMachineArn);
  }

  /** Executions that have ended before all places of their day were seen to, a minute. */
  endedUnfinished(): IMetric {
    return endedUnfinished(this.#machine);
  }
}
