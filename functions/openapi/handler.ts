import { Logger } from '@aws-lambda-powertools/logger';
import { openApiDocument } from '#shared/http/openapi.ts';
import { httpHandler } from '#shared/lambda/http-handler.ts';

const document = openApiDocument();
const CACHE_SECONDS = 300;

export const handler = httpHandler(async () => ({ status: 200, json: document, cacheSeconds: CACHE_SECONDS }), new Logger());
