import { describe, expect, test } from 'vitest';
import { type Limit, STAGES } from '#infra/stages.ts';
import { OPERATIONS } from '#shared/http/operations/operations.ts';
import { functionName, idIn, onlyOne, resourcesOf, synthesized, textOf } from './synthesized-template.ts';

const template = synthesized('dev');
const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
  const integration = template.Resources[textOf(Properties.Target).match(/^integrations\/\$\{(\w+)\}$/)![1]!]!;
  return { properties: Properties, integration, lambda: idIn(integration.Properties.IntegrationUri) };
});

const PUBLIC = {
  'POST /v1/waves/{waveId}/registrations': 'register',
  'GET /v1/waves': 'waves',
  'GET /v1/waves/{waveId}': 'waves',
  'GET /v1/waves/{waveId}/registration': 'own-registration',
  'POST /v1/waves/{waveId}/registration': 'join-wave',
  'POST /v1/waves/{waveId}/registration/appeal': 'appeal',
  'GET /v1/waves/{waveId}/evidence/{file+}': 'evidence',
  'GET /v1/openapi.json': 'openapi',
  'GET /.well-known/jwks.json': 'public-keys',
  'POST /v1/partners/{partnerId}/activations': 'activate-place',
};
const OFFICERS = {
  'PUT /v1/waves/{waveId}': 'schedule-wave',
  'POST /v1/waves/{waveId}/plan-decision': 'schedule-wave',
  'GET /v1/preflight': 'schedule-wave',
  'GET /v1/proposals': 'proposals',
  'GET /v1/proposals/{proposalId}': 'proposals',
  'POST /v1/proposals': 'proposals',
  'POST /v1/proposals/{proposalId}/decision': 'proposals',
  'POST /v1/waves/{waveId}/selection': 'start-selection',
  'POST /v1/waves/{waveId}/dry-run': 'dry-run',
  'GET /v1/waves/{waveId}/report': 'report',
  'GET /v1/waves/{waveId}/ledger': 'ledger',
  'GET /v1/ledger/{year}': 'ledger',
  'GET /v1/audit/{chain}': 'audit',
  'GET /v1/partners': 'partners',
  'GET /v1/waves/{waveId}/appeals': 'appeals',
  'GET /v1/waves/{waveId}/appeals/{entryId}': 'appeals',
  'POST /v1/waves/{waveId}/appeals/{entryId}/dismissal': 'appeals',
  'GET /v1/lists': 'lists',
  'POST /v1/lists/{listId}/imports': 'import-list',
  'PUT /v1/lists/{listId}/imports/{importId}/chunks/{number}': 'import-list',
  'POST /v1/lists/{listId}/imports/{importId}/completion': 'import-list',
};

describe('the HTTP API', () => {
  test('sends each route to its function', () => {
    const targets = routes.map(({ properties, lambda }) => [properties.RouteKey, functionName(template, lambda)]);
    expect(Object.fromEntries(targets)).toEqual({ ...PUBLIC, ...OFFICERS });
    expect(targets).toHaveLength(Object.keys({ ...PUBLIC, ...OFFICERS }).length);
  });

  test('calls functions with payload 2.0, and each allows its own routes', () => {
    const ofTheApi = resourcesOf(template, 'AWS::Lambda::Permission').filter(
      ([, { Properties }]) => Properties.Principal === 'apigateway.amazonaws.com',
    );
    const permitted = ofTheApi.map(([, { Properties }]) => ({
      lambda: idIn(Properties.FunctionName),
      source: textOf(Properties.SourceArn).replace(/^.*\/\*\/\*/, ''),
    }));
    for (const { properties, integration, lambda } of routes) {
      expect(integration.Properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
      expect(permitted).toContainEqual({ lambda, source: properties.RouteKey.split(' ')[1] });
    }
    expect(permitted).toHaveLength(routes.length);
  });

  test('asks for a token on the officer routes and on no others', () => {
    const authorizerId = resourcesOf(template, 'AWS::ApiGatewayV2::Authorizer')[0]![0];
    for (const { properties } of routes) {
      if (properties.RouteKey in OFFICERS) {
        expect(properties.AuthorizationType, properties.RouteKey).toBe('JWT');
        expect(idIn(properties.AuthorizerId)).toBe(authorizerId);
      } else {
        expect(properties.AuthorizationType, properties.RouteKey).toBe('NONE');
        expect(properties).not.toHaveProperty('AuthorizerId');
      }
    }
  });

  test('takes tokens of the officers user pool and of its one client', () => {
    const pool = resourcesOf(template, 'AWS::Cognito::UserPool')[0]![0];
    const client = resourcesOf(template, 'AWS::Cognito::UserPoolClient')[0]![0];
    const { Properties } = onlyOne(template, 'AWS::ApiGatewayV2::Authorizer');
    expect(Properties).toMatchObject({ AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'] });
    expect(Properties.JwtConfiguration.Audience.map(idIn)).toEqual([client]);
    expect(textOf(Properties.JwtConfiguration.Issuer)).toBe(`https://cognito-idp.ap-southeast-3.amazonaws.com/\${${pool}}`);
  });

  test('lets nobody sign up, and knows the four roles', () => {
    expect(onlyOne(template, 'AWS::Cognito::UserPool').Properties.AdminCreateUserConfig).toEqual({
      AllowAdminCreateUserOnly: true,
    });
    const groups = resourcesOf(template, 'AWS::Cognito::UserPoolGroup').map(([, { Properties }]) => Properties.GroupName);
    expect(groups.sort()).toEqual(['approver', 'auditor', 'officer', 'support']);
  });

  test('asks officers for a second factor, and sends them back with a code to their own pages only', () => {
    expect(onlyOne(template, 'AWS::Cognito::UserPool').Properties).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
    const { Properties } = onlyOne(template, 'AWS::Cognito::UserPoolClient');
    expect(Properties).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      GenerateSecret: false,
      EnableTokenRevocation: true,
      SupportedIdentityProviders: ['COGNITO'],
    });
    const ofThePages = (url: unknown) => textOf(url).replace(/^\$\{PagesUrl\}/, '');
    expect(Properties.CallbackURLs.map(ofThePages)).toEqual(['/petugas/masuk', '/en/officers/sign-in']);
    expect(Properties.LogoutURLs.map(ofThePages)).toEqual(['/petugas', '/en/officers']);
    const { AllowedPattern, Default } = template.Parameters['PagesUrl'] as { AllowedPattern?: string; Default?: string };
    const allowed = new RegExp(AllowedPattern ?? 'none');
    expect([Default ?? '', 'https://x.example', 'https://x.example/', 'x.example'].map((url) => allowed.test(url))).toEqual([
      ...[true, true, false, false],
    ]);
  });

  test('tells the pages where officers sign in', () => {
    const said = textOf(template.Outputs['OfficersSignIn']!.Value);
    const pool = resourcesOf(template, 'AWS::Cognito::UserPool')[0]![0];
    const [domain, client] = ['UserPoolDomain', 'UserPoolClient'].map(
      (kind) => resourcesOf(template, `AWS::Cognito::${kind}`)[0]![0],
    );
    const pages = `https://\${${domain}}.auth.ap-southeast-3.amazoncognito.com`;
    expect(JSON.parse(said)).toEqual({
      issuer: `\${${pool}.ProviderURL}`,
      clientId: `\${${client}}`,
      authorize: `${pages}/oauth2/authorize`,
      logout: `${pages}/logout`,
    });
    expect(textOf(template.Outputs['SignInUrl']!.Value)).toBe(pages);
    expect(textOf(onlyOne(template, 'AWS::Cognito::UserPoolDomain').Properties.Domain)).toMatch(
      /^gelombang-dev-\$\{AWS::AccountId\}$/,
    );
  });

  test('lets no page of another origin in: there is no CORS', () => {
    expect(onlyOne(template, 'AWS::ApiGatewayV2::Api').Properties).not.toHaveProperty('CorsConfiguration');
  });
});

describe.each(Object.values(STAGES))('throttling of single routes in $name', ({ name, throttling, routeLimits }) => {
  const stageTemplate = synthesized(name);
  const { Properties, DependsOn } = onlyOne(stageTemplate, 'AWS::ApiGatewayV2::Stage');
  const limits = ({ rate, burst }: Limit) => ({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst });

  test('limits what costs more than a registration, each route by itself, and the stage waits for these routes', () => {
    expect(Properties.RouteSettings).toEqual({
      'GET /v1/waves/{waveId}/evidence/{file+}': limits(routeLimits.evidence),
      'GET /v1/waves/{waveId}/registration': limits(routeLimits.ownRegistration),
      'POST /v1/waves/{waveId}/registration': limits(routeLimits.joining),
      'POST /v1/waves/{waveId}/registration/appeal': limits(routeLimits.ownRegistration),
      'POST /v1/partners/{partnerId}/activations': limits(routeLimits.partners),
      ...Object.fromEntries(Object.keys(OFFICERS).map((route) => [route, limits(routeLimits.officers)])),
    });
    const limited = Object.keys(Properties.RouteSettings);
    for (const route of limited) expect(OPERATIONS, 'no route by that name').toHaveProperty([route]);
    const awaited = DependsOn?.map((id) => stageTemplate.Resources[id]?.Properties.RouteKey);
    expect(awaited?.toSorted()).toEqual(limited.toSorted());
  });

  test('leaves registering more than half of the whole', () => {
    for (const { rate, burst } of Object.values(routeLimits)) {
      expect(rate).toBeLessThanOrEqual(throttling.rate / 2);
      expect(burst).toBeLessThanOrEqual(throttling.burst / 2);
    }
  });
});
