import { type Chain, Choice, Condition, type IChainable, JsonPath } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { drawInRounds } from './draw-in-rounds.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { NoticeDelivery } from './notice-delivery.ts';
import type { SelectionSteps } from './selection-steps.ts';
import type { Stores } from './stores.ts';
import { workflowTask } from './workflow-parts.ts';

/**
 * The part of a wave's day in which places that have come back are given to the next of the published order, where its plan says so: fix which
 * places they are, draw and award in rounds with the steps of the selection, publish who has got them.
 */
export class RefillSteps extends Construct {
  /** What the workflow calls here. */
  readonly called: readonly GelombangFunction[];
  readonly #begin: GelombangFunction;
  readonly #publish: GelombangFunction;
  readonly #selection: SelectionSteps;

  constructor(
    scope: Construct,
    id: string,
    stores: Stores,
    selection: SelectionSteps,
    delivery: NoticeDelivery,
    deployment: Deployment,
  ) {
    super(scope, id);
    this.#selection = selection;
    this.#begin = new GelombangFunction(
      this,
      'begin-refill',
      { purpose: 'Fixes which places that came back are given away again', timeoutSeconds: 300, memoryMb: 1024 },
      deployment,
    );
    stores.waves.grantGet(this.#begin);
    stores.waves.grantAdvance(this.#begin);
    stores.ledger.grantQuery(this.#begin);
    stores.ledger.grantBook(this.#begin);
    stores.evidence.grantWork(this.#begin);

    // As the draw: all entrants of a wave are held in memory.
    this.#publish = new GelombangFunction(
      this,
      'publish-refill',
      { purpose: 'Publishes who has got places that came back, and tells them', timeoutSeconds: 900, memoryMb: 3008 },
      deployment,
    );
    stores.waves.grantGet(this.#publish);
    stores.waves.grantAdvance(this.#publish);
    stores.ledger.grantGet(this.#publish);
    stores.ledger.grantBook(this.#publish);
    stores.evidence.grantWork(this.#publish);
    stores.signing.grantRead(this.#publish);
    delivery.grantPublish(this.#publish);
    this.called = [this.#begin, selection.draw, selection.awardBatch, this.#publish];
  }

  /** The chain for a workflow of the wave that its input names. @param then whatever comes next, with or without a refill */
  chain(then: IChainable): Chain {
    const waveId = JsonPath.stringAt('$.waveId');
    const refill = JsonPath.numberAt('$.refill.refill');
    const begin = workflowTask(this, 'BeginRefill', this.#begin, { payload: { waveId }, resultPath: '$.refill' });
    const publish = workflowTask(this, 'PublishRefill', this.#publish, {
      payload: { waveId, refill },
      resultPath: JsonPath.DISCARD,
    });
    const { rounds } = drawInRounds(this, this.#selection, { refill }, publish.next(then));
    return begin.next(
      new Choice(this, 'AnyRefill').when(Condition.numberGreaterThan('$.refill.refill', 0), rounds).otherwise(then),
    );
  }
}
