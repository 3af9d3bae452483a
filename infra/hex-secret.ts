import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';

export type HexSecretSettings = {
  readonly purpose: string;
  readonly environmentName: (typeof ENVIRONMENT)[keyof typeof ENVIRONMENT];
  /** Why AWS does not rotate it by itself, in a sentence. */
  readonly notRotated: string;
};

/** 32 random bytes that AWS draws at the first deployment, as 64 lowercase hex digits; never in a template, never deleted. */
export class HexSecret extends Construct {
  readonly #secret: Secret;
  readonly #environmentName: HexSecretSettings['environmentName'];

  constructor(scope: Construct, id: string, settings: HexSecretSettings) {
    super(scope, id);
    this.#environmentName = settings.environmentName;
    this.#secret = new Secret(this, 'Secret', {
      description: settings.purpose,
      generateSecretString: {
        passwordLength: 64,
        excludeCharacters: 'ghijklmnopqrstuvwxyz',
        excludeUppercase: true,
        excludePunctuation: true,
        includeSpace: false,
        requireEachIncludedType: false,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.#secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: settings.notRotated });
  }

  /** The environment holds the secret's ARN, never its value. */
  grantRead(fn: GelombangFunction): void {
    fn.allow(['secretsmanager:GetSecretValue'], [this.#secret.secretArn]);
    fn.tell(this.#environmentName, this.#secret.secretArn);
  }
}
