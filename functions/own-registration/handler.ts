import { Logger } from '@aws-lambda-powertools/logger';
import { preferredLanguage } from '#shared/http/problem-document.ts';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { bearerToken } from '#shared/lambda/roles.ts';
import { ownRegistration } from '#shared/registrations/own-registration.ts';
import { checkManageToken } from '#shared/tokens/check-manage-token.ts';
import { ownRegistrationDependencies } from './dependencies.ts';

const deps = ownRegistrationDependencies();

export const handler = httpHandler(async (event) => {
  const token = bearerToken(event);
  const claims = token && (await checkManageToken(await deps.publicKeys(), token, deps.clock.now()));
  if (!claims) return { problem: 'unauthorized' };
  // A token of another wave tells nothing about this one, not even that it exists.
  if (claims.waveId !== event.pathParameters?.['waveId']) return { problem: 'unknown-registration' };
  const own = await ownRegistration(deps, claims);
  if (!own) return { problem: 'unknown-registration' };
  const language = preferredLanguage(event.headers['accept-language']);
  return { status: 200, json: own.rule ? { ...own, rule: { ...own.rule, refusal: own.rule.refusal[language] } } : own };
}, new Logger());
