import crypto, { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, seededRandom } from '#demo/random.ts';
import { openTestChain, type TestChain } from '#infra/local/beacon/test-chain.ts';
import { InvocationError } from '#infra/local/functions/function-worker.ts';
import type { LocalFunction } from '#infra/local/functions/local-function.ts';
import type { Definition } from '#infra/local/workflows/check-definition.ts';
import { createInterpreter, type Interpreter } from '#infra/local/workflows/interpreter.ts';
import { RETRYABLE } from '#shared/errors.ts';
import { ENVIRONMENT } from '#shared/names.ts';
import { functionName, resourcesOf, type SynthesizedTemplate, synthesized, textOf } from '../infra/synthesized-template.ts';
import { TABLE_KEYS } from '../support/emulator.ts';
import { type Call, installInterception, interceptWith } from './cloud/intercept.ts';
import { MemoryBucket } from './cloud/memory-bucket.ts';
import { MemoryExecutions } from './cloud/memory-executions.ts';
import { MemoryTables } from './cloud/memory-tables.ts';
import { type Fault, FaultPlan } from './faults.ts';
import { installVirtualTime, Killed, Simulation, setCurrent, whileOutside } from './simulation.ts';

export const PEPPER = Buffer.alloc(32, 7);
export const SIGNING_SEED = Buffer.alloc(32, 9);
const STAGE = 'dev';
const MACHINES = { selection: ENVIRONMENT.selectionStateMachine, erasure: ENVIRONMENT.erasureStateMachine } as const;
type Machine = keyof typeof MACHINES;
const arnOf = (machine: Machine) => `arn:aws:states:ap-southeast-3:000000000000:stateMachine:${machine}`;
const RELAY = 'http://relay.example';

export type HttpAnswer = { status: number; json: Record<string, unknown> };
/** A DynamoDB that runs, and makes tables for each programme; `newTables` says what theirs are called. */
export type Engine = { endpoint: string; newTables(): Promise<(name: string) => string> };
/** More items than there ever are. */
const WHOLE_PAGES = 1_000;

// biome-ignore lint/suspicious/noExplicitAny: handlers take and give any JSON
type Handler = (event: any, context: any) => Promise<any>;

/** What lasts as long as the process. */
type House = {
  /** Seconds, by a function's short name. */
  limits: ReadonlyMap<string, number>;
  interpreters: Readonly<Record<Machine, Interpreter>>;
  chain: TestChain;
};
let house: Promise<House> | undefined;
let current: Programme | undefined;
let environments = 0;

/**
 * The handlers of the real functions, in one thread, on a cloud in memory with faults. Everything that happens follows from the seed.
 * One programme at a time in a process.
 */
export class Programme {
  readonly simulation: Simulation;
  readonly faults: FaultPlan;
  readonly tables: MemoryTables;
  readonly bucket = new MemoryBucket();
  /** Of the selection, and of the erasure of sealed details. */
  readonly executions: MemoryExecutions;
  readonly erasures: MemoryExecutions;
  readonly random: Random;
  /** Failures of invocations that nothing injected explains. */
  readonly surprises: string[] = [];
  /** Award ids by the recipient's key, as first seen: none may ever change or go. */
  readonly awards = new Map<string, string>();
  /** What the functions have logged. */
  readonly lines: string[] = [];
  /** How often sealed data was opened. */
  openings = 0;
  /** How many commands were carried out. */
  commands = 0;
  readonly seed: number;
  readonly #house: House;
  readonly #environments = new Map<string, Promise<Handler>>();

  readonly #hasEngine: boolean;

  private constructor(of: House, seed: number, startAt: number, tableOf: ((name: string) => string) | undefined) {
    this.#house = of;
    this.#hasEngine = tableOf !== undefined;
    this.seed = seed;
    this.random = seededRandom(seed);
    this.simulation = new Simulation(seededRandom(seed ^ 0x5f3759df), startAt);
    this.faults = new FaultPlan(seededRandom(seed ^ 0x1b873593));
    this.tables = new MemoryTables(TABLE_KEYS, () => this.simulation.now, tableOf);
    this.executions = new MemoryExecutions(of.interpreters.selection, () => this.simulation.now);
    this.erasures = new MemoryExecutions(of.interpreters.erasure, () => this.simulation.now);
  }

  /**
   * Until `end` this process's time and its AWS are the programme's.
   * @param startAt epoch milliseconds
   * @param engine a real DynamoDB that does all that the memory does, in step with it: its answers count, and must be the memory's
   */
  static async begin(seed: number, startAt: number, engine?: Engine): Promise<Programme> {
    house ??= openHouse();
    const tableOf = await engine?.newTables();
    const programme = new Programme(await house, seed, startAt, tableOf);
    if (engine) process.env['AWS_ENDPOINT_URL_DYNAMODB'] = engine.endpoint;
    for (const name of Object.keys(TABLE_KEYS)) process.env[`${name.toUpperCase()}_TABLE`] = tableOf?.(name) ?? name;
    current = programme;
    setCurrent(programme.simulation);
    const { simulation, faults, random } = programme;
    interceptWith({ simulation, faults, random, effect: (call, fault, real) => programme.#carryOut(call, fault, real) });
    return programme;
  }

  end(): void {
    interceptWith(undefined);
    setCurrent(undefined);
    current = undefined;
  }

  /** A request to one of the functions behind the API. A killed function is what API Gateway makes of it: 503. */
  async request(name: string, of: { waveId: string; body?: unknown; token?: string; officer?: boolean }): Promise<HttpAnswer> {
    const event = {
      pathParameters: { waveId: of.waveId },
      headers: { 'content-type': 'application/json', ...(of.token && { authorization: `Bearer ${of.token}` }) },
      ...(of.body !== undefined && { body: JSON.stringify(of.body) }),
      isBase64Encoded: false,
      requestContext: {
        requestId: 'chaos',
        ...(of.officer && { authorizer: { jwt: { claims: { 'cognito:groups': '[officer]', sub: 'officer-1' } } } }),
      },
    };
    try {
      const answer = await this.invoke(name, event);
      if (answer.statusCode === 500) this.surprises.push(`${name} answered 500`);
      return { status: answer.statusCode, json: answer.body?.startsWith('{') ? JSON.parse(answer.body) : {} };
    } catch {
      return { status: 503, json: {} };
    }
  }

  /** One invocation of a function by its short name, killed at its time limit; with it goes its execution environment, as on Lambda. */
  // biome-ignore lint/suspicious/noExplicitAny: any JSON
  async invoke(name: string, event: unknown): Promise<any> {
    const limitMs = (this.#house.limits.get(name) as number) * 1_000;
    const environment = this.#environment(name);
    try {
      return await this.simulation.invoke(name, limitMs, async () => {
        const result = await (await environment)(asJson(event), { awsRequestId: 'chaos', functionName: name });
        return asJson(result);
      });
    } catch (error) {
      if (error instanceof Killed && this.#environments.get(name) === environment) this.#environments.delete(name);
      throw error;
    }
  }

  /** A handler loaded anew: what it keeps between invocations is this environment's alone. Invocations at the same time share one. */
  #environment(name: string): Promise<Handler> {
    const known = this.#environments.get(name);
    if (known) return known;
    const url = new URL(`../../functions/${name}/handler.ts?environment=${++environments}`, import.meta.url);
    const loading = whileOutside(async () => (await import(/* @vite-ignore */ url.href)).handler as Handler);
    this.#environments.set(name, loading);
    return loading;
  }

  /** A step as the workflow calls it, with what can go wrong between the two. @throws InvocationError */
  async step(name: string, payload: unknown): Promise<unknown> {
    const fault = this.faults.forDelivery();
    if (fault === 'refused') throw invocationError('Lambda.TooManyRequestsException', 'no environment is free');
    if (fault === 'twice') this.invoke(name, payload).catch(() => {});
    const result = this.invoke(name, payload);
    if (fault === 'answerLost') {
      result.catch(() => {});
      await this.simulation.park();
      throw invocationError('Lambda.ServiceException', 'the answer was lost');
    }
    return result.catch((error: Error) => {
      this.#noteFailure(name, error);
      throw invocationError(error.name, error.message);
    });
  }

  /** What the schedule does each minute, `copies` times at once. */
  async tick(copies = 1): Promise<void> {
    const ticks = Array.from({ length: copies }, () => this.invoke('wave-clock', {}));
    for (const ticked of await Promise.allSettled(ticks)) {
      if (ticked.status === 'rejected') this.#noteFailure('wave-clock', ticked.reason as Error);
    }
  }

  /** Only what passes by itself may ever end an invocation. */
  #noteFailure(name: string, error: Error): void {
    const errors = error instanceof AggregateError ? error.errors.flatMap(flat) : [error];
    for (const one of errors) if (!isPassingName(one.name)) this.surprises.push(`${name}: ${one.name}: ${one.message}`);
  }

  async #inStep(name: string, inMemory: () => unknown, real: () => Promise<unknown>): Promise<unknown> {
    const [kept, done] = [await outcomeOf(inMemory), await outcomeOf(real)];
    if (kept.comparable !== done.comparable)
      this.surprises.push(`the memory and the engine differ in ${name}: ${kept.comparable} and ${done.comparable}`);
    if (done.error) throw done.error;
    return done.result;
  }

  #carryOut({ service, name, input }: Call, fault: Fault | undefined, real: () => Promise<unknown>): unknown {
    const { random } = this;
    switch (service) {
      case 'DynamoDB': {
        const pageItems = this.#hasEngine ? WHOLE_PAGES : random.pick([1, 3, WHOLE_PAGES]);
        const reading = { pageItems, stale: fault === 'stale', partial: fault === 'partial' };
        const inMemory = () => this.tables.execute(name, input as never, reading);
        return this.#hasEngine && !reading.stale && !reading.partial ? this.#inStep(name, inMemory, real) : inMemory();
      }
      case 'S3':
        return name === 'PutObjectCommand'
          ? this.bucket.put(input['Key'] as string, input['Body'] as Uint8Array, input['IfNoneMatch'] as string | undefined)
          : this.bucket.get(input['Key'] as string);
      case 'SFN': {
        const arn = (input['stateMachineArn'] ?? input['executionArn']) as string;
        const executions = arn.includes(':erasure') ? this.erasures : this.executions;
        return name === 'StartExecutionCommand'
          ? executions.start(input['name'] as string, input['input'] as string)
          : executions.describe(arn.split(':').at(-1) as string);
      }
      case 'KMS':
        if (name === 'DeriveSharedSecretCommand') this.openings++;
        return keyAgreement(name, input);
      case 'Secrets Manager':
        return { SecretString: (input['SecretId'] === 'pepper' ? PEPPER : SIGNING_SEED).toString('hex') };
    }
  }
}

/** What a call gave, or the name by which it failed, in a form that can be compared: engines give items in any order. */
async function outcomeOf(call: () => unknown): Promise<{ result?: unknown; error?: Error; comparable: string }> {
  try {
    const result = (await call()) as Record<string, unknown>;
    const { $metadata: _, ...rest } = result;
    return { result, comparable: canonical(rest) };
  } catch (error) {
    const { name, CancellationReasons, Item } = error as Error & {
      CancellationReasons?: { Code?: string; Item?: unknown }[];
      Item?: unknown;
    };
    const reasons = CancellationReasons?.map((reason) => [reason.Code, reason.Item]);
    return { error: error as Error, comparable: canonical({ name, reasons, Item }) };
  }
}

function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return `[${value.map(canonical).sort()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const fields = Object.entries(value).filter(([name, of]) => of !== undefined && name !== 'ScannedCount');
  return `{${fields.map(([name, of]) => `${name}:${canonical(of)}`).sort()}}`;
}

function flat(error: unknown): Error[] {
  return error instanceof AggregateError ? error.errors.flatMap(flat) : [error as Error];
}

const PASSING_NAMES = [
  'Sandbox.Timedout',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'InternalServerError',
  'TimeoutError',
  'SlowDown',
  ...Object.values(RETRYABLE),
];

/** Whether a failure by that name passes by itself, so that a retry is the right answer to it. */
export function isPassingName(name: string): boolean {
  return PASSING_NAMES.includes(name) || name.startsWith('Lambda.');
}

function invocationError(errorType: string, errorMessage: string): InvocationError {
  return new InvocationError({ errorType, errorMessage });
}

function asJson<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

const sealing = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

function keyAgreement(name: string, input: Record<string, unknown>): object {
  if (name === 'GetPublicKeyCommand') return { PublicKey: sealing.publicKey.export({ format: 'der', type: 'spki' }) };
  const publicKey = createPublicKey({ key: Buffer.from(input['PublicKey'] as Uint8Array), format: 'der', type: 'spki' });
  return { SharedSecret: diffieHellman({ privateKey: sealing.privateKey, publicKey }) };
}

/** Loads the functions with an environment that points to the memory cloud. */
async function openHouse(): Promise<House> {
  installVirtualTime();
  installInterception();
  installSeededChance();
  const chain = await openChain();
  Object.assign(process.env, {
    ...Object.fromEntries(Object.entries(ENVIRONMENT).map(([key, name]) => [name, key.replace(/Table$/, '')])),
    [ENVIRONMENT.pepperSecret]: 'pepper',
    [ENVIRONMENT.signingSecret]: 'signing',
    [ENVIRONMENT.retiredKeys]: '{"keys":[]}',
    ...Object.fromEntries(Object.entries(MACHINES).map(([machine, name]) => [name, arnOf(machine as Machine)])),
    [ENVIRONMENT.beaconChain]: chain.parameter(RELAY),
    [ENVIRONMENT.softwareVersion]: 'chaos',
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'chaos',
    AWS_SECRET_ACCESS_KEY: 'chaos',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    POWERTOOLS_DEV: 'true',
  });
  globalThis.fetch = (async (url: string) => {
    const round = chain.round(Number(String(url).split('/').at(-1)));
    return round && !current?.faults.beaconFails() ? Response.json(round) : new Response('', { status: 404 });
  }) as typeof fetch;
  const say = { info: console.info, error: console.error, log: console.log, warn: console.warn, debug: console.debug };
  for (const [level, real] of Object.entries(say) as [keyof typeof say, typeof console.log][]) {
    console[level] = (...of: unknown[]) =>
      current ? current.lines.push(of.map((one) => JSON.stringify(one)).join(' ')) : real(...of);
  }

  const template = synthesized(STAGE);
  const limits = new Map<string, number>();
  for (const [id, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
    limits.set(functionName(template, id), Properties.Timeout);
    for (const name of [ENVIRONMENT.settleSeconds, ENVIRONMENT.sealedRetentionSeconds]) {
      const seconds = Properties.Environment.Variables[name];
      if (seconds) process.env[name] = seconds;
    }
  }
  const interpreters = { selection: interpreterOf(template, 'Selection'), erasure: interpreterOf(template, 'Erasure') };
  return { limits, chain, interpreters };
}

/** @param construct the id with which the machine's own begins */
function interpreterOf(template: SynthesizedTemplate, construct: string): Interpreter {
  const functions = new Map<string, LocalFunction>();
  const machines = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
  const [, machine] = machines.find(([id]) => id.startsWith(construct)) as (typeof machines)[number];
  const text = textOf(machine.Properties.DefinitionString);
  const definition = text.replace(/\$\{(\w+)\.Arn\}/g, (_, id: string) => {
    const name = functionName(template, id);
    const arn = `arn:aws:lambda:ap-southeast-3:000000000000:function:${name}`;
    const invoke = async (payload: unknown) => (await current?.step(name, payload)) ?? null;
    functions.set(arn, { name, arn, env: {}, invoke, stop: async () => {} });
    return arn;
  });
  const clock = {
    now: () => Date.now(),
    until: (epochMs: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        const cancel = current?.simulation.setTimer(epochMs - Date.now(), resolve);
        signal?.addEventListener('abort', () => {
          cancel?.();
          resolve();
        });
      }),
  };
  return createInterpreter(construct, JSON.parse(definition) as Definition, functions, clock);
}

async function openChain(): Promise<TestChain> {
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-chaos-'));
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, '11'.repeat(32));
  const chain = await openTestChain(keyFile, { now: () => Date.now() } as never);
  rmSync(folder, { recursive: true });
  return chain;
}

/** Entry ids, nonces and the jitter of retries from the seed: without them the winners, and so all that follows, would differ each time. */
function installSeededChance(): void {
  const real = crypto.randomBytes;
  crypto.randomBytes = ((size: number) => {
    if (!current) return real(size);
    const { random } = current;
    return Buffer.from(Array.from({ length: size }, () => random.integer(0, 255)));
  }) as typeof crypto.randomBytes;
  syncBuiltinESMExports();
  const realRandom = Math.random;
  Math.random = () => (current ? current.random.integer(0, 2 ** 30 - 1) / 2 ** 30 : realRandom());
}
