import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  DefinitionBody,
  type IChainable,
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
import type { Construct } from 'constructs';
import type { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { endedUnfinished, workflowRole, workflowTask } from './workflow-parts.ts';

/** What a wave is cut into, and what the list of that is called. */
type Cut = { readonly each: 'shard' | 'group'; readonly all: readonly string[] };

export type ListMapFinishParts = {
  readonly cut: Cut;
  readonly step: GelombangFunction;
  /** What else comes between the parts and the end. */
  readonly between?: { chain(then: IChainable): IChainable; readonly called: readonly GelombangFunction[] };
  readonly finish: GelombangFunction;
  /** Parts under way at once. */
  readonly atOnce: number;
  /** The states, in their order; their names are in the history of executions and in the runbook. */
  readonly states: {
    readonly list: string;
    readonly map: string;
    readonly step: string;
    readonly finish: string;
    readonly done: string;
  };
  /** Of its role. */
  readonly description: string;
};

/**
 * A workflow of one wave: a step for each part of it, then one that notes that all are done. Input `{"waveId": "2020-04"}`, and what else
 * its starter says, which the steps don't see. It is made in the scope itself. 7 history events a part.
 */
export class ListMapFinish {
  readonly #machine: StateMachine;

  constructor(scope: Construct, { cut, step, between, finish, atOnce, states, description }: ListMapFinishParts) {
    const parts = `$.${cut.each}s`;
    const waveId = JsonPath.stringAt('$.waveId');
    const list = new Pass(scope, states.list, { result: Result.fromArray([...cut.all]), resultPath: parts });
    const map = new MapState(scope, states.map, {
      itemsPath: parts,
      itemSelector: { waveId, [cut.each]: JsonPath.stringAt('$$.Map.Item.Value') },
      maxConcurrency: atOnce,
      resultPath: JsonPath.DISCARD,
    }).itemProcessor(workflowTask(scope, states.step, step), { mode: ProcessorMode.INLINE });
    const last = workflowTask(scope, states.finish, finish, { payload: { waveId }, resultPath: JsonPath.DISCARD });
    const end = last.next(new Succeed(scope, states.done));

    this.#machine = new StateMachine(scope, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(list.next(map).next(between ? between.chain(end) : end)),
      tracingEnabled: true,
      role: workflowRole(scope, description, [step, ...(between?.called ?? []), finish]),
    });
    Validations.of(scope).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'A standard machine keeps every event of an execution for 90 days by itself, and its steps log for as long as the stage says; a log would need rights over all log groups of the account.',
    });
  }

  /** Lets a function start it. @param tellAs the name of the variable that says where it is */
  grantStart(fn: GelombangFunction, tellAs: (typeof ENVIRONMENT)[keyof typeof ENVIRONMENT]): void {
    fn.allow(['states:StartExecution'], [this.#machine.stateMachineArn]);
    fn.tell(tellAs, this.#machine.stateMachineArn);
  }

  /** Executions that have ended before all was done, a minute. */
  endedUnfinished(): IMetric {
    return endedUnfinished(this.#machine);
  }
}
