import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAssembly } from '#infra/local/assembly.ts';
import { STACK, tableResource, temporaryFolder, writeAssembly } from './fixture-assembly.ts';

/** An assembly of one stack, to which another of these resources is added. */
function withSecondStack(resources: object): string {
  const folder = writeAssembly(temporaryFolder(), { resources: { Table: tableResource() } });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.artifacts.second = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/us-east-1',
    properties: { templateFile: 'second.json' },
  };
  writeFileSync(file, JSON.stringify(manifest));
  writeFileSync(join(folder, 'second.json'), JSON.stringify({ Resources: resources }));
  return folder;
}

test('a stack with the edge is left to AWS, whatever else is in it; the other runs', () => {
  const folder = withSecondStack({
    Edge: { Type: 'AWS::CloudFront::Distribution' },
    Key: { Type: 'AWS::KMS::Key' },
    Anything: { Type: 'AWS::Kinesis::Stream' },
  });
  const { stackName, region, template } = readAssembly(folder);
  expect({ stackName, region, resources: Object.keys(template.Resources) }).toEqual({
    stackName: STACK,
    region: 'ap-southeast-3',
    resources: ['Table'],
  });
});

test('a second stack without the edge is refused, and both are named', () => {
  const folder = withSecondStack({ Table: tableResource() });
  expect(() => readAssembly(folder)).toThrow(`The local runtime runs exactly one stack, and ${folder} holds 2 (${STACK}, second).`);
});
