import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TemplateResource } from '#infra/local/assembly.ts';

export const STACK = 'fixture';

/** A folder that goes when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-local-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export type Fixture = { resources: Record<string, TemplateResource>; handlers?: Record<string, string>; parameters?: object };

/** Writes a cloud assembly as the CDK does. `handlers` are sources of ES modules by asset name; `functionResource` names them. */
export function writeAssembly(folder: string, fixture: Fixture): string {
  const write = (file: string, content: unknown) => writeFileSync(join(folder, file), JSON.stringify(content));
  mkdirSync(folder, { recursive: true });
  const files: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(fixture.handlers ?? {})) {
    mkdirSync(join(folder, `asset.${name}`), { recursive: true });
    writeFileSync(join(folder, `asset.${name}`, 'index.mjs'), source);
    files[name] = { source: { path: `asset.${name}`, packaging: 'zip' }, destinations: { here: { objectKey: `${name}.zip` } } };
  }
  write('template.json', { Resources: fixture.resources, Parameters: fixture.parameters ?? {} });
  write('assets.json', { files });
  write('manifest.json', {
    artifacts: {
      [STACK]: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/ap-southeast-3',
        properties: { templateFile: 'template.json' },
      },
      assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
    },
  });
  return folder;
}

export function functionResource(name: string, variables: Record<string, unknown> = {}, timeout = 5): TemplateResource {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: `${STACK}-${name}`,
      Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: timeout,
      Environment: { Variables: variables },
    },
  };
}

export function tableResource(): TemplateResource {
  return {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
  };
}

/** The resources that put functions behind routes: `{ 'GET /things': 'logical id of a function' }`. */
export function routeResources(routes: Record<string, string>, timeoutMs?: number): Record<string, TemplateResource> {
  const resources: Record<string, TemplateResource> = {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'fixture', ProtocolType: 'HTTP' } },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true } },
  };
  for (const [index, [RouteKey, logicalId]] of Object.entries(routes).entries()) {
    resources[`Integration${index}`] = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': [logicalId, 'Arn'] },
        PayloadFormatVersion: '2.0',
        ...(timeoutMs && { TimeoutInMillis: timeoutMs }),
      },
    };
    resources[`Route${index}`] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey,
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: `Integration${index}` }]] },
      },
    };
  }
  return resources;
}
