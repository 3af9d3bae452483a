import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { evidenceKey, PLAN_FILE } from '#shared/evidence/evidence-names.ts';
import { contentTypeOf, evidenceStore } from '#shared/evidence/evidence-store.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { type Answer, httpHandler } from '#shared/lambda/http-handler.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'evidenceBucket');
const evidence = evidenceStore(new S3Client({}), names.evidenceBucket);
const waves = wavesStore(documentClient(), names.wavesTable);

/** Names of evidence files: one folder at most, nothing that climbs out of the wave's folder. */
const FILE = /^(?:[a-z]+\/)?[a-z0-9-]{1,40}\.(?:json|csv)$/;
/** A Lambda function answers with 6 MB at most; larger files are fetched from the bucket by a link. */
const MOST_BYTES = 4_000_000;
const LINK_SECONDS = 300;
/** Published files never change. The plan may, until the wave opens. */
const FOREVER_SECONDS = 86_400;
const PLAN_SECONDS = 5;

export const handler = httpHandler(async (event): Promise<Answer> => {
  const waveId = event.pathParameters?.['waveId'] ?? '';
  const file = event.pathParameters?.['file'] ?? '';
  if (!waveIdSchema.safeParse(waveId).success || !FILE.test(file)) return { problem: 'unknown-file' };
  const bytes = await evidence.read(evidenceKey(waveId, file));
  if (bytes)
    return bytes.length > MOST_BYTES
      ? redirect(await evidence.link(evidenceKey(waveId, file), LINK_SECONDS))
      : served(file, bytes, FOREVER_SECONDS);
  // Before the entrants are committed, the plan's bytes are the table's.
  const plan = file === PLAN_FILE ? (await waves.read(waveId))?.planText : undefined;
  return plan === undefined ? { problem: 'unknown-file' } : served(file, Buffer.from(plan), PLAN_SECONDS);
}, new Logger());

function served(file: string, bytes: Uint8Array, cacheSeconds: number): Answer {
  const headers = { 'content-type': contentTypeOf(file), 'cache-control': `public, max-age=${cacheSeconds}` };
  return { status: 200, raw: { headers, body: Buffer.from(bytes).toString('utf8') } };
}

function redirect(location: string): Answer {
  return { status: 307, raw: { headers: { location, 'cache-control': 'no-store' } } };
}
