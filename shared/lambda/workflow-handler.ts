import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { RETRYABLE, RetryableError } from '../errors.ts';
import { mayPass } from './passing-errors.ts';

/**
 * Wraps a step of the selection workflow: the payload is parsed, what may pass by itself fails as `TransientError` so that the
 * state machine tries again, and anything else fails as what it is. Nothing is swallowed: a step that fails is seen to fail.
 */
export function workflowHandler<Input extends object, Output>(
  schema: z.ZodMiniType<Input>,
  step: (input: Input) => Promise<Output>,
) {
  const logger = new Logger();
  return middy<unknown, Output, Error, Context>().handler(async (payload) => {
    const input = schema.parse(payload);
    const startedAt = performance.now();
    try {
      const output = await step(input);
      logger.info('step done', { input, milliseconds: Math.round(performance.now() - startedAt) });
      return output;
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: 'unknown', message: '' };
      logger.error('step failed', { input, error: name, reason: message });
      if (mayPass(error)) throw new RetryableError(RETRYABLE.transient, message, { cause: error });
      throw error;
    }
  });
}
