import type { Assembly } from '../assembly.ts';

/** What other resources can point at: the value of `Ref` and the attributes of `Fn::GetAtt`. */
export type Identity = { ref: string; attributes?: Record<string, string> };

/** A resource on its way to an identity: `name` resolves the property that may hold a name given by the template. */
export type Unnamed = {
  logicalId: string;
  stackName: Assembly['stackName'];
  region: Assembly['region'];
  accountId: string;
  name(property: string): string | undefined;
};

/** A resource with its handled properties resolved. Which of them exist and how they look is CloudFormation's schema. */
export type Declared = {
  logicalId: string;
  type: string;
  identity: Identity;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties; what is not handled was refused before
  properties: Record<string, any>;
};

/**
 * How one CloudFormation type runs locally. `handles` lists the property paths that are acted on (`SSESpecification` covers all below it;
 * lists are passed through without an index); each other property must stand in the table of what is left to AWS.
 */
export type ResourceKind<World> = {
  type: string;
  handles: readonly string[];
  identity(resource: Unnamed): Identity;
  start(resource: Declared, world: World): Promise<void> | void;
};
