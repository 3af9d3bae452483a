import { ENVIRONMENT } from '#shared/names.ts';

export const TABLES = { waves: 'waves', registrations: 'registrations', recipients: 'recipients' } as const;
export const SECRETS = { pepper: 'pepper-secret', signing: 'signing-secret' } as const;

/** What Lambda sets for a function, credentials of a role among it (a session token has some 800 characters), with the services at a stub. */
export function lambdaEnvironment(stubPort: number): Record<string, string> {
  const endpoint = `http://127.0.0.1:${stubPort}`;
  return {
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'k'.repeat(40),
    AWS_SESSION_TOKEN: 't'.repeat(800),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
    [ENVIRONMENT.wavesTable]: TABLES.waves,
    [ENVIRONMENT.registrationsTable]: TABLES.registrations,
    [ENVIRONMENT.recipientsTable]: TABLES.recipients,
    [ENVIRONMENT.pepperSecret]: SECRETS.pepper,
    [ENVIRONMENT.signingSecret]: SECRETS.signing,
    [ENVIRONMENT.softwareVersion]: 'bench',
  };
}
