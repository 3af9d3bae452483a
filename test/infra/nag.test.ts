import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type App, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { afterAll, describe, expect, test } from 'vitest';
import { composeApp } from '#infra/compose-app.ts';
import { STAGES } from '#infra/stages.ts';

const outdir = mkdtempSync(join(tmpdir(), 'gelombang-nag-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** Each stands with its reason beside its construct. */
const LEFT = [
  'AwsSolutions-APIG4',
  'AwsSolutions-CFR1',
  'AwsSolutions-CFR3',
  'AwsSolutions-CFR4',
  'AwsSolutions-COG1',
  'AwsSolutions-COG8',
  'AwsSolutions-IAM5',
  'AwsSolutions-S1',
  'AwsSolutions-SF1',
  'AwsSolutions-SMG4',
  'Serverless-LambdaAsyncFailureDestination',
  'Serverless-LambdaDLQ',
  'Serverless-SQSRedrivePolicy',
];

/** A finding that somebody has looked at and left, as it stands beside its construct. */
type Reasoned = { readonly id: string; readonly reason: string; readonly construct: IConstruct };

describe.each(Object.keys(STAGES))('stage %s', (stage) => {
  const app = composed(stage);
  const reasoned = reasonedIn(app);

  test.each([AwsSolutionsChecks, ServerlessChecks])('has no finding of %o that is neither mended nor reasoned', (Pack) => {
    expect(findings(new Pack(app), app)).toEqual([]);
  });

  test('gives a sentence for each finding that is left', () => {
    for (const { id, reason, construct } of reasoned) {
      expect(reason, `${id} at ${construct.node.path}`).toMatch(/^[A-Z].{40,}\.$/);
    }
  });

  const all = [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap((pack) => findings(unforgiving(pack), app));

  test('has no reason for a finding that is no more', () => {
    const unused = reasoned.filter(
      ({ id, construct }) => !all.some((finding) => finding.id === id && finding.path.startsWith(construct.node.path)),
    );
    expect(unused.map(({ id, construct }) => `${id} at ${construct.node.path}`)).toEqual([]);
  });

  test('leaves findings of these rules and of no others', () => {
    expect([...new Set(all.map(({ id }) => id.replace(/\[.*$/, '')))].sort()).toEqual([...LEFT].sort());
  });
});

function composed(stage: string): App {
  return composeApp({
    stage,
    outdir: join(outdir, stage),
    softwareVersion: '1.2.3+test',
    code: (name) => Code.fromInline(`/* ${name} */`),
  });
}

/** One for each resource and rule. */
function findings(pack: NagPack, app: App): { id: string; path: string }[] {
  return pack
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ id: ruleName, path: String(constructPath) })),
    );
}

function reasonedIn(app: App): Reasoned[] {
  return app.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ id: id.replace(/^annotation::/i, ''), reason, construct })),
  );
}

/** A pack that takes no reasons. */
function unforgiving<Pack extends NagPack>(pack: Pack): Pack {
  return Object.assign(pack, { isAcknowledged: () => false });
}
