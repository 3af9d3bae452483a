import { Logger } from '@aws-lambda-powertools/logger';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { hasRole } from '#shared/lambda/roles.ts';
import { report } from '#shared/waves/report.ts';
import { reportDependencies } from './dependencies.ts';

const deps = reportDependencies();

export const handler = httpHandler(async (event) => {
  if (!hasRole(event, 'officer', 'approver', 'auditor', 'support')) return { problem: 'forbidden' };
  const found = await report(deps, { waveId: event.pathParameters?.['waveId'] ?? '' });
  return found ? { status: 200, json: found } : { problem: 'unknown-wave' };
}, new Logger());
