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

/** The key to which NIK, KK, name and phone are sealed. Its private half never leaves KMS; only functions that are granted to open may use it. */
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

  /**
   * Lets the function open what was sealed. The key's policy names its role, since what the account grants reaches no further than
   * the public half; the role's own policy says it too, so that either shows who may.
   */
  grantOpen(fn: GelombangFunction): void {
    const actions = ['kms:DeriveSharedSecret'];
    const conditions = { StringEquals: { 'kms:KeyAgreementAlgorithm': 'ECDH' } };
    this.#key.addToResourcePolicy(new PolicyStatement({ principals: [fn.role], actions, resources: ['*'], conditions }));
    fn.allow(actions, [this.#key.keyArn], conditions);
    fn.tell(ENVIRONMENT.sealingKey, this.#key.keyArn);
  }
}
