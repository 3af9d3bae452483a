import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { auditWriter } from '../audit/audit-store.ts';
import type { AuditAppend } from '../audit/audited.ts';
import { systemClock } from '../clock.ts';

/** Some 3 s in all 31 pauses, 6 s at the very most: less than any function's time. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;

/** The audit log as the functions write it. */
export function auditLog(client: DynamoDBDocumentClient, { auditTable }: { auditTable: string }): AuditAppend {
  return auditWriter(client, auditTable, {
    clock: systemClock,
    newToken: () => randomBytes(16).toString('hex'),
    // Full jitter: who has collided once must not collide again in step.
    pause: (tries) => sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries)),
  });
}
