import { CfnParameter } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { QUICKNET, QUICKNET_ENDPOINTS } from '#shared/beacon/quicknet.ts';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';

/** Which beacon chain the draws use, as the stack's parameter `BeaconChain` (JSON). */
export class BeaconChain extends Construct {
  readonly #parameter: CfnParameter;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#parameter = new CfnParameter(this, 'Parameter', {
      type: 'String',
      default: JSON.stringify({ ...QUICKNET, endpoints: QUICKNET_ENDPOINTS }),
      description: 'The public randomness beacon of the draws, as JSON: its chain, public key and endpoints',
    });
    this.#parameter.overrideLogicalId('BeaconChain');
  }

  /** Public knowledge, so there is a name to give and nothing to allow. */
  grantUse(fn: GelombangFunction): void {
    fn.tell(ENVIRONMENT.beaconChain, this.#parameter.valueAsString);
  }
}
