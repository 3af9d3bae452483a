import { randomInt } from 'node:crypto';
import { type JsonService, ServiceError } from './json-service.ts';

export type LocalSecret = { arn: string; name: string; value: string; createdAt: number };

/** CloudFormation's `GenerateSecretString`, as far as the local runtime knows it. */
export type GenerateSecretString = {
  PasswordLength?: number;
  ExcludeCharacters?: string;
  ExcludeLowercase?: boolean;
  ExcludeNumbers?: boolean;
  ExcludePunctuation?: boolean;
  ExcludeUppercase?: boolean;
  IncludeSpace?: boolean;
  RequireEachIncludedType?: boolean;
};

const DEFAULT_LENGTH = 32;

/** A random secret as Secrets Manager makes it. Throws when the exclusions leave no character. */
export function generateSecretString(rules: GenerateSecretString): string {
  const excluded = new Set(rules.ExcludeCharacters ?? '');
  const types = [
    rules.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    rules.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    rules.ExcludeNumbers ? '' : '0123456789',
    rules.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    rules.IncludeSpace ? ' ' : '',
  ]
    .map((type) => [...type].filter((character) => !excluded.has(character)))
    .filter((type) => type.length > 0);
  const all = types.flat();
  if (all.length === 0) throw new Error('GenerateSecretString excludes every character');
  const length = Number(rules.PasswordLength ?? DEFAULT_LENGTH);
  for (;;) {
    const secret = Array.from({ length }, () => all[randomInt(all.length)]).join('');
    const hasEach = types.every((type) => type.some((character) => secret.includes(character)));
    if (hasEach || rules.RequireEachIncludedType === false || length < types.length) return secret;
  }
}

export function secretsManager(secrets: ReadonlyMap<string, LocalSecret>): JsonService {
  return {
    name: 'Secrets Manager',
    operations: {
      GetSecretValue(input: { SecretId?: string; VersionId?: string; VersionStage?: string }) {
        const secret = [...secrets.values()].find(({ arn, name }) => input.SecretId === arn || input.SecretId === name);
        const current = (input.VersionStage ?? 'AWSCURRENT') === 'AWSCURRENT' && input.VersionId === undefined;
        if (!secret || !current)
          throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
        return {
          ARN: secret.arn,
          Name: secret.name,
          SecretString: secret.value,
          VersionStages: ['AWSCURRENT'],
          CreatedDate: secret.createdAt / 1000,
        };
      },
    },
  };
}
