import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod/mini';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { hasRole } from '#shared/lambda/roles.ts';
import { listVersionsReader } from '#shared/lists/list-versions-store.ts';
import { publicVersion } from '#shared/lists/public-version.ts';
import { listsInForce } from '#shared/lists/resolve-lists.ts';

const names = environment('exclusionsTable');
const versionsOf = listVersionsReader(documentClient(), names.exclusionsTable);
const daySchema = z.iso.date();

/** Which versions of which lists there are, and which were in force on a day. It changes nothing, so the audit log has no entry of it. */
export const handler = httpHandler(async (event) => {
  if (!hasRole(event, 'officer', 'approver', 'auditor')) return { problem: 'forbidden' };
  const on = event.queryStringParameters?.['on'];
  if (on !== undefined && !daySchema.safeParse(on).success) return { problem: 'invalid-on' };
  const all = await versionsOf();
  const versions = on === undefined ? all : listsInForce(all, on);
  return { status: 200, json: { versions: versions.map(publicVersion) } };
}, new Logger());
