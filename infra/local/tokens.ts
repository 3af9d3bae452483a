import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Who a token is for: somebody in these groups, of that name (`local-<first group>` without one). Another name is another person. */
export type Bearer = { roles: readonly string[]; name?: string | undefined };

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** An access token of the template's user pool. Throws a Refusal that lists the groups there are. */
export function accessToken(
  { groups, clients, issuers }: Pick<World, 'groups' | 'clients' | 'issuers'>,
  { roles, name }: Bearer,
): Promise<string> {
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
  return issuer.accessToken({ clientId: client.clientId, groups: [...roles], username: `local-${name ?? first}` });
}
