/**
 * `npm run bench-selection [-- --registrations 10000,100000,1000000] [--small]`: the selection of waves of these sizes through the synthesized
 * template on this machine, state machine and all. Registrations are loaded in bulk; everything after the closing is the system's own. Prints
 * its section of the report; exit code 1 when the verifier refuses the evidence, a registration is missing from it, or a payload or a
 * function's memory is above its limit.
 *
 * Seconds are of this machine and its embedded engine, which serializes writes: they say where time goes, not how long AWS takes.
 * Memory is a worker thread's (heap with its garbage, and buffers, seen every 50 ms, one call at a time) with a bare Node process added.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askAt, scheduledByTwo } from '#demo/scheduling.ts';
import { synthesize } from '#demo/synthesize.ts';
import { planBody, timeline } from '#demo/timeline.ts';
import { type Runtime, startRuntime } from '#infra/local/runtime.ts';
import { ENVIRONMENT, EVIDENCE_PREFIX } from '#shared/names.ts';
import { keysOfSet } from '#shared/tokens/public-keys.ts';
import { folderSource } from '#verify/source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { fail } from '../support/command-line.ts';
import { importPeople } from '../support/import-over-http.ts';
import { count, sizesFrom, table } from './bench-script.ts';
import { bulkLoad, listingIn, snapshotOf, waveIn } from './selection/bulk-load.ts';
import { type WatchedExecution, watchExecution } from './selection/execution-watch.ts';

const NOBODY_OF_THE_CROWD = '3171010101300001';
/** Places for each registration, about the 2020 programme's in its large waves. */
const PLACES_PER_REGISTRATION = 0.15;
/** AWS: input and output of a state. */
const MOST_PAYLOAD_BYTES = 262_144;
const MOST_HISTORY_EVENTS = 25_000;
/** Wave 4 of 2020: the first with places for each province, priority, spill-over and an aid list. */
const WAVE_NUMBER = 4;
const ANNOUNCED_BEFORE_MS = 86_400_000;
const SETTLE_MS = 60_000;
const PATIENCE_MS = 3 * 3_600_000;
const SEED = 2020;
/** The functions that the selection workflow calls. */
const STEP_FUNCTIONS = ['screen-shard', 'commit-entrants', 'draw', 'award-batch', 'publish'];
const SMALL_SIZES = [300, 3_000];
const MEGABYTE = 2 ** 20;

type WaveFigures = WatchedExecution & {
  registrations: number;
  places: number;
  entrants: number;
  awarded: number;
  rounds: number;
  verifySeconds: number;
  largestEvidenceMb: number;
};

const { sizes } = sizesFrom('registrations', 100, [10_000, 100_000, 1_000_000], SMALL_SIZES);
const root = mkdtempSync(join(tmpdir(), 'gelombang-bench-selection-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const assembly = join(root, 'cdk.out');
await synthesize(assembly);
const waves: WaveFigures[] = [];
for (const size of sizes) waves.push(await selectionOf(size));
const bareNodeBytes = bareNode();
const faults = faultsOf();
process.stdout.write(report());
if (faults.length > 0) fail(`The selection is not within its limits: ${faults.join('; ')}.`);

async function selectionOf(size: number): Promise<WaveFigures> {
  const folder = join(root, String(size));
  mkdirSync(folder);
  const progress = (line: string) => process.stderr.write(`${size.toLocaleString('en-US')} registrations: ${line}\n`);
  const of2020 = timeline(1)[WAVE_NUMBER - 1];
  if (!of2020) throw new Error('there is no such wave');
  const wave = { ...of2020, registrations: size, places: Math.round(size * PLACES_PER_REGISTRATION) };
  const dataFolder = join(folder, 'data');
  await loaded(dataFolder, folder, wave, progress);
  progress('loaded');

  const watch = watchExecution(progress);
  let fault: string | undefined;
  const runtime = await startRuntime({
    assembly,
    dataFolder,
    port: 0,
    startAt: wave.closesAt - SETTLE_MS,
    onEvent: watch.onEvent,
    onCall: watch.onCall,
    onFault: ({ message }) => {
      fault = message;
    },
  });
  try {
    const evidence = join(runtime.bucketFolder(environment(runtime, 'draw', 'evidenceBucket')), EVIDENCE_PREFIX, wave.waveId);
    runtime.clock.advanceTo(wave.closesAt + SETTLE_MS);
    await published(runtime, wave.waveId, evidence, () => fault);
    const keySet = await (await fetch(`${runtime.url}/.well-known/jwks.json`)).text();
    progress('verifying ...');
    const began = performance.now();
    const findings = await verifyWave(folderSource(evidence), { keys: keysOfSet(keySet), from: 'the programme' });
    const verifySeconds = (performance.now() - began) / 1e3;
    const failed = findings.find(({ state }) => state === 'fails');
    if (failed || findings.length === 0) fail(`The evidence of ${size} registrations does not verify: ${JSON.stringify(failed)}.`);
    const certificate = JSON.parse(readFileSync(join(evidence, 'certificate.json'), 'utf8'));
    const registered = certificate.entrants.total + Object.values<number>(certificate.exclusions).reduce((sum, of) => sum + of, 0);
    if (registered !== size) fail(`Of ${size} registrations the evidence knows ${registered}.`);
    progress(`verified in ${verifySeconds.toFixed(1)} s`);
    return {
      ...watch.watched,
      registrations: size,
      places: wave.places,
      entrants: certificate.entrants.total,
      awarded: certificate.awarded,
      rounds: certificate.rounds.length,
      verifySeconds,
      largestEvidenceMb: readFileSync(join(evidence, 'winners.csv')).length / MEGABYTE,
    };
  } finally {
    await runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Announces the wave over HTTP, stops the runtime, and loads the registrations under its pepper and the wave's key into its tables. */
async function loaded(
  dataFolder: string,
  folder: string,
  wave: Parameters<typeof planBody>[0],
  progress: (line: string) => void,
): Promise<void> {
  const runtime = await startRuntime({ assembly, dataFolder, port: 0, startAt: wave.opensAt - ANNOUNCED_BEFORE_MS });
  let load: () => Promise<void>;
  try {
    const tokens = { officer: await runtime.token('officer'), approver: await runtime.token('approver') };
    // A version that the plan can name; the crowd's own people are loaded under its import.
    await importPeople({ base: runtime.url, token: tokens.officer }, wave.aidList, [NOBODY_OF_THE_CROWD], 'aid', '2020-04-01');
    const { status, text } = await scheduledByTwo(askAt(runtime.url), wave.waveId, planBody(wave, wave.closesAt), tokens);
    if (status !== 201) throw new Error(`the plan was answered with ${status}: ${text}`);
    const tables = {
      registrations: environment(runtime, 'register', 'registrationsTable'),
      recipients: environment(runtime, 'register', 'recipientsTable'),
      exclusions: environment(runtime, 'screen-shard', 'exclusionsTable'),
    };
    const region = runtime.environment('register')['AWS_REGION'] ?? '';
    const snapshot = await snapshotOf(runtime.dynamodbEndpoint, region);
    const crowd = {
      registrations: wave.registrations,
      wave: waveIn(snapshot, environment(runtime, 'register', 'wavesTable'), wave.waveId),
      pepper: await pepperOf(runtime),
      tables,
      aidListing: listingIn(snapshot, environment(runtime, 'screen-shard', 'exclusionsTable'), `${wave.aidList}@1`),
      seed: SEED,
    };
    const file = join(dataFolder, 'dynamodb', 'tables.db');
    let told = performance.now();
    load = () =>
      bulkLoad(file, join(folder, 'import'), snapshot, crowd, (made) => {
        if (performance.now() - told < 5_000) return;
        told = performance.now();
        progress(`${made.toLocaleString('en-US')} made`);
      });
  } finally {
    await runtime.stop();
  }
  await load();
}

function environment(runtime: Runtime, functionName: string, name: keyof typeof ENVIRONMENT): string {
  const value = runtime.environment(functionName)[ENVIRONMENT[name]];
  if (value === undefined) throw new Error(`the function ${functionName} has no ${ENVIRONMENT[name]}`);
  return value;
}

/** Version 1 of the pepper: 64 hex digits. */
async function pepperOf(runtime: Runtime): Promise<Uint8Array> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const aws = runtime.environment('register');
  const client = new SecretsManagerClient({
    region: aws['AWS_REGION'] ?? '',
    endpoint: aws['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ?? '',
    credentials: { accessKeyId: aws['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey: aws['AWS_SECRET_ACCESS_KEY'] ?? '' },
  });
  const { SecretString } = await client.send(
    new GetSecretValueCommand({ SecretId: environment(runtime, 'register', 'pepperSecret') }),
  );
  client.destroy();
  return Buffer.from(SecretString?.split(',')[0] ?? '', 'hex');
}

/** Waits for the commitment, moves the clock to the beacon's time, and waits for the last file. */
async function published(runtime: Runtime, waveId: string, evidence: string, fault: () => string | undefined): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  const read = (file: string) => readFile(join(evidence, file), 'utf8').catch(() => undefined);
  for (let committed = false; performance.now() < deadline; await sleep(200)) {
    const broken = runtime.executions().find(({ status }) => status !== 'RUNNING' && status !== 'SUCCEEDED');
    const failure = fault() ?? (broken && `${broken.name} ${broken.status} ${broken.error ?? ''} ${broken.cause ?? ''}`);
    if (failure) fail(`The selection of ${waveId} failed: ${failure}.`);
    const commitment: string | undefined = committed ? undefined : await read('commitment.json');
    if (commitment) {
      committed = true;
      runtime.clock.advanceTo(Date.parse(JSON.parse(commitment).beacon.roundAt) + 1_000);
    }
    if (await read('attempts.jsonl.jws')) return;
  }
  fail(`The selection of ${waveId} has not ended in ${PATIENCE_MS / 3_600_000} hours.`);
}

/** What Node itself needs before it loads anything. */
function bareNode(): number {
  const script = 'process.stdout.write(String(process.memoryUsage.rss()))';
  return Number(spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout);
}

function faultsOf(): string[] {
  return waves.flatMap(({ registrations: of, largestPayload, historyEvents, functions }) => [
    ...(largestPayload.bytes > MOST_PAYLOAD_BYTES
      ? [`with ${of} registrations ${largestPayload.state} carries ${largestPayload.bytes} bytes`]
      : []),
    ...(historyEvents > MOST_HISTORY_EVENTS ? [`with ${of} registrations there are ${historyEvents} events`] : []),
    ...[...functions].flatMap(([name, { peakBytes, memoryMb }]) =>
      peakBytes + bareNodeBytes > memoryMb * MEGABYTE
        ? [`with ${of} registrations ${name} holds ${megabytes(peakBytes + bareNodeBytes)} MB of ${memoryMb}`]
        : [],
    ),
  ]);
}

function report(): string {
  const last = waves.at(-1) as WaveFigures;
  const names = [...last.functions].filter(([name]) => STEP_FUNCTIONS.some((step) => name.endsWith(step)));
  const stepRows = last.steps.map(({ state, seconds, items }, at) => [
    `${at + 1}. ${state}`,
    items > 0 ? String(items) : '',
    seconds.toFixed(1),
  ]);
  const sizeRows = waves.map((wave) => [
    count(wave.registrations),
    count(wave.entrants),
    count(wave.awarded),
    String(wave.rounds),
    String(itemsOf(wave, 'ScreenShards')),
    String(itemsOf(wave, 'AwardBatches')),
    count(wave.historyEvents),
    count(wave.transitions),
    `${count(wave.largestPayload.bytes)} (${wave.largestPayload.state})`,
    wave.steps.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(0),
    wave.verifySeconds.toFixed(1),
  ]);
  const functionRows = names.map(([name, of]) => [
    STEP_FUNCTIONS.find((step) => name.endsWith(step)) ?? name,
    count(of.calls),
    of.cpuSeconds.toFixed(1),
    of.longestCpuSeconds.toFixed(2),
    String(of.memoryMb),
    ...waves.map((wave) => megabytes((wave.functions.get(name)?.peakBytes ?? 0) + bareNodeBytes)),
    count(of.largestEventBytes),
    count(of.largestResultBytes),
  ]);
  return `${[
    `One wave of ${count(last.registrations)} registrations (the people of the demo: a tenth is refused by a rule, one household in twenty has a recipient already; ${count(last.places)} places in 34 provinces, 80 % of them kept for the laid-off) through the synthesized template, and smaller waves beside it; the verifier accepted the evidence of each. Seconds are of this machine, where the embedded engine takes one write at a time.`,
    '',
    table(
      [
        'registrations',
        'entrants',
        'awarded',
        'award rounds',
        'shards',
        'award batches',
        'history events',
        'state transitions',
        'largest payload, bytes',
        'selection, s',
        'verify, s',
      ],
      sizeRows,
    ),
    '',
    `History events and transitions don't grow with the registrations: ${count(fixedEvents(waves[0] as WaveFigures))} events and ${count(fixedTransitions(waves[0] as WaveFigures))} transitions in the smallest wave without its award batches, ${count(fixedEvents(last))} and ${count(fixedTransitions(last))} in the largest. Award batches are 16 to 256 a round, one or more shards each. Limits: ${count(MOST_HISTORY_EVENTS)} events, ${count(MOST_PAYLOAD_BYTES)} bytes a payload.`,
    '',
    `The steps of the largest wave:`,
    '',
    table(['step', 'items', 'seconds'], stepRows),
    '',
    `Its functions; memory in MB, with the ${megabytes(bareNodeBytes)} MB of a bare Node process:`,
    '',
    table(
      [
        'function',
        'calls',
        'CPU, s',
        'longest call, CPU s',
        'memory in the template',
        ...waves.map((wave) => `peak with ${count(wave.registrations)}`),
        'largest event, bytes',
        'largest result, bytes',
      ],
      functionRows,
    ),
  ].join('\n')}\n`;
}

/** 7 events for each item of a Map: iteration started and succeeded, state entered and exited, Lambda scheduled, started and succeeded. */
function fixedEvents(wave: WaveFigures): number {
  return wave.historyEvents - 7 * itemsOf(wave, 'AwardBatches');
}

function fixedTransitions(wave: WaveFigures): number {
  return wave.transitions - itemsOf(wave, 'AwardBatches');
}

function itemsOf(wave: WaveFigures, state: string): number {
  return wave.steps.filter((step) => step.state === state).reduce((sum, { items }) => sum + items, 0);
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(0);
}
