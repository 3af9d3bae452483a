import { CfnParameter } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';

/** drand's quicknet, the public randomness of the draws; its signature is checked against this key on every draw. */
const QUICKNET = {
  name: 'quicknet',
  chainHash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesisAt: '2023-08-23T15:09:27Z',
  periodSeconds: 3,
  scheme: 'bls-unchained-g1-rfc9380',
  endpoints: ['https://api.drand.sh', 'https://api2.drand.sh', 'https://api3.drand.sh', 'https://drand.cloudflare.com'],
  test: false,
};

/** Which beacon chain the draws use, as the stack's parameter `BeaconChain` (JSON). */
export class BeaconChain extends Construct {
  readonly #parameter: CfnParameter;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#parameter = new CfnParameter(this, 'Parameter', {
      type: 'String',
      default: JSON.stringify(QUICKNET),
      description: 'The public randomness beacon of the draws, as JSON: its chain, public key and endpoints',
    });
    this.#parameter.overrideLogicalId('BeaconChain');
  }

  /** Public knowledge, so there is a name to give and nothing to allow. */
  grantUse(fn: GelombangFunction): void {
    fn.tell(ENVIRONMENT.beaconChain, this.#parameter.valueAsString);
  }
}
