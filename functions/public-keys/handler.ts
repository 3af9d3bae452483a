import { Logger } from '@aws-lambda-powertools/logger';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { environment } from '#shared/lambda/environment.ts';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { publicKeysReader } from '#shared/lambda/public-keys-reader.ts';
import { jwkSet } from '#shared/tokens/public-keys.ts';

const publicKeys = publicKeysReader(new AwsJsonClient(SECRETS_MANAGER), environment('signingSecret', 'retiredKeys'));
const CACHE_SECONDS = 300;

export const handler = httpHandler(
  async () => ({ status: 200, json: jwkSet(await publicKeys()), cacheSeconds: CACHE_SECONDS }),
  new Logger(),
);
