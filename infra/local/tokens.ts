import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** An access token of the template's user pool for somebody in the group `role`. Throws a Refusal that lists the groups there are. */
export function accessToken(
  { groups, clients, issuers }: Pick<World, 'groups' | 'clients' | 'issuers'>,
  role: string,
): Promise<string> {
  const group = groups.find(({ groupName }) => groupName === role);
  const client = clients.find(({ userPoolId }) => userPoolId === group?.userPoolId);
  const issuer = issuers.get(group?.userPoolId ?? '');
  if (!group || !client || !issuer) {
    throw new Refusal(`There is no role "${role}"; known are: ${groups.map(({ groupName }) => groupName).join(', ')}.`);
  }
  return issuer.accessToken({ clientId: client.clientId, groups: [role], username: `local-${role}` });
}
