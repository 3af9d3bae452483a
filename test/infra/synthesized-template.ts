import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { composeApp } from '#infra/compose-app.ts';

export type Resource = {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is any JSON; the tests look at what they name
  readonly Properties: any;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
};
export type SynthesizedTemplate = {
  readonly Parameters: Record<string, { readonly Type: string; readonly Default?: string }>;
  readonly Resources: Record<string, Resource>;
  readonly Outputs: Record<string, { readonly Value: unknown }>;
};

/** The template of a stage as `npm run synth` writes it, without bundling and without the CDK's validator. */
export function synthesized(stage: string): SynthesizedTemplate {
  return stackOf(stage, `gelombang-${stage}`);
}

/** The same of what stands before the API. */
export function synthesizedFront(stage: string): SynthesizedTemplate {
  return stackOf(stage, `gelombang-${stage}-front`);
}

function stackOf(stage: string, stackName: string): SynthesizedTemplate {
  const before = process.env['CDK_VALIDATION'];
  process.env['CDK_VALIDATION'] = 'false';
  const outdir = mkdtempSync(join(tmpdir(), 'gelombang-template-'));
  try {
    const app = composeApp({
      stage,
      outdir,
      softwareVersion: '1.2.3+test',
      code: (name) => Code.fromInline(`/* ${name} */`),
    });
    return app.synth().getStackByName(stackName).template;
  } finally {
    rmSync(outdir, { recursive: true });
    if (before === undefined) delete process.env['CDK_VALIDATION'];
    else process.env['CDK_VALIDATION'] = before;
  }
}

export function resourcesOf(template: SynthesizedTemplate, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The one resource of a type. */
export function onlyOne(template: SynthesizedTemplate, type: string): Resource {
  const found = resourcesOf(template, type);
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
  return found[0]![1];
}

/** An intrinsic as text: `${Id}` for a Ref, `${Id.Arn}` for an attribute, joins joined. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::Select': _ } = value as Record<string, never>;
  if (Ref) return `\${${Ref}}`;
  if (attribute) return `\${${(attribute as string[]).join('.')}}`;
  if (join) return (join as [string, unknown[]])[1].map(textOf).join((join as [string, unknown[]])[0]);
  throw new Error(`no text for ${JSON.stringify(value)}`);
}

/** The short name of a function (`register`) by its logical id, or by that of its alias. */
export function functionName(template: SynthesizedTemplate, logicalId: string): string {
  const resource = template.Resources[logicalId];
  if (resource?.Type === 'AWS::Lambda::Alias') return functionName(template, idIn(resource.Properties.FunctionName));
  if (resource?.Type !== 'AWS::Lambda::Function') throw new Error(`${logicalId} is no function`);
  return resource.Properties.FunctionName.replace(/^gelombang-[a-z]+-/, '');
}

/** Logical id in `{ "Fn::GetAtt": [id, ...] }` or `{ "Ref": id }`. */
export function idIn(reference: unknown): string {
  return textOf(reference).replace(/^\$\{(\w+)(\.\w+)?\}$/, '$1');
}
