import { tmpdir } from 'node:os';
import { readAssembly, type Site } from './assembly.ts';
import { apiGateway, lambda } from './aws/account.ts';
import { startAwsEndpoints } from './aws/aws-endpoints.ts';
import { eventBridge } from './aws/event-bridge.ts';
import { kms } from './aws/kms.ts';
import { secretsManager } from './aws/secrets-manager.ts';
import { sns } from './aws/sns.ts';
import { stepFunctions } from './aws/step-functions.ts';
import { BEACON_PATH, relayAnswer } from './beacon/relay.ts';
import { openTestChain } from './beacon/test-chain.ts';
import { checkTemplate } from './check-template.ts';
import { type Clock, createClock } from './clock.ts';
import { takeDataFolder } from './data-folder.ts';
import { deploy } from './deploy.ts';
import { watchDisk } from './disk-watch.ts';
import { startDynamodbEngine } from './engines/dynamodb-engine.ts';
import type { CallFigures } from './functions/local-function.ts';
import { createHttpApi } from './http/http-api.ts';
import { type HttpServer, startHttpServer } from './http/server.ts';
import { answerFromSite, isOfTheSite, withEvidence } from './http/site.ts';
import { Refusal } from './refusal.ts';
import { answerAsRegistry } from './registry/answer.ts';
import { REGISTRY_PATH, sandboxRegistry } from './registry/sandbox.ts';
import { RESOURCE_KINDS } from './resources/kinds.ts';
import { createSignIn, type SignIn } from './sign-in/sign-in.ts';
import { accessToken } from './tokens.ts';
import type { ExecutionEvent } from './workflows/state-machine.ts';
import type { World } from './world.ts';

export type ExecutionSummary = { name: string; status: string; input: unknown; error?: string; cause?: string };

export type Runtime = {
  /** `http://127.0.0.1:<port>` */
  url: string;
  clock: Pick<Clock, 'now' | 'advanceTo'>;
  /** The resolved environment of a deployed function, by its name with or without the stack's in front. */
  environment(functionName: string): Record<string, string>;
  dynamodbEndpoint: string;
  bucketFolder(bucketName: string): string;
  outputs: Record<string, string>;
  /** An access token of the template's user pool, valid for 12 hours of the runtime's clock. Another name is another person. */
  token(role: string | readonly string[], name?: string): Promise<string>;
  executions(): ExecutionSummary[];
  /** Events of buses that their functions have not yet been through. */
  eventsLeft(): number;
  /** Ends in order: no new requests, those in flight finished, timers, workflows, functions and engines stopped. */
  stop(): Promise<void>;
};

export type RuntimeOptions = {
  /** A cloud assembly, `cdk.out`. */
  assembly: string;
  dataFolder: string;
  /** 0 takes any free port. */
  port: number;
  /** Epoch milliseconds at which the simulated clock starts; without it, real time. */
  startAt?: number;
  /** Values of the template's parameters, where not their defaults. */
  parameters?: Readonly<Record<string, string>>;
  /** The simulated clock moves by `advanceTo` only, so that a run and its repeat write the same instants. */
  clockStands?: boolean;
  log?: (line: string) => void;
  /** Most worker threads of one function. */
  workers?: number;
  onEvent?: (event: ExecutionEvent) => void;
  /** Told of each call of a function with what it used; a worker has one call at a time then, as on AWS. */
  onCall?: (call: CallFigures) => void;
  /** Told once when the runtime can't go on (a full disk, an engine that died); the caller stops it then. */
  onFault?: (fault: Refusal) => void;
  /** An endpoint to use instead of the embedded engine. */
  dynamodbEndpoint?: string | undefined;
};

/** No account: ARNs need one. */
const ACCOUNT_ID = '000000000000';
/** Below the data folder: the messages that were sent to people. */
const OUTBOX = 'outbox';
/** Two cores are what the demo is measured on; more workers of one function only wait for the emulator. */
const WORKERS = 2;

/** Starts the template of `options.assembly` on this machine. Throws a Refusal for all that the user can mend. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const assembly = readAssembly(options.assembly);
  checkTemplate(assembly.template, RESOURCE_KINDS);
  const clock = createClock(options.startAt, Date.now, options.clockStands ? 0 : 1);
  const stops: World['stops'] = [];
  let server: HttpServer | undefined;
  /** There is one once everything is deployed. */
  let signIn: SignIn | undefined;
  let site: Site | undefined;
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      // Requests in flight find everything behind them; then, last started first.
      await server?.stop();
      for (const end of stops.reverse()) await end();
    })();
    return stopped;
  };
  let faulted = false;
  const fault = (error: unknown) => {
    if (!(error instanceof Refusal)) options.log?.(`unexpected: ${(error as Error)?.stack ?? error}`);
    else if (!faulted) {
      faulted = true;
      options.onFault?.(error);
    }
  };

  try {
    const data = takeDataFolder(options.dataFolder);
    stops.push(() => data.release());
    stops.push(watchDisk(data.path, fault));
    const endpoint = options.dynamodbEndpoint;
    const engine = await startDynamodbEngine({ file: data.at('dynamodb', 'tables.db'), endpoint, onFault: fault });
    stops.push(() => engine.stop());
    const chain = await openTestChain(data.at('keys', 'beacon.hex'), clock);

    const registry = sandboxRegistry();
    const api = createHttpApi({ clock, onFault: fault });
    const shared = {
      functions: new Map(),
      reserved: new Map(),
      buckets: new Map(),
      secrets: new Map(),
      keys: new Map(),
      machines: new Map(),
      buses: new Map(),
      issuers: new Map(),
    } satisfies Partial<World>;
    const aws = await startAwsEndpoints({
      services: {
        SECRETS_MANAGER: secretsManager(shared.secrets),
        KMS: kms(shared.keys),
        SFN: stepFunctions(shared.machines),
        EVENTBRIDGE: eventBridge(shared.buses, { accountId: ACCOUNT_ID, region: assembly.region, now: clock.now }),
      },
      queryServices: { SNS: sns({ folder: data.at(OUTBOX), drafts: data.drafts, now: clock.now }) },
      restServices: { LAMBDA: lambda(shared.functions, shared.reserved), API_GATEWAY: apiGateway() },
      buckets: shared.buckets,
      now: clock.now,
      onFault: fault,
    });
    stops.push(() => aws.stop());
    server = await startHttpServer(options.port, (request, response) => {
      const relayed = relayAnswer(chain, request.url ?? '');
      if (relayed) response.writeHead(relayed.status, { 'content-type': 'application/json' }).end(JSON.stringify(relayed.json));
      else if (request.url?.startsWith(REGISTRY_PATH)) void answerAsRegistry(registry, request, response);
      else if (!signIn || stopped) response.writeHead(503, { connection: 'close' }).end();
      else if (signIn.takes(request.url ?? '')) signIn.answer(request, response).catch(fault);
      else if (site && isOfTheSite(request.url ?? '')) answerFromSite(site, request, response).catch(fault);
      else void api.handle(request, response);
    });

    const world: World = {
      ...shared,
      assembly,
      accountId: ACCOUNT_ID,
      data,
      clock,
      dynamodbEndpoint: engine.endpoint,
      workers: options.workers ?? WORKERS,
      lambdaEnvironment: {
        ...aws.environment,
        AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
        AWS_REGION: assembly.region,
        AWS_DEFAULT_REGION: assembly.region,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        // Nothing of the user's own AWS set-up may reach a function.
        AWS_CONFIG_FILE: data.at('no-aws-config'),
        AWS_SHARED_CREDENTIALS_FILE: data.at('no-aws-config'),
        AWS_EC2_METADATA_DISABLED: 'true',
        LAMBDA_TASK_ROOT: '/var/task',
        TZ: ':UTC',
        PATH: '/usr/local/bin:/usr/bin:/bin',
        TMPDIR: tmpdir(),
      },
      onLogLine: undefined,
      onEvent: (event) => options.onEvent?.(event),
      onCall: options.onCall,
      fault,
      clients: [],
      groups: [],
      queues: [],
      api,
      apiParts: { ids: [], integrations: new Map(), authorizers: new Map() },
      timers: [],
      stops,
    };
    const parameters = {
      ...options.parameters,
      BeaconChain: chain.parameter(`${server.url}${BEACON_PATH}`),
      CivilRegistry: registry.parameter(server.url),
    };
    const { outputs } = await deploy(assembly.template, parameters, world);
    for (const machine of world.machines.values()) machine.resume();
    for (const start of world.timers) start();
    site = assembly.site && withEvidence(assembly.site, new URL(aws.environment['AWS_ENDPOINT_URL_S3'] ?? '').origin);
    signIn = createSignIn(world, assembly.site, outputs);

    return {
      url: server.url,
      clock: { now: clock.now, advanceTo: clock.advanceTo },
      environment(functionName) {
        const named = [functionName, `${assembly.stackName}-${functionName}`];
        const fn = [...world.functions.values()].find(({ name }) => named.includes(name));
        if (!fn) throw new Refusal(`There is no function ${functionName} in the stack ${assembly.stackName}.`);
        return { ...fn.env };
      },
      dynamodbEndpoint: engine.endpoint,
      bucketFolder(bucketName) {
        const bucket = world.buckets.get(bucketName);
        if (!bucket) throw new Refusal(`There is no bucket ${bucketName} in the stack ${assembly.stackName}.`);
        return bucket.folder;
      },
      outputs,
      token: (role, name) => accessToken(world, { roles: [role].flat(), name }),
      eventsLeft: () => world.queues.reduce((sum, { left }) => sum + left, 0),
      executions: () =>
        [...world.machines.values()].flatMap((machine) =>
          machine.executions().map(({ name, status, input, error, cause }) => ({
            name,
            status,
            input: JSON.parse(input) as unknown,
            ...(error !== undefined && { error }),
            ...(cause !== undefined && { cause }),
          })),
        ),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
