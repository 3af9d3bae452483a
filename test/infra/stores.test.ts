import { describe, expect, test } from 'vitest';
import { onlyOne, resourcesOf, synthesized } from './synthesized-template.ts';

const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

describe.each(['dev', 'staging', 'production'])('stores of stage %s', (stage) => {
  const template = synthesized(stage);
  const tables = new Map(
    resourcesOf(template, 'AWS::DynamoDB::Table').map(([id, table]) => [
      id.match(/^Stores([A-Z][a-z]+)/)![1]!.toLowerCase(),
      table,
    ]),
  );

  test('tables with the keys of the design', () => {
    const keys = [...tables].map(([name, { Properties }]) => [
      name,
      ...Properties.KeySchema.map(({ AttributeName }: { AttributeName: string }) => AttributeName),
    ]);
    expect(Object.fromEntries(keys.map(([name, ...rest]) => [name, rest]))).toEqual({
      waves: ['waveId'],
      registrations: ['partition', 'registrationKey'],
      recipients: ['key'],
      exclusions: ['personKey', 'listId'],
      ledger: ['journal', 'entry'],
      audit: ['chain', 'number'],
      partners: ['partition', 'id'],
      desk: ['proposalId'],
      appeals: ['waveId', 'entryId'],
      checks: ['personKey'],
      deliveries: ['noticeId'],
    });
  });

  test.each([...tables])(
    'table %s is on demand, encrypted and recoverable, without index, stream or expiry',
    (name, { Properties }) => {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
      for (const never of [
        'GlobalSecondaryIndexes',
        'LocalSecondaryIndexes',
        'StreamSpecification',
        'TimeToLiveSpecification',
        'ProvisionedThroughput',
      ]) {
        expect(Properties).not.toHaveProperty(never);
      }
      const counting = name === 'audit' ? ['number'] : [];
      for (const { AttributeName, AttributeType } of Properties.AttributeDefinitions)
        expect(AttributeType, AttributeName).toBe(counting.includes(AttributeName) ? 'N' : 'S');
    },
  );

  test.each(['waves', 'recipients', 'audit', 'ledger', 'desk', 'partners', 'appeals'])('table %s outlives everything', (name) => {
    expect(tables.get(name)).toMatchObject(KEPT);
    expect(tables.get(name)!.Properties.DeletionProtectionEnabled).toBe(true);
  });

  test.each(['registrations', 'exclusions', 'checks', 'deliveries'])(
    'table %s outlives its stack everywhere but in dev',
    (name) => {
      expect(tables.get(name)!.DeletionPolicy).toBe(stage === 'dev' ? 'Delete' : 'Retain');
    },
  );

  test('the evidence bucket is private, versioned, encrypted and kept', () => {
    const bucket = onlyOne(template, 'AWS::S3::Bucket');
    expect(bucket).toMatchObject(KEPT);
    expect(bucket.Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    });
    expect(onlyOne(template, 'AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement[0]).toMatchObject({
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  test('a published file is locked, never replaced and never hidden, by anybody', () => {
    const bucket = onlyOne(template, 'AWS::S3::Bucket');
    expect(bucket.Properties.ObjectLockEnabled).toBe(true);
    expect(bucket.Properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({
      Mode: 'COMPLIANCE',
      Days: { dev: 1, staging: 30, production: 3650 }[stage],
    });
    const [, onlyNew, noMarker, ...more] = onlyOne(template, 'AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement;
    const everybody = { Effect: 'Deny', Principal: { AWS: '*' } };
    expect(onlyNew).toMatchObject({
      ...everybody,
      Action: 's3:PutObject',
      Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    });
    expect(noMarker).toMatchObject({ ...everybody, Action: 's3:DeleteObject' });
    for (const { Resource } of [onlyNew, noMarker]) expect(JSON.stringify(Resource)).toContain('/*');
    expect(more).toEqual([]);
  });

  test('both secrets are 64 lowercase hex digits that AWS draws, and kept', () => {
    const secrets = resourcesOf(template, 'AWS::SecretsManager::Secret');
    expect(secrets).toHaveLength(2);
    for (const [, secret] of secrets) {
      expect(secret).toMatchObject(KEPT);
      expect(Object.keys(secret.Properties).sort()).toEqual(['Description', 'GenerateSecretString']);
      expect(secret.Properties.GenerateSecretString).toEqual({
        PasswordLength: 64,
        ExcludeCharacters: 'ghijklmnopqrstuvwxyz',
        ExcludeUppercase: true,
        ExcludePunctuation: true,
        IncludeSpace: false,
        RequireEachIncludedType: false,
      });
    }
  });

  test('the sealing key agrees on P-256 and is kept', () => {
    const [, key] = resourcesOf(template, 'AWS::KMS::Key').find(([id]) => id.startsWith('StoresSealingKey'))!;
    expect(key).toMatchObject(KEPT);
    expect(key.Properties).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
  });
});
