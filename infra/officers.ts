import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { AccountRecovery, CfnUserPoolGroup, Mfa, UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ROLES } from '#shared/names.ts';

/** The people who run and audit waves: created by an administrator, one group per role, never by signing up. */
export class Officers extends Construct {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly authorizer: HttpUserPoolAuthorizer;

  constructor(scope: Construct, id: string) {
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
      mfa: Mfa.OPTIONAL,
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
        id: 'AwsSolutions-COG2',
        reason:
          'A second factor is offered to each officer but not demanded yet: signing in from the command line, the only way there is so far, has no step in which to set one up.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason:
          'Threat protection pays where strangers sign up; this pool has a handful of officers whom an administrator creates and who sign in for an hour at a time.',
      },
    );
    const client = new UserPoolClient(this, 'Client', {
      userPool: pool,
      // A console page and a command line can't keep a secret.
      generateSecret: false,
      authFlows: { userSrp: true, adminUserPassword: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
    });
    for (const role of ROLES) {
      new CfnUserPoolGroup(this, role, { userPoolId: pool.userPoolId, groupName: role });
    }
    this.userPoolId = pool.userPoolId;
    this.clientId = client.userPoolClientId;
    this.authorizer = new HttpUserPoolAuthorizer('OfficerTokens', pool, { userPoolClients: [client] });
  }
}
