import { CfnParameter } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';

/** Where the civil registry is and how much it takes, as the stack's parameter `CivilRegistry` (JSON). Without an endpoint nobody can be asked. */
export class CivilRegistry extends Construct {
  readonly #parameter: CfnParameter;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#parameter = new CfnParameter(this, 'Parameter', {
      type: 'String',
      default: '{}',
      description: 'The civil registry that screening asks, as JSON: endpoint, checksPerSecond',
    });
    this.#parameter.overrideLogicalId('CivilRegistry');
  }

  /** It is reached over the network, so there is a name to give and nothing to allow. */
  grantUse(fn: GelombangFunction): void {
    fn.tell(ENVIRONMENT.civilRegistry, this.#parameter.valueAsString);
  }
}
