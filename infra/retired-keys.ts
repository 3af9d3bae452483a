import { CfnParameter } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';

/** Public halves of the keys that signed before a rotation (docs/runbook.md), as the stack's parameter `RetiredKeys`: what they signed stays checkable. */
export class RetiredKeys extends Construct {
  readonly #parameter: CfnParameter;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#parameter = new CfnParameter(this, 'Parameter', {
      type: 'String',
      default: '{"keys":[]}',
      description: 'Keys that signed receipts and evidence before a rotation, as a JWK set',
    });
    this.#parameter.overrideLogicalId('RetiredKeys');
  }

  /** Public knowledge, so there is a name to give and nothing to allow. */
  grantUse(fn: GelombangFunction): void {
    fn.tell(ENVIRONMENT.retiredKeys, this.#parameter.valueAsString);
  }
}
