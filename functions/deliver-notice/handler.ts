import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod/mini';
import { deliverNotice } from '#shared/notifications/deliver-notice.ts';
import { noticeIdOf, noticeSchema } from '#shared/notifications/notice.ts';
import { deliverDependencies } from './dependencies.ts';

const deps = deliverDependencies();
const logger = new Logger();

/** An event of the bus, of which only what is told matters here. */
const eventSchema = z.object({ detail: noticeSchema });

/** Delivers the notice of one event. What fails is thrown, so that the event comes again and at last lies in the dead-letter queue. */
export async function handler(event: unknown): Promise<void> {
  const { detail: notice } = eventSchema.parse(event);
  const noticeId = noticeIdOf(notice);
  try {
    const result = await deliverNotice(deps, notice);
    logger.info('notice delivered', { noticeId, ...result });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'unknown', message: '' };
    logger.error('notice not delivered', { noticeId, error: name, reason: message });
    throw error;
  }
}
