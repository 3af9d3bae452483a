import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { ATTEMPTS_FILE, evidenceKey, PLAN_FILE, planVersionFile } from '#shared/evidence/evidence-names.ts';
import { contentTypeOf, evidenceStore } from '#shared/evidence/evidence-store.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { type Answer, cacheControl, httpHandler } from '#shared/lambda/http-handler.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { attemptsText, planVersions } from '#shared/waves/wave.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'evidenceBucket');
const evidence = evidenceStore(new S3Client({}), names.evidenceBucket);
const waves = wavesStore(documentClient(), names.wavesTable);

/** Names of evidence files: one folder at most, nothing that climbs out of the wave's folder. */
const FILE = /^(?:[a-z]+\/)?[a-z0-9-]{1,40}\.(?:json|jsonl|csv)(?:\.jws)?$/;
/** A Lambda function answers with 6 MB at most; larger files are fetched from the bucket by a link. */
const MOST_BYTES = 4_000_000;
const LINK_SECONDS = 300;
/** Published files never change; what the table holds still may. */
const FOREVER_SECONDS = 86_400;
const STILL_CHANGING_SECONDS = 5;

export const handler = httpHandler(async (event): Promise<Answer> => {
  const waveId = event.pathParameters?.['waveId'] ?? '';
  const file = event.pathParameters?.['file'] ?? '';
  if (!waveIdSchema.safeParse(waveId).success || !FILE.test(file)) return { problem: 'unknown-file' };
  const bytes = await evidence.read(evidenceKey(waveId, file));
  if (bytes)
    return bytes.length > MOST_BYTES
      ? redirect(await evidence.link(evidenceKey(waveId, file), LINK_SECONDS))
      : served(file, bytes, FOREVER_SECONDS);
  const text = await textInTable(waveId, file);
  return text === undefined ? { problem: 'unknown-file' } : served(file, Buffer.from(text), STILL_CHANGING_SECONDS);
}, new Logger());

/** The files whose bytes are the table's until they are written: the plan and its versions, and the attempts at a selection. */
async function textInTable(waveId: string, file: string): Promise<string | undefined> {
  if (file !== PLAN_FILE && file !== ATTEMPTS_FILE && !file.startsWith('plans/')) return undefined;
  const wave = await waves.read(waveId);
  if (!wave) return undefined;
  if (file === PLAN_FILE) return wave.planText;
  if (file === ATTEMPTS_FILE) return attemptsText(wave);
  return planVersions(wave).find((_, at) => file === planVersionFile(at + 1));
}

function served(file: string, bytes: Uint8Array, cacheSeconds: number): Answer {
  const headers = { 'content-type': contentTypeOf(file), 'cache-control': cacheControl(cacheSeconds) };
  return { status: 200, raw: { headers, body: Buffer.from(bytes).toString('utf8') } };
}

function redirect(location: string): Answer {
  return { status: 307, raw: { headers: { location, 'cache-control': 'no-store' } } };
}
