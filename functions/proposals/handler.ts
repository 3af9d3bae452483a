import { Logger } from '@aws-lambda-powertools/logger';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { decided } from './decided.ts';
import { proposalsDependencies } from './dependencies.ts';
import { proposed } from './proposed.ts';
import { shown } from './shown.ts';

const deps = proposalsDependencies();
const logger = new Logger();
const proposes = proposed(deps, logger);
const decides = decided(deps, logger);
const shows = shown(deps);

/** The desk: what one officer proposes and another approves, but for the plans of waves. */
export const handler = httpHandler((event) => {
  switch (event.routeKey) {
    case 'POST /v1/proposals':
      return proposes(event);
    case 'POST /v1/proposals/{proposalId}/decision':
      return decides(event);
    default:
      return shows(event);
  }
}, logger);
