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
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { ArnFormat, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { RETRYABLE } from '#shared/errors.ts';
import { ENVIRONMENT } from '#shared/names.ts';
import { SHARDS } from '#shared/shards.ts';
import { drawInRounds } from './draw-in-rounds.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { BEACON_OUTAGE_PAUSE, RETRY_BEACON, RETRY_TOO_CLOSE_TO_BEACON } from './selection-retries.ts';
import type { SelectionSteps } from './selection-steps.ts';
import { endedUnfinished, MAX_CONCURRENCY, workflowRole, workflowTask } from './workflow-parts.ts';

/**
 * The selection of one wave: screen the 256 shards, commit the entrants, wait for the beacon, then draw and award in rounds until no
 * place or no entry is left, and publish. A beacon that is silent is waited for. Input `{"waveId": "2020-04"}`. Every step can be repeated, so a failed execution can be
 * started again from the beginning.
 *
 * Screening makes 7 history events a shard, 1,792 in all, and an award round as many at most: some ten rounds of 256 batches fit
 * into the 25,000 events of one execution. The number of registrations makes no difference.
 */
export class SelectionWorkflow extends Construct {
  readonly #machine: StateMachine;

  constructor(scope: Construct, id: string, steps: SelectionSteps) {
    super(scope, id);

    const listShards = new Pass(this, 'ListShards', { result: Result.fromArray([...SHARDS]), resultPath: '$.shards' });

    const screenShards = new MapState(this, 'ScreenShards', {
      itemsPath: '$.shards',
      itemSelector: { waveId: JsonPath.stringAt('$.waveId'), shard: JsonPath.stringAt('$$.Map.Item.Value') },
      maxConcurrency: MAX_CONCURRENCY,
      resultPath: JsonPath.DISCARD,
    }).itemProcessor(workflowTask(this, 'ScreenShard', steps.screenShard), { mode: ProcessorMode.INLINE });

    const commitEntrants = workflowTask(this, 'CommitEntrants', steps.commitEntrants, {
      payload: { waveId: JsonPath.stringAt('$.waveId') },
      resultPath: '$.commitment',
      retries: [RETRY_TOO_CLOSE_TO_BEACON],
    });
    const waitForBeacon = new Wait(this, 'WaitForBeacon', { time: WaitTime.timestampPath('$.commitment.roundAt') });

    const publish = workflowTask(this, 'Publish', steps.publish, {
      payload: { waveId: JsonPath.stringAt('$.waveId') },
      resultPath: JsonPath.DISCARD,
    });
    const published = new Succeed(this, 'Published');

    const { draw, rounds } = drawInRounds(this, steps, {}, publish.next(published));
    // The plan's outage rule: the round that the commitment names decides, however long it takes to come.
    const waitOutTheOutage = new Wait(this, 'WaitOutTheOutage', { time: WaitTime.duration(BEACON_OUTAGE_PAUSE) });
    draw.addCatch(waitOutTheOutage.next(draw), { errors: [RETRYABLE.beaconNotAvailable], resultPath: JsonPath.DISCARD });
    draw.addRetry(RETRY_BEACON);
    const selection = listShards.next(screenShards).next(commitEntrants).next(waitForBeacon).next(rounds);

    const called = [steps.screenShard, steps.commitEntrants, steps.draw, steps.awardBatch, steps.publish];
    this.#machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(selection),
      tracingEnabled: true,
      role: workflowRole(this, 'The selection workflow: calls its steps and traces', called),
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'A standard machine keeps every event of an execution for 90 days by itself, its steps log for as long as the stage says and attempts.jsonl is kept for good; a log would need rights over all log groups of the account.',
    });
  }

  grantStart(fn: GelombangFunction): void {
    fn.allow(['states:StartExecution'], [this.#machine.stateMachineArn]);
    fn.tell(ENVIRONMENT.selectionStateMachine, this.#machine.stateMachineArn);
  }

  /** Sees how an execution goes. */
  grantDescribe(fn: GelombangFunction): void {
    fn.allowPattern(
      ['states:DescribeExecution'],
      [this.#executionsArn()],
      'Executions of this one machine, which are named when they start.',
    );
    fn.tell(ENVIRONMENT.selectionStateMachine, this.#machine.stateMachineArn);
  }

  /** Executions that have ended without a published wave, a minute. */
  endedUnfinished(): IMetric {
    return endedUnfinished(this.#machine);
  }

  /** Executions are named when they start, so the pattern covers all of this machine and of no other. */
  #executionsArn(): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.#machine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
