import {
  type Chain,
  Choice,
  Condition,
  type IChainable,
  JsonPath,
  Map as MapState,
  Pass,
  ProcessorMode,
  Result,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { SelectionSteps } from './selection-steps.ts';
import { MAX_CONCURRENCY, workflowTask } from './workflow-parts.ts';

/**
 * Draws and awards in rounds until a draw takes nobody, for the wave that the input names.
 * @param of what else both steps are told: of which refill the rounds are
 * @returns the chain, which ends with `then`, and its step that draws
 */
export function drawInRounds(
  scope: Construct,
  steps: Pick<SelectionSteps, 'draw' | 'awardBatch'>,
  of: Record<string, unknown>,
  then: IChainable,
): { rounds: Chain; draw: LambdaInvoke } {
  const startRounds = new Pass(scope, 'StartRounds', { result: Result.fromObject({ nextRound: 0 }), resultPath: '$.draw' });
  const draw = workflowTask(scope, 'Draw', steps.draw, {
    payload: { waveId: JsonPath.stringAt('$.waveId'), ...of, round: JsonPath.numberAt('$.draw.nextRound') },
    resultPath: '$.draw',
  });
  const awardBatches = new MapState(scope, 'AwardBatches', {
    itemsPath: '$.draw.batches',
    itemSelector: {
      waveId: JsonPath.stringAt('$.waveId'),
      ...of,
      round: JsonPath.numberAt('$.draw.round'),
      shards: JsonPath.listAt('$$.Map.Item.Value'),
    },
    maxConcurrency: MAX_CONCURRENCY,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(workflowTask(scope, 'AwardBatch', steps.awardBatch), { mode: ProcessorMode.INLINE });
  const anyWinners = new Choice(scope, 'AnyWinners')
    .when(Condition.numberGreaterThan('$.draw.winners', 0), awardBatches.next(draw))
    .otherwise(then);
  return { rounds: startRounds.next(draw).next(anyWinners), draw };
}
