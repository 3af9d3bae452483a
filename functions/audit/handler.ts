import { Logger } from '@aws-lambda-powertools/logger';
import { chainNameSchema } from '#shared/audit/chains.ts';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { hasRole } from '#shared/lambda/roles.ts';
import { auditDependencies } from './dependencies.ts';

const deps = auditDependencies();

/** Reading leaves no entry: there is nothing of a person in the log, and a chain that grew by being read would never be read to its end. */
export const handler = httpHandler(async (event) => {
  if (!hasRole(event, 'officer', 'approver', 'auditor')) return { problem: 'forbidden' };
  const chain = chainNameSchema.safeParse(event.pathParameters?.['chain']);
  if (!chain.success) return { problem: 'unknown-chain' };
  const after = event.queryStringParameters?.['after'] ?? '0';
  if (!/^\d{1,9}$/.test(after)) return { problem: 'invalid-after' };
  return { status: 200, json: await deps.audit.page(chain.data, Number(after)) };
}, new Logger());
