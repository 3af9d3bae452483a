import { Logger } from '@aws-lambda-powertools/logger';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { environment } from '#shared/lambda/environment.ts';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { secretBytes } from '#shared/lambda/secrets-store.ts';
import { jwkSet, signingKeyOf } from '#shared/tokens/signing-key.ts';

const seed = secretBytes(new SecretsManagerClient({}), environment('signingSecret').signingSecret);
const CACHE_SECONDS = 300;

export const handler = httpHandler(
  async () => ({ status: 200, json: jwkSet([signingKeyOf(await seed())]), cacheSeconds: CACHE_SECONDS }),
  new Logger(),
);
