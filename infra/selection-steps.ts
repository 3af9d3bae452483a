import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { RETRYABLE } from '#shared/errors.ts';
import { CountedLines } from './counted-lines.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { Stores } from './stores.ts';

/** The functions that the selection workflow calls, each with what it may touch. */
export class SelectionSteps extends Construct {
  readonly screenShard: GelombangFunction;
  readonly commitEntrants: GelombangFunction;
  readonly draw: GelombangFunction;
  readonly awardBatch: GelombangFunction;
  readonly publish: GelombangFunction;
  readonly #silentBeacon: CountedLines;

  constructor(scope: Construct, id: string, stores: Stores, deployment: Deployment) {
    super(scope, id);

    this.screenShard = new GelombangFunction(
      this,
      'screen-shard',
      { purpose: "Screens one shard's registrations and writes its entrants", timeoutSeconds: 300, memoryMb: 1024 },
      deployment,
    );
    stores.waves.grantGet(this.screenShard);
    stores.registrations.grantQuery(this.screenShard);
    stores.recipients.grantBatchGet(this.screenShard);
    stores.exclusions.grantBatchGet(this.screenShard);
    stores.checks.grantKeep(this.screenShard);
    stores.civilRegistry.grantUse(this.screenShard);
    stores.sealingKeys.grantOpen(this.screenShard);
    stores.audit.grantAppendOpenings(this.screenShard);
    stores.evidence.grantWork(this.screenShard);

    this.commitEntrants = new GelombangFunction(
      this,
      'commit-entrants',
      { purpose: 'Publishes the root of all entrants before the beacon speaks', timeoutSeconds: 300, memoryMb: 1024 },
      deployment,
    );
    stores.waves.grantGet(this.commitEntrants);
    stores.evidence.grantWork(this.commitEntrants);
    stores.signing.grantRead(this.commitEntrants);
    stores.beaconChain.grantUse(this.commitEntrants);

    // 10 million entrants are held in memory; CPU comes with memory (1,769 MB is one vCPU).
    this.draw = new GelombangFunction(
      this,
      'draw',
      { purpose: 'Draws the winners of one round', timeoutSeconds: 900, memoryMb: 3008 },
      deployment,
    );
    stores.waves.grantGet(this.draw);
    stores.evidence.grantWork(this.draw);
    stores.signing.grantRead(this.draw);
    stores.beaconChain.grantUse(this.draw);
    const silent = `{ $.error = "${RETRYABLE.beaconNotAvailable}" }`;
    this.#silentBeacon = new CountedLines(this, 'SilentBeacon', this.draw.logGroup, silent);

    this.awardBatch = new GelombangFunction(
      this,
      'award-batch',
      { purpose: 'Makes the winners of some shards recipients, once in a lifetime', timeoutSeconds: 900, memoryMb: 1024 },
      deployment,
    );
    stores.waves.grantGet(this.awardBatch);
    stores.registrations.grantQuery(this.awardBatch);
    stores.recipients.grantAward(this.awardBatch);
    stores.ledger.grantBook(this.awardBatch);
    stores.evidence.grantWork(this.awardBatch);

    this.publish = new GelombangFunction(
      this,
      'publish',
      { purpose: 'Publishes winners and certificate and closes the wave', timeoutSeconds: 900, memoryMb: 3008 },
      deployment,
    );
    stores.waves.grantGet(this.publish);
    stores.waves.grantAdvance(this.publish);
    stores.ledger.grantBook(this.publish);
    stores.evidence.grantWork(this.publish);
    stores.signing.grantRead(this.publish);
    stores.audit.grantRead(this.publish);
  }

  /** How often the draw has asked the beacon in vain, a minute. */
  silentBeacon(): Metric {
    return this.#silentBeacon.metric;
  }
}
