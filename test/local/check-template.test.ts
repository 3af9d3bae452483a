import { expect, test } from 'vitest';
import type { Template } from '#infra/local/assembly.ts';
import { checkTemplate } from '#infra/local/check-template.ts';
import { RESOURCE_KINDS } from '#infra/local/resources/kinds.ts';
import { LEFT_TO_AWS } from '#infra/local/resources/left-to-aws.ts';
import { functionResource, tableResource } from './fixture-assembly.ts';

const check =
  (resources: Template['Resources'], more: object = {}) =>
  () =>
    checkTemplate({ Resources: resources, ...more } as Template, RESOURCE_KINDS);

test('what runs, and what is left to AWS, passes', () => {
  const table = tableResource();
  const protectedTable = {
    ...table,
    Properties: { ...table.Properties, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
  };
  expect(
    check({ Table: protectedTable, Role: { Type: 'AWS::IAM::Role', Properties: { Anything: 1 } }, Fn: functionResource('a') }),
  ).not.toThrow();
});

test('unknown types, properties, nested properties and attributes are all named in one sentence', () => {
  const table = tableResource();
  const resources: Template['Resources'] = {
    Stream: { Type: 'AWS::Kinesis::Stream' },
    Table: {
      ...table,
      Properties: { ...table.Properties, StreamSpecification: { StreamViewType: 'NEW_IMAGE' } },
      Condition: 'OnlySometimes',
    },
    Fn: { ...functionResource('a'), Properties: { ...functionResource('a').Properties, VpcConfig: {}, Code: { ZipFile: 'x' } } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { SecretStringTemplate: '{}' } } },
  };
  expect(check(resources, { Mappings: { Regions: {} } })).toThrow(
    'The local runtime does not know, and neither runs nor leaves to AWS: Mappings.Regions, AWS::Kinesis::Stream (Stream), ' +
      'AWS::DynamoDB::Table Condition (Table), AWS::DynamoDB::Table StreamSpecification (Table), AWS::Lambda::Function Code.ZipFile (Fn), ' +
      'AWS::Lambda::Function VpcConfig (Fn), AWS::SecretsManager::Secret GenerateSecretString.SecretStringTemplate (Secret).',
  );
});

test('nothing that is handled is also left to AWS, and each thing left has a reason', () => {
  for (const { type, handles } of RESOURCE_KINDS) {
    expect(LEFT_TO_AWS).not.toHaveProperty([type]);
    for (const path of handles) expect(Object.keys(LEFT_TO_AWS)).not.toContain(`${type}.${path}`);
  }
  for (const reason of Object.values(LEFT_TO_AWS)) expect(reason.length).toBeGreaterThan(10);
});
