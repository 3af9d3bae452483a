import type { Template } from './assembly.ts';
import { isLeftToAws } from './check-template.ts';
import { createResolver, NO_VALUE, type References, type Resolve } from './intrinsics.ts';
import { Refusal } from './refusal.ts';
import { RESOURCE_KINDS } from './resources/kinds.ts';
import type { Declared, Identity, ResourceKind } from './resources/resource-kind.ts';
import type { World } from './world.ts';

export type Deployed = { outputs: Record<string, string> };

/**
 * Starts all resources of a checked template. Identities follow from the template alone, so references resolve in any order and resources
 * start kind by kind.
 */
export async function deploy(template: Template, parameters: Record<string, string>, world: World): Promise<Deployed> {
  const resolve = createResolver(referencesOf(template, parameters, world));
  for (const kind of RESOURCE_KINDS) {
    for (const declared of declaredOf(kind, template, resolve, world)) await kind.start(declared, world);
  }
  const local = Object.entries(template.Outputs ?? {}).filter(([, { Value }]) => !namesWhatIsLeftToAws(Value, template));
  const outputs = local.map(([name, output]) => [name, String(resolve(output.Value))]);
  return { outputs: Object.fromEntries(outputs) };
}

/** An output such as the topic of the alarms: there is no such thing here to be told of. */
function namesWhatIsLeftToAws(value: unknown, template: Template): boolean {
  const type = template.Resources[String((value as { Ref?: unknown } | null)?.Ref)]?.Type;
  return type !== undefined && isLeftToAws(type);
}

function declaredOf(kind: ResourceKind<World>, template: Template, resolve: Resolve, world: World): Declared[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === kind.type)
    .map(([logicalId, resource]) => ({
      logicalId,
      type: kind.type,
      identity: identityOf(kind, logicalId, resource.Properties ?? {}, resolve, world),
      // What is left to AWS is not resolved: it may point at resources that don't run here.
      properties: resolve(handledOnly(resource.Properties ?? {}, kind.handles)) as Record<string, unknown>,
    }));
}

function handledOnly(properties: unknown, handles: readonly string[], above = ''): unknown {
  if (Array.isArray(properties)) return properties.map((element) => handledOnly(element, handles, above));
  if (typeof properties !== 'object' || properties === null) return properties;
  const kept = Object.entries(properties).flatMap(([name, value]) => {
    const path = above ? `${above}.${name}` : name;
    if (handles.includes(path)) return [[name, value]];
    return handles.some((handled) => handled.startsWith(`${path}.`)) ? [[name, handledOnly(value, handles, path)]] : [];
  });
  return Object.fromEntries(kept);
}

/**
 * What resources that stand in the handled properties of others are called, without starting anything. The same template gives the same
 * names at each start.
 */
export function identityOf(
  kind: ResourceKind<World>,
  logicalId: string,
  properties: Record<string, unknown>,
  resolve: Resolve,
  where: Pick<World, 'accountId'> & { assembly: Pick<World['assembly'], 'stackName' | 'region'> },
): Identity {
  const { stackName, region } = where.assembly;
  const name = (property: string) => (properties[property] === undefined ? undefined : String(resolve(properties[property])));
  return kind.identity({ logicalId, stackName, region, accountId: where.accountId, name });
}

/** References into a template: its resources, parameters and CloudFormation's pseudo parameters. */
export function referencesOf(
  template: Template,
  parameters: Record<string, string>,
  where: Pick<World, 'accountId'> & { assembly: Pick<World['assembly'], 'stackName' | 'region'> },
): References {
  const { stackName, region } = where.assembly;
  const pseudo: Record<string, unknown> = {
    'AWS::AccountId': where.accountId,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${where.accountId}:stack/${stackName}/local`,
    'AWS::NoValue': NO_VALUE,
  };
  const kinds = new Map(RESOURCE_KINDS.map((kind) => [kind.type, kind]));
  const references: References = {
    ref(name) {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      if (template.Parameters && Object.hasOwn(template.Parameters, name)) return parameterOf(name);
      return find(name).ref;
    },
    attribute(logicalId, attribute) {
      const value = find(logicalId).attributes?.[attribute];
      if (value === undefined) throw new Refusal(`The local runtime doesn't know the attribute ${attribute} of ${logicalId}.`);
      return value;
    },
  };
  const resolve = createResolver(references);

  function parameterOf(name: string): string {
    const parameter = template.Parameters?.[name];
    const value = parameters[name] ?? parameter?.Default;
    if (parameter?.Type !== 'String')
      throw new Refusal(`The parameter ${name} is a ${parameter?.Type}; only String parameters are known.`);
    if (value === undefined) throw new Refusal(`The parameter ${name} has no value.`);
    return String(value);
  }

  function find(logicalId: string): Identity {
    const resource = template.Resources[logicalId];
    const kind = kinds.get(resource?.Type ?? '');
    if (!resource || !kind)
      throw new Refusal(`Something that runs locally points at ${logicalId} (${resource?.Type ?? 'not there'}), which doesn't.`);
    return identityOf(kind, logicalId, resource.Properties ?? {}, resolve, where);
  }
  return references;
}
