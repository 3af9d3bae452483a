import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import { SHARDS } from '#shared/shards.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import { ListMapFinish } from './list-map-finish.ts';
import type { Stores } from './stores.ts';
import { MAX_CONCURRENCY } from './workflow-parts.ts';

/**
 * The erasure of one wave: when the stage's period after its publication is over, the sealed details of everybody who was not selected are
 * erased shard by shard, and the wave says so. Input `{"waveId": "2020-04"}`. Every step can be repeated, so a failed execution can be
 * started again from the beginning. 7 history events a shard, 1,792 in all.
 */
export class Erasure extends Construct {
  readonly #workflow: ListMapFinish;
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

    this.#workflow = new ListMapFinish(this, {
      cut: { each: 'shard', all: SHARDS },
      step: eraseShard,
      finish: finishErasure,
      atOnce: MAX_CONCURRENCY,
      states: { list: 'ListShards', map: 'EraseShards', step: 'EraseShard', finish: 'FinishErasure', done: 'Erased' },
      description: 'The erasure workflow: calls its steps and traces',
    });
  }

  grantStart(fn: GelombangFunction): void {
    this.#workflow.grantStart(fn, ENVIRONMENT.erasureStateMachine);
    this.#tellPeriod(fn);
  }

  /** Executions that have ended before all was erased, a minute. */
  endedUnfinished(): IMetric {
    return this.#workflow.endedUnfinished();
  }

  #tellPeriod(fn: GelombangFunction): void {
    fn.tell(ENVIRONMENT.sealedRetentionSeconds, this.#retentionSeconds);
  }
}
