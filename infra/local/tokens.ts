import type { JwtIssuer } from './http/jwt-issuer.ts';
import { Refusal } from './refusal.ts';
import type { UserPoolClient, World } from './world.ts';

/** Who a token is for: somebody in these groups, of that name (`local-<first group>` without one). Another name is another person. */
export type Bearer = { roles: readonly string[]; name?: string | undefined };

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

type Pool = Pick<World, 'groups' | 'issuers'> & { clients: readonly Pick<UserPoolClient, 'userPoolId' | 'clientId'>[] };

/** An access token of the template's user pool. Throws a Refusal that lists the groups there are. */
export async function accessToken(pool: Pool, bearer: Bearer): Promise<string> {
  const { clientId, issuer, username } = signedBy(pool, bearer);
  return issuer.accessToken({ clientId, groups: bearer.roles, username });
}

/** Who signs a token for somebody, and what the somebody is called in it. @throws Refusal that says what is wrong with roles or name */
export function signedBy(
  { groups, clients, issuers }: Pool,
  { roles, name }: Bearer,
): { clientId: string; issuer: JwtIssuer; username: string } {
  const unknown = roles.find((role) => groups.every(({ groupName }) => groupName !== role));
  if (roles.length === 0 || unknown !== undefined) {
    throw new Refusal(`There is no role "${unknown ?? ''}"; known are: ${groups.map(({ groupName }) => groupName).join(', ')}.`);
  }
  if (name !== undefined && !NAME.test(name)) {
    throw new Refusal(`A token is for a name of lower-case letters, digits and hyphens, such as siti, and not for "${name}".`);
  }
  const [first = ''] = roles;
  const group = groups.find(({ groupName }) => groupName === first);
  const client = clients.find(({ userPoolId }) => userPoolId === group?.userPoolId);
  const issuer = issuers.get(group?.userPoolId ?? '');
  if (!client || !issuer) throw new Refusal(`Nobody signs tokens for the role "${first}".`);
  return { clientId: client.clientId, issuer, username: `local-${name ?? first}` };
}
