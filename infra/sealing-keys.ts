import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';

/**
 * What the account's own IAM policies may grant on the key: administration and the public half. `kms:DeriveSharedSecret`, which
 * opens what was sealed, is not among them, nor is scheduling the key's deletion: either needs a change of this policy first. A
 * function that opens is named in it by its role (`grantOpen`).
 */
const GRANTABLE_BY_THE_ACCOUNT = [
  'kms:DescribeKey',
  'kms:GetPublicKey',
  'kms:GetKeyPolicy',
  'kms:PutKeyPolicy',
  'kms:ListKeyPolicies',
  'kms:ListGrants',
  'kms:ListResourceTags',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
  'kms:EnableKey',
  'kms:DisableKey',
  'kms:CancelKeyDeletion',
  'kms:GetKeyRotationStatus',
];

/**
 * The keys to which NIK, KK, name and phone are sealed. Their private halves never leave KMS; only functions that are granted to open may use
 * them. The newest seals what waves announced from now on take in; each wave names its own, and all may be opened.
 */
export class SealingKeys extends Construct {
  /** Oldest first. */
  readonly #keys: readonly Key[];

  /** @param settings.count how many there have been, the present one included: one more is a rotation (docs/runbook.md#the-sealing-keys) */
  constructor(scope: Construct, id: string, settings: { readonly count: number }) {
    super(scope, id);
    this.#keys = Array.from({ length: settings.count }, (_, at) => this.#key(`Key${at + 1}`));
  }

  #key(id: string): Key {
    return new Key(this, id, {
      description: 'Gelombang: seals the personal data of registrations',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.KEY_AGREEMENT,
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'AdministrationAndPublicHalf',
            principals: [new AccountRootPrincipal()],
            actions: GRANTABLE_BY_THE_ACCOUNT,
            // In a key's own policy `*` is that key.
            resources: ['*'],
          }),
        ],
      }),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Of the newest. */
  grantGetPublicKey(fn: GelombangFunction): void {
    const newest = this.#keys.at(-1) as Key;
    fn.allow(['kms:GetPublicKey'], [newest.keyArn]);
    fn.tell(ENVIRONMENT.sealingKey, newest.keyArn);
  }

  /**
   * Lets the function open what was sealed by any of them; waves name them. Each key's policy names its role, since what the account grants reaches no further than
   * the public half; the role's own policy says it too, so that either shows who may.
   */
  grantOpen(fn: GelombangFunction): void {
    const actions = ['kms:DeriveSharedSecret'];
    const conditions = { StringEquals: { 'kms:KeyAgreementAlgorithm': 'ECDH' } };
    for (const key of this.#keys) {
      key.addToResourcePolicy(new PolicyStatement({ principals: [fn.role], actions, resources: ['*'], conditions }));
    }
    fn.allow(
      actions,
      this.#keys.map(({ keyArn }) => keyArn),
      conditions,
    );
  }
}
