import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';

/**
 * What the account's own IAM policies may grant on the key: administration and the public half. `kms:DeriveSharedSecret`, which
 * opens what was sealed, is not among them, nor is scheduling the key's deletion: either needs a change of this policy first.
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

/** The key to which NIK, KK, name and phone are sealed. Its private half never leaves KMS and nobody may use it yet. */
export class SealingKey extends Construct {
  readonly #key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#key = new Key(this, 'Key', {
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

  grantGetPublicKey(fn: GelombangFunction): void {
    fn.allow(['kms:GetPublicKey'], [this.#key.keyArn]);
    fn.tell(ENVIRONMENT.sealingKey, this.#key.keyArn);
  }
}
