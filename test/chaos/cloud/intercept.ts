import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Random } from '#demo/random.ts';
import { AwsJsonClient } from '#shared/lambda/aws-json-client.ts';
import type { Fault, FaultPlan } from '../faults.ts';
import { Killed, type Simulation, whileOutside } from '../simulation.ts';
import { answeredFromTheWire, byTheSdk } from './json-calls.ts';
import { conditionalConflict } from './memory-bucket.ts';
import { conflicting } from './memory-tables.ts';

export type Service = 'DynamoDB' | 'S3' | 'SFN' | 'EventBridge' | 'SNS' | 'KMS' | 'Secrets Manager' | 'Lambda' | 'API Gateway';
export type Call = { service: Service; name: string; input: Record<string, unknown> };
/** Carries a call out, at once and as a whole. `fault` is `stale` or `partial` for reads that are to be so; `by` is the function that calls. */
export type Effect = (call: Call, fault: Fault | undefined, real: () => Promise<unknown>, by: string) => Promise<unknown> | unknown;

/** What the functions' calls go through while a simulation is on. */
export type Interception = { simulation: Simulation; faults: FaultPlan; random: Random; effect: Effect };

let current: Interception | undefined;

export function interceptWith(interception: Interception | undefined): void {
  current = interception;
  puts.clear();
}

type Command = { constructor: { name: string }; input: Record<string, unknown> };
type Client = { config: { serviceId?: string } };

/** Tries that the SDK makes by itself. The awards' client makes twelve; here it has three too, so that more reaches the workflow. */
const TRIES = 3;
const WRITES = new Set([
  'Put',
  'PutItem',
  'Update',
  'UpdateItem',
  'TransactWrite',
  'PutObject',
  'PutEvents',
  'Publish',
  'StartExecution',
]);
const SERVICES: readonly Service[] = [
  'DynamoDB',
  'S3',
  'SFN',
  'EventBridge',
  'SNS',
  'KMS',
  'Secrets Manager',
  'Lambda',
  'API Gateway',
];

/** Puts the interception between every client of this process, the SDK's and the registration path's own, and its service, once per process. */
export function installInterception(): void {
  const prototype = Object.getPrototypeOf(DynamoDBClient.prototype);
  const original = prototype.send;
  prototype.send = function intercepted(this: Client, command: Command, ...rest: unknown[]) {
    const operation = current?.simulation.operation();
    if (!current || !operation) return original.call(this, command, ...rest);
    const service = SERVICES.find((known) => this.config.serviceId === known) ?? 'DynamoDB';
    const call = { service, name: command.constructor.name, input: command.input };
    return answer(current, call, () => whileOutside(() => original.call(this, command, ...rest)));
  };
  const { send } = AwsJsonClient.prototype;
  AwsJsonClient.prototype.send = function intercepted(this: AwsJsonClient, operation: string, given: object) {
    const on = current;
    if (!on?.simulation.operation()) return send.call(this, operation, given);
    return byTheSdk(operation, given, (name, input) =>
      answer(on, { service: this.config.serviceId, name, input }, () =>
        whileOutside(() => answeredFromTheWire(() => send.call(this, operation, given))),
      ),
    );
  };
}

/** One call as the SDK makes it: tries again what passes by itself, also when the try before was carried out and only its answer lost. */
async function answer(on: Interception, call: Call, real: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(on, call, real);
    } catch (error) {
      if (attempt >= TRIES || !PASSES.has((error as Error).name)) throw error;
      await sleep(on.random.integer(10, 100) * 2 ** attempt);
    }
  }
}

const PASSES = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'InternalServerError',
  'TimeoutError',
  'SlowDown',
]);

/** Keys of objects that are being put, each as often as it is. */
const puts = new Map<unknown, number>();

async function once(on: Interception, call: Call, real: () => Promise<unknown>): Promise<unknown> {
  if (call.name !== 'PutObjectCommand') return carry(on, call, real);
  const key = call.input['Key'];
  puts.set(key, (puts.get(key) ?? 0) + 1);
  try {
    return await carry(on, call, real);
  } finally {
    puts.set(key, (puts.get(key) as number) - 1);
  }
}

async function carry({ simulation, faults, effect }: Interception, call: Call, real: () => Promise<unknown>): Promise<unknown> {
  const never = new Promise<never>(() => {});
  const operation = simulation.operation();
  const by = operation?.name ?? '';
  const killed = () => {
    operation?.kill(new Killed(`${operation.name} was killed`));
    return never;
  };
  await simulation.park();
  const fault = faults.forCall(possible(call));
  switch (fault) {
    case 'killedBefore':
      return killed();
    case 'throttled':
      throw failure(call.service === 'S3' ? 'SlowDown' : 'ThrottlingException');
    case 'throughputExceeded':
      throw failure('ProvisionedThroughputExceededException');
    case 'internalError':
      throw failure('InternalServerError');
    case 'timedOutBefore':
      throw failure('TimeoutError');
    case 'conflict':
      throw conflicting((call.input['TransactItems'] as unknown[]).length);
    case 'concurrentPut':
      throw conditionalConflict();
    case 'timedOutAfter':
    case 'killedAfter':
      // Whatever came of it, nobody hears.
      await carriedOut(() => effect(call, fault, real, by)).catch(() => {});
      if (fault === 'killedAfter') return killed();
      throw failure('TimeoutError');
    default: {
      const result = await carriedOut(() => effect(call, fault, real, by));
      // The way back takes its time too: others come between.
      await simulation.park();
      return result;
    }
  }
}

async function carriedOut(effect: () => Promise<unknown> | unknown): Promise<unknown> {
  return effect();
}

function failure(name: string): Error {
  return Object.assign(new Error(`injected ${name}`), { name, $metadata: { httpStatusCode: 500 } });
}

const ALWAYS: Fault[] = ['throttled', 'internalError', 'timedOutBefore', 'killedBefore', 'killedAfter'];

/** What can happen to a call of that kind. */
function possible({ service, name, input }: Call): ReadonlySet<Fault> {
  const of = new Set(ALWAYS);
  const operation = name.replace('Command', '');
  if (service === 'DynamoDB') of.add('throughputExceeded');
  if (WRITES.has(operation)) of.add('timedOutAfter');
  else if (service === 'DynamoDB' && !input['ConsistentRead'] && operation !== 'BatchGet') of.add('stale');
  if (operation === 'TransactWrite') of.add('conflict');
  if (operation === 'PutObject' && (puts.get(input['Key']) ?? 0) > 1) of.add('concurrentPut');
  if (operation === 'BatchGet') of.add('partial');
  return of;
}
