import { setTimeout as sleep } from 'node:timers/promises';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { checkPeople } from '#shared/civil-registry/check-people.ts';
import { registryConfigSchema } from '#shared/civil-registry/civil-registry.ts';
import { httpRegistry } from '#shared/civil-registry/http-registry.ts';
import { registryChecksStore } from '#shared/civil-registry/registry-checks-store.ts';
import { systemClock } from '#shared/clock.ts';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { exclusionsStore } from '#shared/exclusions/exclusions-store.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { SHARDS_AT_ONCE } from '#shared/names.ts';
import { recipientsStore } from '#shared/recipients/recipients-store.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { sealingKeyStore } from '#shared/sealing/sealing-key-store.ts';
import { type ScreenDeps, screenShard } from '#shared/selection/screen-shard.ts';
import { shardSchema } from '#shared/selection/shard-schema.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment(
  'wavesTable',
  'registrationsTable',
  'recipientsTable',
  'exclusionsTable',
  'checksTable',
  'auditTable',
  'civilRegistry',
  'evidenceBucket',
);
const dynamodb = documentClient();
const config = registryConfigSchema.parse(JSON.parse(names.civilRegistry));
const sealingKeys = sealingKeyStore(new KMSClient({}));
const audit = auditLog(dynamodb, names);
const checks = registryChecksStore(dynamodb, names.checksTable);

/** Of the function's 300 s: what the registry has not answered by then is pending, and time is left for everything else. */
const CHECKING_MS = 200_000;
const deps: ScreenDeps = {
  waves: wavesStore(dynamodb, names.wavesTable),
  registrations: registrationsStore(dynamodb, names.registrationsTable),
  recipients: recipientsStore(dynamodb, names.recipientsTable),
  exclusions: exclusionsStore(dynamodb, names.exclusionsTable),
  evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
  checkPeople({ wave, shard, people }) {
    const registry = httpRegistry({
      endpoint: config.endpoint,
      checksPerSecond: config.checksPerSecond / SHARDS_AT_ONCE,
      until: systemClock.now() + CHECKING_MS,
      time: { now: systemClock.now, sleep },
      random: Math.random,
      get: fetch,
    });
    const derive = sealingKeys(wave.sealingKeyId);
    return checkPeople({ clock: systemClock, registry, checks, derive, audit }, { waveId: wave.waveId, shard, people });
  },
};

export const handler = workflowHandler(z.strictObject({ waveId: waveIdSchema, shard: shardSchema }), (input) =>
  screenShard(deps, input),
);
