import { join } from 'node:path';
import { readAssembly } from './assembly.ts';
import { createClock } from './clock.ts';
import { identityOf, referencesOf } from './deploy.ts';
import { openJwtIssuer } from './http/jwt-issuer.ts';
import { createResolver } from './intrinsics.ts';
import type { ResourceKind } from './resources/resource-kind.ts';
import { USER_POOL_KEYS, userPool, userPoolClient, userPoolGroup } from './resources/user-pool.ts';
import { accessToken, type Bearer } from './tokens.ts';
import type { World } from './world.ts';

const ACCOUNT_ID = '000000000000';

/**
 * A token for somebody from the template in `assembly` and the key in `dataFolder` (made when there is none yet), valid for 12 hours from
 * now. Works whether a runtime uses the folder or not, since both find the same identities and agree on one key.
 */
export async function printedToken(assemblyFolder: string, dataFolder: string, bearer: Bearer): Promise<string> {
  const assembly = readAssembly(assemblyFolder);
  const { template } = assembly;
  const where = { assembly, accountId: ACCOUNT_ID };
  const resolve = createResolver(referencesOf(template, {}, where));
  const found = (kind: ResourceKind<World>) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === kind.type)
      .map(([logicalId, { Properties = {} }]) => ({
        identity: identityOf(kind, logicalId, Properties, resolve, where),
        userPoolId: String(resolve(Properties['UserPoolId'])),
      }));

  const issuers: World['issuers'] = new Map();
  for (const { identity } of found(userPool)) {
    const keyFile = join(dataFolder, USER_POOL_KEYS, `${identity.ref}.pem`);
    issuers.set(identity.ref, await openJwtIssuer(identity.attributes?.['ProviderURL'] ?? '', keyFile, createClock()));
  }
  const clients = found(userPoolClient).map(({ identity, userPoolId }) => ({ userPoolId, clientId: identity.ref }));
  const groups = found(userPoolGroup).map(({ identity, userPoolId }) => ({ userPoolId, groupName: identity.ref }));
  return accessToken({ issuers, clients, groups }, bearer);
}
