import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App } from 'aws-cdk-lib/core';
import { expect, test } from 'vitest';
import { GelombangStack } from '#infra/gelombang-stack.ts';
import { STAGES } from '#infra/stages.ts';
import { ENVIRONMENT } from '#shared/names.ts';
import { allStatements } from './policy-statements.ts';
import { functionName, idIn, resourcesOf, type SynthesizedTemplate } from './synthesized-template.ts';

/** The template of `dev` after so many keys. */
function withKeys(sealingKeys: number): SynthesizedTemplate {
  const outdir = mkdtempSync(join(tmpdir(), 'gelombang-keys-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const code = (name: string) => Code.fromInline(`/* ${name} */`);
    new GelombangStack(app, { stage: { ...STAGES.dev, sealingKeys }, code, softwareVersion: 'test' });
    return app.synth({ skipValidation: true }).stacks[0]!.template;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const keysOf = (template: SynthesizedTemplate) =>
  resourcesOf(template, 'AWS::KMS::Key').filter(([id]) => id.startsWith('StoresSealingKeys'));

test('a rotation adds a key and leaves the earlier ones as they were', () => {
  const [before, after] = [withKeys(1), withKeys(2)].map(keysOf);
  expect(before).toHaveLength(1);
  expect(after).toHaveLength(2);
  expect(after!.slice(0, 1)).toEqual(before);
  for (const [, key] of after!) expect(key).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('waves are announced with the newest key; joining, screening, sending messages and looking at appeals, alone, may open by each', () => {
  const template = withKeys(2);
  const [first, second] = keysOf(template).map(([id]) => id);
  const told = resourcesOf(template, 'AWS::Lambda::Function').flatMap(([id, { Properties }]) => {
    const key = Properties.Environment.Variables[ENVIRONMENT.sealingKey];
    return key ? [[functionName(template, id), idIn(key)]] : [];
  });
  expect(told).toEqual([['schedule-wave', second]]);
  const openers = allStatements(template).filter(({ actions }) => actions.includes('kms:DeriveSharedSecret'));
  const roles = openers.filter(({ kind }) => kind === 'identity');
  const byEach = expect.objectContaining({ resources: [`\${${first}.Arn}`, `\${${second}.Arn}`] });
  expect(roles).toEqual([byEach, byEach, byEach, byEach]);
  const openerRoles = roles.map(({ holders }) => holders[0]!).sort();
  expect(openerRoles).toEqual(['appeals', 'joinwave', 'delivernotice', 'screenshard'].map((name) => expect.stringContaining(name)));
  const own = openers.filter(({ kind }) => kind === 'resource');
  expect([...new Set(own.flatMap(({ holders }) => holders))].sort()).toEqual([first, second]);
  const named = [first, second].map((key) =>
    own.filter(({ holders }) => holders.includes(key!)).flatMap(({ principals }) => principals),
  );
  for (const principals of named) expect(principals.sort()).toEqual(openerRoles.map((role) => `\${${role}.Arn}`));
});
