import { Logger } from '@aws-lambda-powertools/logger';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { hasRole } from '#shared/lambda/roles.ts';
import { partnerDocument } from '#shared/partners/partner.ts';
import { partnersDependencies } from './dependencies.ts';

const deps = partnersDependencies();

/** Shows all partners. Reading leaves no entry: there is nothing of a person in it, and nothing secret. */
export const handler = httpHandler(async (event) => {
  if (!hasRole(event, 'officer', 'approver', 'auditor')) return { problem: 'forbidden' };
  return { status: 200, json: { partners: (await deps.partners.list()).map(partnerDocument) } };
}, new Logger());
