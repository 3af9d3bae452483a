import { createHash } from 'node:crypto';
import { openJwtIssuer } from '../http/jwt-issuer.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { ResourceKind } from './resource-kind.ts';

/** Where the private key of a user pool lies in the data folder. */
export const USER_POOL_KEYS = 'user-pools';

/** A user pool is an issuer of tokens and its key pair: whom it knows is left to AWS, and whoever signs in here says who they are. */
export const userPool: ResourceKind<World> = {
  type: 'AWS::Cognito::UserPool',
  handles: [],
  identity({ logicalId, stackName, region, accountId }) {
    const id = `${region}_${letters(`${stackName}/${logicalId}`, 9)}`;
    const host = `cognito-idp.${region}.amazonaws.com/${id}`;
    const arn = `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`;
    return { ref: id, attributes: { Arn: arn, ProviderName: host, ProviderURL: `https://${host}`, UserPoolId: id } };
  },
  async start({ identity }, world) {
    const issuer = identity.attributes?.['ProviderURL'] ?? '';
    world.issuers.set(identity.ref, await openJwtIssuer(issuer, world.data.at(USER_POOL_KEYS, `${identity.ref}.pem`), world.clock));
  },
};

export const userPoolClient: ResourceKind<World> = {
  type: 'AWS::Cognito::UserPoolClient',
  handles: ['UserPoolId', 'CallbackURLs', 'LogoutURLs', 'AccessTokenValidity', 'RefreshTokenValidity', 'TokenValidityUnits'],
  identity({ logicalId, stackName }) {
    const id = letters(`${stackName}/${logicalId}`, 26);
    return { ref: id, attributes: { ClientId: id } };
  },
  start({ identity, properties }, world) {
    const units = properties['TokenValidityUnits'] ?? {};
    world.clients.push({
      userPoolId: properties['UserPoolId'],
      clientId: identity.ref,
      callbackUrls: properties['CallbackURLs'] ?? [],
      logoutUrls: properties['LogoutURLs'] ?? [],
      accessTokenSeconds: properties['AccessTokenValidity'] * secondsOf(units['AccessToken']),
      refreshTokenSeconds: properties['RefreshTokenValidity'] * secondsOf(units['RefreshToken']),
    });
  },
};

/** Its pages are this runtime's own (`http/sign-in.ts`), at the paths that they have on AWS. */
export const userPoolDomain: ResourceKind<World> = {
  type: 'AWS::Cognito::UserPoolDomain',
  handles: ['UserPoolId', 'Domain'],
  identity: ({ logicalId, name }) => ({ ref: name('Domain') ?? logicalId }),
  start() {},
};

export const userPoolGroup: ResourceKind<World> = {
  type: 'AWS::Cognito::UserPoolGroup',
  handles: ['UserPoolId', 'GroupName'],
  identity: ({ logicalId, name }) => ({ ref: name('GroupName') ?? logicalId }),
  start({ identity, properties }, world) {
    world.groups.push({ userPoolId: properties['UserPoolId'], groupName: identity.ref });
  },
};

function secondsOf(unit: unknown): number {
  const seconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }[String(unit)];
  if (seconds === undefined) throw new Refusal(`A token of the user pool is valid for a number of "${unit}", which is no unit.`);
  return seconds;
}

/** Letters and digits that are the same at each start. */
function letters(from: string, length: number): string {
  const digest = createHash('sha256').update(from).digest();
  return Array.from({ length }, (_, index) => ((digest[index] ?? 0) % 36).toString(36)).join('');
}
