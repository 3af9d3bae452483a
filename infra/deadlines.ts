import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import { SHARD_GROUPS } from '#shared/shards.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import { ListMapFinish } from './list-map-finish.ts';
import type { NoticeDelivery } from './notice-delivery.ts';
import { RefillSteps } from './refill-steps.ts';
import type { SelectionSteps } from './selection-steps.ts';
import type { Stores } from './stores.ts';
import { MAX_CONCURRENCY } from './workflow-parts.ts';

/**
 * A day of a published wave some of whose places are still to be used: those whose deadline has passed come back, in sixteen groups of
 * sixteen shards, and are given to others if the wave's plan says so; when none is left to be used, the wave says so. Input `{"waveId": "2020-04", "day": "2020-09-12"}`. Every step can be repeated, so
 * a failed execution can be started again from the beginning, and the next day's does what it left. 7 history events a group, 112 in all.
 */
export class Deadlines extends Construct {
  readonly #workflow: ListMapFinish;

  constructor(
    scope: Construct,
    id: string,
    stores: Stores,
    selection: SelectionSteps,
    delivery: NoticeDelivery,
    deployment: Deployment,
  ) {
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

    this.#workflow = new ListMapFinish(this, {
      cut: { each: 'group', all: SHARD_GROUPS },
      step: tendPlaces,
      between: new RefillSteps(this, 'Refill', stores, selection, delivery, deployment),
      finish: settleWave,
      atOnce: MAX_CONCURRENCY,
      states: { list: 'ListGroups', map: 'TendGroups', step: 'TendPlaces', finish: 'SettleWave', done: 'DayDone' },
      description: 'The workflow of a day: calls its steps and traces',
    });
  }

  grantStart(fn: GelombangFunction): void {
    this.#workflow.grantStart(fn, ENVIRONMENT.deadlinesStateMachine);
  }

  /** Executions that have ended before all places of their day were seen to, a minute. */
  endedUnfinished(): IMetric {
    return this.#workflow.endedUnfinished();
  }
}
