import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolGroup,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Aws, CfnParameter, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ROLES } from '#shared/names.ts';
import { PATHS } from '#web/shared/paths.ts';
import type { SignInFile } from '#web/shared/sign-in-file.ts';
import type { Stage } from './stages.ts';

/** Where the pages are until a deployment says where: on the laptop of whoever tries them. Cognito takes no other address without TLS. */
const ON_A_LAPTOP = 'http://localhost:8787';

/** The people who run and audit waves: created by an administrator, one group per role, never by signing up. */
export class Officers extends Construct {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly authorizer: HttpUserPoolAuthorizer;
  /** Where the user pool's own pages are, without a path: `https://<prefix>.auth.<region>.amazoncognito.com`. */
  readonly signInUrl: string;
  /** The JSON that the officers' pages read to find them. */
  readonly signInFile: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: false,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions-COG1',
        reason:
          'Fourteen characters with digits and both cases; a symbol more makes passwords harder to remember, not to guess (NIST SP 800-63B, 5.1.1.2).',
      },
      {
        id: 'AwsSolutions-COG8',
        reason:
          'Threat protection pays where strangers sign up; this pool has a handful of officers whom an administrator creates and who sign in for an hour at a time.',
      },
    );
    const pages = new CfnParameter(this, 'PagesUrl', {
      type: 'String',
      default: ON_A_LAPTOP,
      allowedPattern: '^https?://[^/]+$',
      description: 'Where the pages are, such as https://gelombang.example.go.id, without a path: officers are sent back there',
    });
    pages.overrideLogicalId('PagesUrl');
    const inEachLanguage = ({ id, en }: { id: string; en: string }) => [id, en].map((path) => `${pages.valueAsString}${path}`);
    const client = new UserPoolClient(this, 'Client', {
      userPool: pool,
      // A page and a command line can't keep a secret.
      generateSecret: false,
      authFlows: { userSrp: true, adminUserPassword: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: inEachLanguage(PATHS.signIn),
        logoutUrls: inEachLanguage(PATHS.officers),
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
    });
    for (const role of ROLES) {
      new CfnUserPoolGroup(this, role, { userPoolId: pool.userPoolId, groupName: role });
    }
    const domain = pool.addDomain('SignIn', {
      // Unique in all of the region, since no two accounts have one number.
      cognitoDomain: { domainPrefix: `gelombang-${stage.name}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    new CfnManagedLoginBranding(this, 'Looks', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    this.userPoolId = pool.userPoolId;
    this.clientId = client.userPoolClientId;
    this.authorizer = new HttpUserPoolAuthorizer('OfficerTokens', pool, { userPoolClients: [client] });
    this.signInUrl = domain.baseUrl();
    const file: SignInFile = {
      issuer: pool.userPoolProviderUrl,
      clientId: client.userPoolClientId,
      authorize: `${this.signInUrl}/oauth2/authorize`,
      logout: `${this.signInUrl}/logout`,
    };
    this.signInFile = Stack.of(this).toJsonString(file);
  }
}
