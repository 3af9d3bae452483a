import { jwtAuthorizer } from '../http/jwt-authorizer.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Declared, ResourceKind } from './resource-kind.ts';

/** AWS: integrations of HTTP APIs may take up to 30 seconds, and do so by default. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** One API: the server of the runtime has one address. */
export const httpApiItself: ResourceKind<World> = {
  type: 'AWS::ApiGatewayV2::Api',
  handles: ['ProtocolType'],
  identity({ logicalId, region }) {
    const id = logicalId.toLowerCase();
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${region}.amazonaws.com` } };
  },
  start({ logicalId, identity, properties }, world) {
    if (properties['ProtocolType'] !== 'HTTP') refuse(logicalId, `the protocol ${properties['ProtocolType']}`);
    if (world.apiParts.ids.length > 0) refuse(logicalId, 'a second API');
    world.apiParts.ids.push(identity.ref);
    world.api.apiId = identity.ref;
  },
};

export const httpApiStage: ResourceKind<World> = {
  type: 'AWS::ApiGatewayV2::Stage',
  handles: ['ApiId', 'StageName'],
  identity: ({ name, logicalId }) => ({ ref: name('StageName') ?? logicalId }),
  start({ logicalId, properties }) {
    if (properties['StageName'] !== '$default') refuse(logicalId, `the stage ${properties['StageName']} beside $default`);
  },
};

export const httpApiAuthorizer: ResourceKind<World> = {
  type: 'AWS::ApiGatewayV2::Authorizer',
  handles: ['ApiId', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration.Audience', 'JwtConfiguration.Issuer'],
  identity: ({ logicalId }) => ({ ref: logicalId, attributes: { AuthorizerId: logicalId } }),
  start({ logicalId, identity, properties }, world) {
    const { AuthorizerType, IdentitySource, JwtConfiguration } = properties;
    if (AuthorizerType !== 'JWT') refuse(logicalId, `an authorizer of type ${AuthorizerType}`);
    const source = String(IdentitySource);
    if (source.toLowerCase() !== '$request.header.authorization') refuse(logicalId, `the identity source ${source}`);
    const pool = [...world.issuers.values()].find(({ issuer }) => issuer === JwtConfiguration?.Issuer);
    if (!pool)
      throw new Refusal(
        `The authorizer ${logicalId} trusts ${JwtConfiguration?.Issuer}, which is not a user pool of this template.`,
      );
    const { issuer, keys } = pool;
    const audiences = [JwtConfiguration?.Audience ?? []].flat();
    world.apiParts.authorizers.set(identity.ref, jwtAuthorizer({ issuer, audiences, keys, clock: world.clock }));
  },
};

export const httpApiIntegration: ResourceKind<World> = {
  type: 'AWS::ApiGatewayV2::Integration',
  handles: ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis'],
  identity: ({ logicalId }) => ({ ref: logicalId, attributes: { IntegrationId: logicalId } }),
  start({ logicalId, identity, properties }, world) {
    const { IntegrationType, IntegrationUri, PayloadFormatVersion, TimeoutInMillis = DEFAULT_TIMEOUT_MS } = properties;
    if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0') {
      refuse(logicalId, `an integration of type ${IntegrationType} with payload format ${PayloadFormatVersion}`);
    }
    const fn = world.functions.get(IntegrationUri);
    if (!fn) throw new Refusal(`The integration ${logicalId} calls ${IntegrationUri}, which is not a function of this template.`);
    world.apiParts.integrations.set(identity.ref, { invoke: fn.invoke, timeoutMs: Number(TimeoutInMillis) });
  },
};

export const httpApiRoute: ResourceKind<World> = {
  type: 'AWS::ApiGatewayV2::Route',
  handles: ['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId'],
  identity: ({ logicalId }) => ({ ref: logicalId, attributes: { RouteId: logicalId } }),
  start({ logicalId, properties }, world) {
    const { RouteKey, Target, AuthorizationType = 'NONE', AuthorizerId } = properties;
    const integration = world.apiParts.integrations.get(String(Target).replace(/^integrations\//, ''));
    if (!integration) refuse(logicalId, `the target ${Target}`);
    world.api.addRoute({ routeKey: String(RouteKey), target: { ...integration, authorize: authorizerOf() } });

    function authorizerOf() {
      if (AuthorizationType === 'NONE') return undefined;
      const authorizer = AuthorizationType === 'JWT' && world.apiParts.authorizers.get(AuthorizerId);
      return authorizer || refuse(logicalId, `authorization of type ${AuthorizationType}`);
    }
  },
};

function refuse(logicalId: Declared['logicalId'], what: string): never {
  throw new Refusal(`The local runtime doesn't run ${what} (${logicalId}).`);
}
