import { Logger } from '@aws-lambda-powertools/logger';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { scheduleDependencies } from './dependencies.ts';
import { lookAhead } from './look-ahead.ts';
import { planDecided } from './plan-decided.ts';
import { planProposed } from './plan-proposed.ts';

const deps = scheduleDependencies();
const logger = new Logger();
const proposed = planProposed(deps, logger);
const decided = planDecided(deps, logger);
const lookedAhead = lookAhead(deps);

/** One function for all three: what schedules reads the keys already, and nobody else should have to. */
export const handler = httpHandler((event) => {
  if (!event.pathParameters) return lookedAhead(event);
  return event.routeKey === 'POST /v1/waves/{waveId}/plan-decision' ? decided(event) : proposed(event);
}, logger);
