import crypto from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '#demo/random.ts';
import { openTestChain, type TestChain } from '#infra/local/beacon/test-chain.ts';
import type { LocalFunction } from '#infra/local/functions/local-function.ts';
import type { Definition } from '#infra/local/workflows/check-definition.ts';
import { createInterpreter, type Interpreter } from '#infra/local/workflows/interpreter.ts';
import { ENVIRONMENT } from '#shared/names.ts';
import { permissionsByFunction } from '../infra/permissions.ts';
import { functionName, resourcesOf, type SynthesizedTemplate, synthesized, textOf } from '../infra/synthesized-template.ts';
import { installInterception } from './cloud/intercept.ts';
import { installVirtualTime, type Simulation } from './simulation.ts';

const STAGE = 'dev';
const MACHINES = {
  selection: ENVIRONMENT.selectionStateMachine,
  notification: ENVIRONMENT.notificationStateMachine,
  erasure: ENVIRONMENT.erasureStateMachine,
  deadlines: ENVIRONMENT.deadlinesStateMachine,
} as const;
type Machine = keyof typeof MACHINES;
const arnOf = (machine: Machine) => `arn:aws:states:ap-southeast-3:000000000000:stateMachine:${machine}`;
const RELAY = 'http://relay.example';

/** What lasts as long as the process. */
export type House = {
  /** Seconds, by a function's short name. */
  limits: ReadonlyMap<string, number>;
  interpreters: Readonly<Record<Machine, Interpreter>>;
  /** What the role of each function allows, by its short name. */
  permissions: ReadonlyMap<string, ReadonlySet<string>>;
};
/** What the process's log, chance, beacon and workflows belong to while it is set. */
export type Inhabitant = {
  simulation: Simulation;
  random: Random;
  beaconFails(): boolean;
  logged(line: string): void;
  step(name: string, payload: unknown): Promise<unknown>;
};
let inHouse: Inhabitant | undefined;

export function inhabit(by: Inhabitant | undefined): void {
  inHouse = by;
}

/** Loads the functions with an environment that points to the memory cloud. */
export async function openHouse(): Promise<House> {
  installVirtualTime();
  installInterception();
  installSeededChance();
  const chain = await openChain();
  Object.assign(process.env, {
    ...Object.fromEntries(Object.entries(ENVIRONMENT).map(([key, name]) => [name, key.replace(/Table$/, '')])),
    [ENVIRONMENT.registerFunction]: 'register',
    [ENVIRONMENT.pepperSecret]: 'pepper',
    [ENVIRONMENT.signingSecret]: 'signing',
    [ENVIRONMENT.retiredKeys]: '{"keys":[]}',
    ...Object.fromEntries(Object.entries(MACHINES).map(([machine, name]) => [name, arnOf(machine as Machine)])),
    [ENVIRONMENT.beaconChain]: chain.parameter(RELAY),
    [ENVIRONMENT.civilRegistry]: '{}',
    [ENVIRONMENT.noticesTo]: 'everybody',
    [ENVIRONMENT.softwareVersion]: 'chaos',
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'chaos',
    AWS_SECRET_ACCESS_KEY: 'chaos',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    POWERTOOLS_DEV: 'true',
  });
  globalThis.fetch = (async (url: string) => {
    const round = chain.round(Number(String(url).split('/').at(-1)));
    return round && !inHouse?.beaconFails() ? Response.json(round) : new Response('', { status: 404 });
  }) as typeof fetch;
  const say = { info: console.info, error: console.error, log: console.log, warn: console.warn, debug: console.debug };
  for (const [level, real] of Object.entries(say) as [keyof typeof say, typeof console.log][]) {
    console[level] = (...of: unknown[]) => (inHouse ? inHouse.logged(of.map((one) => JSON.stringify(one)).join(' ')) : real(...of));
  }

  const template = synthesized(STAGE);
  const limits = new Map<string, number>();
  for (const [id, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
    limits.set(functionName(template, id), Properties.Timeout);
    for (const name of [ENVIRONMENT.settleSeconds, ENVIRONMENT.sealedRetentionSeconds, ENVIRONMENT.openingNeeds]) {
      const setting = Properties.Environment.Variables[name];
      if (setting) process.env[name] = setting;
    }
  }
  const interpreters = {
    selection: interpreterOf(template, 'Selection'),
    notification: interpreterOf(template, 'Notification'),
    erasure: interpreterOf(template, 'Erasure'),
    deadlines: interpreterOf(template, 'Deadlines'),
  };
  return { limits, interpreters, permissions: permissionsByFunction(template) };
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
    const invoke = async (payload: unknown) => (await inHouse?.step(name, payload)) ?? null;
    functions.set(arn, { name, arn, env: {}, invoke, stop: async () => {} });
    return arn;
  });
  const clock = {
    now: () => Date.now(),
    until: (epochMs: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        const cancel = inHouse?.simulation.setTimer(epochMs - Date.now(), resolve);
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
    if (!inHouse) return real(size);
    const { random } = inHouse;
    return Buffer.from(Array.from({ length: size }, () => random.integer(0, 255)));
  }) as typeof crypto.randomBytes;
  syncBuiltinESMExports();
  const realRandom = Math.random;
  Math.random = () => (inHouse ? inHouse.random.integer(0, 2 ** 30 - 1) / 2 ** 30 : realRandom());
}
