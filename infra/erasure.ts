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
import { SHARDS } from '#shared/shards.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { Stores } from './stores.ts';
import { endedUnfinished, MAX_CONCURRENCY, workflowRole, workflowTask } from './workflow-parts.ts';

/**
 * The erasure of one wave: when the stage's period after its publication is over, the sealed details of everybody who was not selected are
 * erased shard by shard, and the wave says so. Input `{"waveId": "2020-04"}`. Every step can be repeated, so a failed execution can be
 * started again from the beginning. 7 history events a shard, 1,792 in all.
 */
export class Erasure extends Construct {
  readonly #machine: StateMachine;
  readonly #retentionSeconds: string;

  constructor(scope: Construct, id: string, stores: Stores, deployment: Deployment) {
    super(scope, id);
    this.#retentionSeconds = String(deployment.stage.sealedRetention.toSeconds());

    const eraseShard = new GelombangFunction(
      this,
      'erase-shard',
      { purpose: 'Erases the sealed details of those in one shard who were not selected', timeoutSeconds: 900, memoryMb: 512 },
      deployment,
    );
    stores.waves.grantGet(eraseShard);
    stores.registrations.grantEraseSealed(eraseShard);
    stores.appeals.grantEraseText(eraseShard);
    stores.evidence.grantReadEvidence(eraseShard);
    this.#tellPeriod(eraseShard);

    const finishErasure = new GelombangFunction(
      this,
      'finish-erasure',
      { purpose: 'Notes on a wave that its erasure is complete', timeoutSeconds: 10, memoryMb: 256 },
      deployment,
    );
    stores.waves.grantGet(finishErasure);
    stores.waves.grantAdvance(finishErasure);
    this.#tellPeriod(finishErasure);

    const listShards = new Pass(this, 'ListShards', { result: Result.fromArray([...SHARDS]), resultPath: '$.shards' });
    const eraseShards = new MapState(this, 'EraseShards', {
      itemsPath: '$.shards',
      itemSelector: { waveId: JsonPath.stringAt('$.waveId'), shard: JsonPath.stringAt('$$.Map.Item.Value') },
      maxConcurrency: MAX_CONCURRENCY,
      resultPath: JsonPath.DISCARD,
    }).itemProcessor(workflowTask(this, 'EraseShard', eraseShard), { mode: ProcessorMode.INLINE });
    const finish = workflowTask(this, 'FinishErasure', finishErasure, {
      payload: { waveId: JsonPath.stringAt('$.waveId') },
      resultPath: JsonPath.DISCARD,
    });
    const erased = new Succeed(this, 'Erased');

    this.#machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(listShards.next(eraseShards).next(finish).next(erased)),
      tracingEnabled: true,
      role: workflowRole(this, 'The erasure workflow: calls its steps and traces', [eraseShard, finishErasure]),
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'A standard machine keeps every event of an execution for 90 days by itself, and its steps log for as long as the stage says; a log would need rights over all log groups of the account.',
    });
  }

  grantStart(fn: GelombangFunction): void {
    fn.allow(['states:StartExecution'], [this.#machine.stateMachineArn]);
    fn.tell(ENVIRONMENT.erasureStateMachine, this.#machine.stateMachineArn);
    this.#tellPeriod(fn);
  }

  /** Executions that have ended before all was erased, a minute. */
  endedUnfinished(): IMetric {
    return endedUnfinished(this.#machine);
  }

  #tellPeriod(fn: GelombangFunction): void {
    fn.tell(ENVIRONMENT.sealedRetentionSeconds, this.#retentionSeconds);
  }
}
