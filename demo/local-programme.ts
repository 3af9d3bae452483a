import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Runtime, startRuntime } from '#infra/local/runtime.ts';
import { dayInWib, instant } from '#shared/clock.ts';
import { ENVIRONMENT, EVIDENCE_PREFIX } from '#shared/names.ts';
import { keysOfSet } from '#shared/tokens/public-keys.ts';
import { type AuditSource, auditSourceAt } from '#verify/audit/source.ts';
import type { Keys } from '#verify/keys.ts';
import { aidLists } from './aid-lists.ts';
import type { LedgerTables } from './guarantees/ledger-holds.ts';
import { httpClient } from './http-client.ts';
import { marketplace } from './marketplace.ts';
import type { Programme } from './programme.ts';
import { PEOPLE_AT_ONCE } from './registering.ts';

/** The programme on this machine, and the doors to its stores that only the checks use. */
export type LocalProgramme = Programme & {
  database: DynamoDBClient;
  tables: { registrations: string } & LedgerTables;
  /** The published keys, by which signatures are checked. */
  keys: Keys;
  pepper: Uint8Array;
  /** As auditors read it, over HTTP. */
  auditLog(): Promise<AuditSource>;
  /** Where the waves' folders lie, and the key set beside them. */
  evidenceRoot: string;
  /** Where a wave's published files lie. */
  evidenceFolder(waveId: string): string;
  retries(): number;
  /** Waits until all messages on their way have been sent. */
  untilNotified(): Promise<void>;
  stop(): Promise<void>;
};

/** In the names of executions that tell people the results of a wave. */
const NOTIFICATION = '-notification-';

const FAILED: ReadonlySet<string> = new Set(['FAILED', 'TIMED_OUT', 'ABORTED']);

/**
 * Boots the local runtime on a synthesized app, with its clock set back.
 * @param startAt epoch milliseconds
 */
export async function startLocalProgramme(options: {
  assembly: string;
  dataFolder: string;
  startAt: number;
  log: (line: string) => void;
}): Promise<LocalProgramme> {
  let fault: string | undefined;
  const runtime = await startRuntime({
    ...options,
    port: 0,
    // Those who were not selected would be nine tenths of the work here, and say nothing that the selected ones' messages don't.
    parameters: { NoticesTo: 'selected' },
    dynamodbEndpoint: process.env['DYNAMODB_ENDPOINT'],
    onFault: ({ message }) => {
      fault = message;
    },
  });
  try {
    return await doorsOf(runtime, () => fault);
  } catch (error) {
    await runtime.stop();
    throw error;
  }
}

async function doorsOf(runtime: Runtime, fault: () => string | undefined): Promise<LocalProgramme> {
  const of = (functionName: string, name: keyof typeof ENVIRONMENT) => {
    const value = runtime.environment(functionName)[ENVIRONMENT[name]];
    if (value === undefined) throw new Error(`the function ${functionName} has no ${ENVIRONMENT[name]}`);
    return value;
  };
  const aws = awsOf(runtime.environment('register'));
  const database = new DynamoDBClient({ ...aws, endpoint: runtime.dynamodbEndpoint });
  const pepper = await pepperOf(new SecretsManagerClient(aws), of('register', 'pepperSecret'));
  const client = httpClient(runtime.url, PEOPLE_AT_ONCE);
  const lists = aidLists();
  const evidenceRoot = join(runtime.bucketFolder(of('draw', 'evidenceBucket')), EVIDENCE_PREFIX);
  const evidenceFolder = (waveId: string) => join(evidenceRoot, waveId);
  // Beside the waves, where the verifier looks for it.
  const keySetFile = join(evidenceRoot, 'jwks.json');
  const keySet = (await client.send('GET', '/.well-known/jwks.json')).body;
  await mkdir(evidenceRoot, { recursive: true });
  await writeFile(keySetFile, keySet);

  return {
    send: client.send,
    clock: runtime.clock,
    officerToken: () => runtime.token('officer'),
    approverToken: () => runtime.token('approver'),
    auditorToken: () => runtime.token('auditor'),
    activate: marketplace(client.send, (role) => runtime.token(role), runtime.clock.now).activate,
    evidence: (waveId, file) => readFile(join(evidenceFolder(waveId), file), 'utf8').catch(undefinedIfMissing),
    async listAided(list, niks) {
      const api = { base: runtime.url, token: await runtime.token('officer') };
      await lists.deliver(api, list, dayInWib(instant(runtime.clock.now())), niks);
    },
    failure() {
      const failed = runtime.executions().find(({ status }) => FAILED.has(status));
      return fault() ?? (failed && `${failed.name} ${failed.status}${failed.cause ? `, ${failed.cause}` : ''}`);
    },
    database,
    tables: {
      waves: of('register', 'wavesTable'),
      registrations: of('register', 'registrationsTable'),
      recipients: of('register', 'recipientsTable'),
      ledger: of('award-batch', 'ledgerTable'),
    },
    keys: { keys: keysOfSet(keySet), from: keySetFile },
    pepper,
    auditLog: async () => auditSourceAt(`${runtime.url}/v1/audit`, await runtime.token('auditor')),
    evidenceRoot,
    evidenceFolder,
    retries: client.retries,
    async untilNotifying(waveId) {
      while (!fault() && !notifications(runtime).some(({ name }) => name.startsWith(`${waveId}${NOTIFICATION}`))) await sleep(50);
    },
    async untilNotified() {
      const underWay = () => notifications(runtime).some(({ status }) => status === 'RUNNING') || runtime.eventsLeft() > 0;
      while (!fault() && underWay()) await sleep(100);
    },
    async stop() {
      client.close();
      database.destroy();
      await runtime.stop();
    },
  };
}

function notifications(runtime: Runtime) {
  return runtime.executions().filter(({ name }) => name.includes(NOTIFICATION));
}

/** The functions' own way to the local services. */
function awsOf(environment: Record<string, string>) {
  const endpoint = environment['AWS_ENDPOINT_URL_SECRETS_MANAGER'];
  return {
    region: environment['AWS_REGION'] ?? '',
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
    ...(endpoint !== undefined && { endpoint }),
  };
}

/** Version 1 of the secret, which AWS generates as 64 hex digits: that of a lifetime. Only the checks need it, to find people's items again. */
async function pepperOf(secrets: SecretsManagerClient, SecretId: string): Promise<Uint8Array> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  secrets.destroy();
  return Buffer.from(SecretString?.split(',')[0] ?? '', 'hex');
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
