import { type Random, seededRandom } from '#demo/random.ts';
import { InvocationError } from '#infra/local/functions/function-worker.ts';
import { RETRYABLE } from '#shared/errors.ts';
import { TABLE_KEYS } from '../support/emulator.ts';
import { type Call, interceptWith } from './cloud/intercept.ts';
import { MemoryBucket } from './cloud/memory-bucket.ts';
import { MemoryBus } from './cloud/memory-bus.ts';
import { MemoryCapacity } from './cloud/memory-capacity.ts';
import { MemoryExecutions } from './cloud/memory-executions.ts';
import { keyAgreement } from './cloud/memory-key.ts';
import { MemoryTables } from './cloud/memory-tables.ts';
import { permissionsFor } from './cloud/permissions-for.ts';
import { type Fault, FaultPlan } from './faults.ts';
import { type House, inhabit, openHouse } from './house.ts';
import { outcomeOf } from './in-step.ts';
import { Killed, Simulation, setCurrent, whileOutside } from './simulation.ts';

export const PEPPER = Buffer.alloc(32, 7);
export const SIGNING_SEED = Buffer.alloc(32, 9);

export type HttpAnswer = { status: number; json: Record<string, unknown> };
/** Who has signed in: two roles are a temptation. */
export type Person = { sub: string; groups: string };
export const OFFICER: Person = { sub: 'officer-1', groups: 'officer approver' };
export const APPROVER: Person = { sub: 'approver-1', groups: 'approver' };
/** A DynamoDB that runs, and makes tables for each programme; `newTables` says what theirs are called. */
export type Engine = { endpoint: string; newTables(): Promise<(name: string) => string> };
/** More items than there ever are. */
const WHOLE_PAGES = 1_000;

// biome-ignore lint/suspicious/noExplicitAny: handlers take and give any JSON
type Handler = (event: any, context: any) => Promise<any>;

let house: Promise<House> | undefined;
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
  readonly capacity = new MemoryCapacity();
  /** Of the selection, of the notification of its results, and of the erasure of sealed details. */
  readonly executions: MemoryExecutions;
  readonly notifications: MemoryExecutions;
  readonly erasures: MemoryExecutions;
  /** Of the days on which places come back. */
  readonly deadlines: MemoryExecutions;
  readonly random: Random;
  /** Failures of invocations that nothing injected explains. */
  readonly surprises: string[] = [];
  /** Award ids by the recipient's key, as first seen: none may ever change or go. */
  readonly awards = new Map<string, string>();
  readonly bus = new MemoryBus();
  /** What the functions have logged. */
  readonly lines: string[] = [];
  /** Functions that were invoked. */
  readonly called = new Set<string>();
  /** How often sealed data was opened. */
  openings = 0;
  /** How many commands were carried out. */
  commands = 0;
  readonly seed: number;
  readonly #house: House;
  readonly #hasEngine: boolean;
  readonly #environments = new Map<string, Promise<Handler>>();

  private constructor(of: House, seed: number, startAt: number, tableOf: ((name: string) => string) | undefined) {
    this.#house = of;
    this.#hasEngine = tableOf !== undefined;
    this.seed = seed;
    this.random = seededRandom(seed);
    this.simulation = new Simulation(seededRandom(seed ^ 0x5f3759df), startAt);
    this.faults = new FaultPlan(seededRandom(seed ^ 0x1b873593));
    this.tables = new MemoryTables(TABLE_KEYS, () => this.simulation.now, tableOf);
    this.executions = new MemoryExecutions(of.interpreters.selection, () => this.simulation.now);
    this.notifications = new MemoryExecutions(of.interpreters.notification, () => this.simulation.now);
    this.erasures = new MemoryExecutions(of.interpreters.erasure, () => this.simulation.now);
    this.deadlines = new MemoryExecutions(of.interpreters.deadlines, () => this.simulation.now);
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
    const { simulation, faults, random, lines } = programme;
    setCurrent(simulation);
    inhabit({
      simulation,
      random,
      beaconFails: () => faults.beaconFails(),
      logged: (line) => lines.push(line),
      step: (name, payload) => programme.#step(name, payload),
    });
    interceptWith({ simulation, faults, random, effect: (call, fault, real, by) => programme.#carryOut(call, fault, real, by) });
    return programme;
  }

  end(): void {
    interceptWith(undefined);
    inhabit(undefined);
    setCurrent(undefined);
  }

  /** A request to one of the functions behind the API. A killed function is what API Gateway makes of it: 503. */
  async request(
    name: string,
    of: {
      waveId: string;
      route?: string;
      path?: Record<string, string>;
      body?: unknown;
      csv?: string;
      token?: string;
      headers?: Record<string, string>;
      officer?: Person;
    },
  ): Promise<HttpAnswer> {
    const event = {
      routeKey: of.route,
      pathParameters: { waveId: of.waveId, ...of.path },
      headers: {
        'content-type': of.csv === undefined ? 'application/json' : 'text/csv',
        ...(of.token && { authorization: `Bearer ${of.token}` }),
        ...of.headers,
      },
      ...(of.body !== undefined && { body: JSON.stringify(of.body) }),
      ...(of.csv !== undefined && { body: of.csv }),
      isBase64Encoded: false,
      requestContext: {
        requestId: 'chaos',
        ...(of.officer && { authorizer: { jwt: { claims: { 'cognito:groups': `[${of.officer.groups}]`, sub: of.officer.sub } } } }),
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
    this.called.add(name);
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
  async #step(name: string, payload: unknown): Promise<unknown> {
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

  /** The bus hands an event over to what delivers it. @throws what ended the function, so that the event comes again */
  async deliver(event: { detail: unknown }): Promise<void> {
    await this.invoke('deliver-notice', event).catch((error: Error) => {
      this.#noteFailure('deliver-notice', error);
      throw error;
    });
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

  #carryOut(call: Call, fault: Fault | undefined, real: () => Promise<unknown>, by: string): unknown {
    const { service, name, input } = call;
    const { random } = this;
    for (const permission of this.#hasEngine ? [] : permissionsFor(call)) {
      if (!this.#house.permissions.get(by)?.has(permission))
        this.surprises.push(`${by} asks for ${permission}, which its role lacks`);
    }
    switch (service) {
      case 'DynamoDB': {
        const ofTables = this.capacity.carryOut(name, input);
        if (ofTables) return ofTables;
        const pageItems = this.#hasEngine ? WHOLE_PAGES : random.pick([1, 3, WHOLE_PAGES]);
        const reading = { pageItems, stale: fault === 'stale', partial: fault === 'partial' };
        const inMemory = () => this.tables.execute(name, input as never, reading);
        return this.#hasEngine && !reading.stale && !reading.partial ? this.#inStep(name, inMemory, real) : inMemory();
      }
      case 'S3':
        if (name === 'ListObjectsV2Command') return this.bucket.list(input['Prefix'] as string);
        return name === 'PutObjectCommand'
          ? this.bucket.put(input['Key'] as string, input['Body'] as Uint8Array, input['IfNoneMatch'] as string | undefined)
          : this.bucket.get(input['Key'] as string);
      case 'SFN': {
        const arn = (input['stateMachineArn'] ?? input['executionArn']) as string;
        const others = { notification: this.notifications, erasure: this.erasures, deadlines: this.deadlines };
        const executions = Object.entries(others).find(([machine]) => arn.includes(`:${machine}`))?.[1] ?? this.executions;
        return name === 'StartExecutionCommand'
          ? executions.start(input['name'] as string, input['input'] as string)
          : executions.describe(arn.split(':').at(-1) as string);
      }
      case 'EventBridge': {
        const entries = input['Entries'] as { Detail: string }[];
        return this.bus.put(entries.map(({ Detail }) => Detail));
      }
      case 'SNS': {
        const noticeId = (input['MessageAttributes'] as { noticeId: { StringValue: string } }).noticeId.StringValue;
        const standing = this.tables.items('deliveries').find((item) => item['noticeId'] === noticeId);
        const wrong = this.bus.send(noticeId, standing, this.simulation.now, fault === undefined);
        if (wrong) this.surprises.push(wrong);
        return { MessageId: 'taken' };
      }
      case 'KMS':
        if (name === 'DeriveSharedSecretCommand') this.openings++;
        return keyAgreement(name, input);
      case 'Lambda':
      case 'API Gateway':
        return this.capacity.carryOut(name, input);
      case 'Secrets Manager':
        return { SecretString: (input['SecretId'] === 'pepper' ? PEPPER : SIGNING_SEED).toString('hex') };
    }
  }
}

function flat(error: unknown): Error[] {
  return error instanceof AggregateError ? error.errors.flatMap(flat) : [error as Error];
}

const PASSING_NAMES = [
  'Sandbox.Timedout',
  // Of a step whose answer never comes, once the tries of its state are used up.
  'States.Timeout',
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
