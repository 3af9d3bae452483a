import type { Template } from './assembly.ts';
import { Refusal } from './refusal.ts';
import { LEFT_TO_AWS } from './resources/left-to-aws.ts';

/** Beside Type and Properties: what CloudFormation does with a resource over its life, which has no meaning on one machine. */
const KNOWN_ATTRIBUTES = new Set(['Type', 'Properties', 'DependsOn', 'Metadata', 'DeletionPolicy', 'UpdateReplacePolicy']);
const KNOWN_SECTIONS = new Set(['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Resources', 'Parameters', 'Outputs']);
/** The CDK's rule that checks the version of the bootstrap stack, and its condition around its own metadata. */
const CDK_OWN: Record<string, (name: string) => boolean> = {
  Rules: (name) => name === 'CheckBootstrapVersion',
  Conditions: (name) => name === 'CDKMetadataAvailable',
};

type Handles = { type: string; handles: readonly string[] };

/** Throws one Refusal that names everything in `template` that would neither run here nor stands in the table of what is left to AWS. */
export function checkTemplate(template: Template, kinds: readonly Handles[]): void {
  const unknown = [...unknownSections(template)];
  const known = new Map(kinds.map((kind) => [kind.type, kind.handles]));
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (isLeftToAws(resource.Type)) continue;
    const handles = known.get(resource.Type);
    if (!handles) {
      unknown.push(`${resource.Type} (${logicalId})`);
      continue;
    }
    const attributes = Object.keys(resource).filter((name) => !KNOWN_ATTRIBUTES.has(name));
    const properties = unhandledPaths(resource.Type, resource.Properties ?? {}, handles);
    for (const name of [...attributes, ...properties]) unknown.push(`${resource.Type} ${name} (${logicalId})`);
  }
  if (unknown.length > 0) {
    throw new Refusal(`The local runtime does not know, and neither runs nor leaves to AWS: ${[...new Set(unknown)].join(', ')}.`);
  }
}

/** Whether a type, or a property path of one (`<type>.<path>`), stands in the table. */
export function isLeftToAws(type: string, path?: string): boolean {
  return Object.hasOwn(LEFT_TO_AWS, path === undefined ? type : `${type}.${path}`);
}

function unhandledPaths(type: string, properties: unknown, handles: readonly string[], above = ''): string[] {
  if (Array.isArray(properties)) return properties.flatMap((element) => unhandledPaths(type, element, handles, above));
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).flatMap(([name, value]) => {
    const path = above ? `${above}.${name}` : name;
    if (handles.includes(path) || isLeftToAws(type, path)) return [];
    const goesDeeper = [...handles, ...Object.keys(LEFT_TO_AWS).map((key) => key.replace(`${type}.`, ''))];
    if (goesDeeper.some((handled) => handled.startsWith(`${path}.`))) return unhandledPaths(type, value, handles, path);
    return isLeftToAws(type, '*') ? [] : [path];
  });
}

function* unknownSections(template: Template): Generator<string> {
  for (const [section, content] of Object.entries(template)) {
    if (KNOWN_SECTIONS.has(section)) continue;
    const mine = CDK_OWN[section];
    for (const name of Object.keys(content as object)) if (!mine?.(name)) yield `${section}.${name}`;
  }
}
