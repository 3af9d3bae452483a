import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Runtime, type RuntimeOptions, startRuntime } from '#infra/local/runtime.ts';
import {
  type Fixture,
  functionResource,
  routeResources,
  STACK,
  tableResource,
  temporaryFolder,
  writeAssembly,
} from './fixture-assembly.ts';

const START = Date.parse('2020-04-11T12:00:00Z');
const DYNAMODB = join(import.meta.dirname, '../../node_modules/@aws-sdk/client-dynamodb/dist-cjs/index.js');

async function start(fixture: Fixture, more: Partial<RuntimeOptions> = {}): Promise<Runtime> {
  const assembly = writeAssembly(join(temporaryFolder(), 'cdk.out'), fixture);
  const runtime = await startRuntime({ assembly, dataFolder: join(temporaryFolder(), 'data'), port: 0, ...more });
  onTestFinished(() => runtime.stop());
  return runtime;
}
const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect.fail('it did not come true within ten seconds');
};
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const json = async (url: string) => (await fetch(url)).json() as Promise<Record<string, unknown>>;

/** A table that counts, a state machine that holds until a time and then counts, and routes to both. */
const COUNTING: Fixture = {
  handlers: {
    count: `import sdk from ${JSON.stringify(DYNAMODB)};
      const client = new sdk.DynamoDBClient({});
      export const handler = async (event) => {
        const key = event.key ?? event.pathParameters.key;
        const { Attributes } = await client.send(new sdk.UpdateItemCommand({ TableName: process.env.TABLE, Key: { pk: { S: key } },
          UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: event.key ? '1' : '0' } }, ReturnValues: 'ALL_NEW' }));
        return { n: Number(Attributes.n.N) };
      };`,
  },
  resources: {
    Table: tableResource(),
    Count: functionResource('count', { TABLE: { Ref: 'Table' } }),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        DefinitionString: {
          'Fn::Join': [
            '',
            [
              '{"StartAt":"First","States":{"First":{"Type":"Task","ResultPath":null,"Next":"Hold","Resource":"',
              { 'Fn::GetAtt': ['Count', 'Arn'] },
              '"},"Hold":{"Type":"Wait","TimestampPath":"$.until","End":true}}}',
            ],
          ],
        },
        RoleArn: 'x',
      },
    },
    ...routeResources({ 'GET /count/{key}': 'Count' }),
  },
};

test('a route reaches its function in a worker, with its own environment, on the runtime clock', async () => {
  const look = `export const handler = async (event, context) => ({
    now: Date.now(), date: new Date().toISOString(), given: new Date(0).toISOString(), isDate: new Date() instanceof Date, text: typeof Date(),
    mine: process.env.MINE, name: process.env.AWS_LAMBDA_FUNCTION_NAME, home: process.env.HOME, region: process.env.AWS_REGION,
    arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis(), called: event.requestContext.timeEpoch });`;
  const runtime = await start(
    {
      handlers: { look },
      resources: {
        Look: functionResource('look', { MINE: { Ref: 'AWS::StackName' } }),
        ...routeResources({ 'GET /look': 'Look' }),
      },
    },
    { startAt: START },
  );
  const first = await json(`${runtime.url}/look`);
  expect(first).toMatchObject({
    given: '1970-01-01T00:00:00.000Z',
    isDate: true,
    text: 'string',
    mine: STACK,
    name: `${STACK}-look`,
    region: 'ap-southeast-3',
  });
  expect(first).not.toHaveProperty('home');
  expect(first['arn']).toBe(`arn:aws:lambda:ap-southeast-3:000000000000:function:${STACK}-look`);
  expect(Number(first['left'])).toBeGreaterThan(3_000);
  expect(Number(first['left'])).toBeLessThanOrEqual(5_000);
  runtime.clock.advanceTo(START + 86_400_000);
  const second = await json(`${runtime.url}/look`);
  for (const at of [second['now'], Date.parse(String(second['date'])), second['called']]) {
    expect(Number(at) - START - 86_400_000).toBeGreaterThanOrEqual(0);
    expect(Number(at) - START - 86_400_000).toBeLessThan(30_000);
  }
  expect(runtime.environment('look')['MINE']).toBe(STACK);
  expect(() => runtime.environment('other')).toThrow('There is no function other');
});

test('an alias is another name of its function; one of a function that is not there is refused', async () => {
  const alias = (functionName: unknown) => ({
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: functionName } },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: { FunctionName: functionName, FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] }, Name: 'live' },
    },
  });
  const routes = routeResources({ 'GET /look': 'Look' });
  (routes['Integration0']?.Properties as Record<string, unknown>)['IntegrationUri'] = { Ref: 'Live' };
  const resources = { Look: functionResource('look'), ...alias({ Ref: 'Look' }), ...routes };
  const runtime = await start({ handlers: { look: 'export const handler = async () => ({ called: true });' }, resources });
  expect(await json(`${runtime.url}/look`)).toEqual({ called: true });
  await expect(start({ resources: alias('nobody') })).rejects.toThrow(
    'The alias Live names nobody, which is not a function of this template.',
  );
});

test('what goes wrong in a function stays there: throwing, dying, hanging, not loading', async () => {
  const bad = `import { writeSync } from 'node:fs';
    export const handler = async ({ rawQueryString: how }) => {
      console.log('asked to ' + how);
      if (how === 'throw') throw new TypeError('no');
      if (how === 'exit') process.exit(3);
      if (how === 'crash') { setTimeout(() => { throw new Error('later'); }, 0); await new Promise(() => {}); }
      if (how === 'spin') for (;;);
      if (how === 'hang') await new Promise(() => {});
      return { ok: true };
    };`;
  const resources = {
    Bad: functionResource('bad', {}, 1),
    Unloaded: functionResource('unloaded'),
    ...routeResources({ 'GET /bad': 'Bad', 'GET /unloaded': 'Unloaded' }),
  };
  const data = join(temporaryFolder(), 'data');
  const runtime = await start({ handlers: { bad, unloaded: 'throw new Error("at load")' }, resources }, { dataFolder: data });
  for (const how of ['throw', 'exit', 'crash', 'spin', 'hang']) {
    expect((await fetch(`${runtime.url}/bad?${how}`)).status).toBe(500);
    expect(await json(`${runtime.url}/bad?fine`)).toEqual({ ok: true });
  }
  expect((await fetch(`${runtime.url}/unloaded`)).status).toBe(500);
  await runtime.stop();
  const log = readFileSync(join(data, 'logs', `${STACK}-bad.log`), 'utf8');
  expect(log).toContain('asked to throw\n');
  expect(log).toContain('"errorMessage":"later"');
});

test('calls interleave in one worker, and a busy function gets a second', async () => {
  const slow = `import { threadId } from 'node:worker_threads'; let now = 0; let most = 0;
    export const handler = async () => { most = Math.max(most, ++now); await new Promise((r) => setTimeout(r, 300)); now--; return { threadId, most }; };`;
  const runtime = await start(
    { handlers: { slow }, resources: { Slow: functionResource('slow'), ...routeResources({ 'GET /slow': 'Slow' }) } },
    { workers: 2 },
  );
  const answers = await Promise.all(Array.from({ length: 20 }, () => json(`${runtime.url}/slow`)));
  expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(2);
  expect(Math.max(...answers.map(({ most }) => Number(most)))).toBeGreaterThan(4);
});

test('a schedule of a minute ticks each second and after a jump; a tick that fails is not the end', async () => {
  const tick = `import { appendFileSync } from 'node:fs'; let calls = 0;
    export const handler = async (event) => { appendFileSync(process.env.FILE, new Date().toISOString() + JSON.stringify(event) + '\\n'); if (++calls === 1) throw new Error('once'); };`;
  const file = join(temporaryFolder(), 'ticks');
  const Properties = {
    ScheduleExpression: 'rate(1 minute)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: { 'Fn::GetAtt': ['Tick', 'Arn'] }, RoleArn: 'x', Input: '{"a":1}' },
  };
  const resources = { Tick: functionResource('tick', { FILE: file }), Clock: { Type: 'AWS::Scheduler::Schedule', Properties } };
  const runtime = await start({ handlers: { tick }, resources }, { startAt: START });
  writeFileSync(file, '');
  await until(() => readFileSync(file, 'utf8').split('\n').length > 2);
  runtime.clock.advanceTo(START + 3_600_000);
  await until(() => readFileSync(file, 'utf8').includes('2020-04-11T13:00:0'));
  expect(readFileSync(file, 'utf8')).toContain('{"a":1}');
});

test('a schedule that does not run here is refused', async () => {
  const Properties = { ScheduleExpression: 'cron(0 0 * * ? *)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: 'x' } };
  await expect(start({ resources: { Clock: { Type: 'AWS::Scheduler::Schedule', Properties } } })).rejects.toThrow(
    'The schedule Clock is cron(0 0 * * ? *) with window OFF; only rate(1 minute) with window OFF runs locally.',
  );
});

test('executions: by name and input, and a restart goes on where it matters', async () => {
  const dataFolder = join(temporaryFolder(), 'data');
  const assembly = writeAssembly(join(temporaryFolder(), 'cdk.out'), COUNTING);
  const first = await startRuntime({ assembly, dataFolder, port: 0, startAt: START });
  const { DescribeExecutionCommand, SFNClient, StartExecutionCommand } = await import('@aws-sdk/client-sfn');
  const client = (runtime: Runtime) => {
    const env = runtime.environment('count');
    return new SFNClient({
      endpoint: String(env['AWS_ENDPOINT_URL_SFN']),
      region: 'x',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    });
  };
  const stateMachineArn = `arn:aws:states:ap-southeast-3:000000000000:stateMachine:${STACK}-Machine`;
  const input = JSON.stringify({ key: 'a', until: '2020-04-11T13:00:00Z' });
  const begin = (runtime: Runtime, name: string, text = input) =>
    client(runtime).send(new StartExecutionCommand({ stateMachineArn, name, input: text }));
  const count = async (runtime: Runtime) => (await json(`${runtime.url}/count/a`))['n'];

  const { executionArn } = await begin(first, 'run-1');
  expect((await begin(first, 'run-1')).executionArn).toBe(executionArn);
  await expect(begin(first, 'run-1', '{}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  await expect(begin(first, 'no such*name')).rejects.toMatchObject({ name: 'InvalidName' });
  await expect(begin(first, 'run-2', 'not json')).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
  await until(async () => (await count(first)) === 1);
  expect(first.executions()).toEqual([{ name: 'run-1', status: 'RUNNING', input: JSON.parse(input) }]);
  await first.stop();

  const second = await startRuntime({ assembly, dataFolder, port: 0, startAt: START });
  onTestFinished(() => second.stop());
  await until(async () => (await count(second)) === 2);
  second.clock.advanceTo(Date.parse('2020-04-11T13:00:00Z'));
  await until(() => second.executions()[0]?.status === 'SUCCEEDED');
  const described = await client(second).send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({ status: 'SUCCEEDED', name: 'run-1', input, output: input });
  expect(described.stopDate?.getTime()).toBeGreaterThanOrEqual(Date.parse('2020-04-11T13:00:00Z'));
  await expect(begin(second, 'run-1')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  await expect(client(second).send(new DescribeExecutionCommand({ executionArn: `${executionArn}x` }))).rejects.toMatchObject({
    name: 'ExecutionDoesNotExist',
  });
});

test('kill -9, start again at once: the lock is free, the tables are whole, what ran runs again', async () => {
  const dataFolder = join(temporaryFolder(), 'data');
  const fixture = { ...COUNTING, resources: { ...COUNTING.resources } };
  const assembly = writeAssembly(join(temporaryFolder(), 'cdk.out'), fixture);
  const script = join(import.meta.dirname, 'run-fixture.ts');
  const children: ChildProcess[] = [];
  onTestFinished(() => void children.map((child) => child.kill('SIGKILL')));
  const spawnRuntime = async () => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, assembly, dataFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    return { child, url: line.trim() };
  };
  const first = await spawnRuntime();
  const execution = {
    name: 'run-1',
    status: 'RUNNING',
    input: JSON.stringify({ key: 'a', until: '2000-01-01T00:00:00Z' }),
    startedAt: 0,
  };
  expect(await json(`${first.url}/count/b`)).toEqual({ n: 0 });
  await expect(startRuntime({ assembly, dataFolder, port: 0 })).rejects.toThrow(
    `The data folder ${dataFolder} is in use by another runtime`,
  );
  const enginePid = Number(readFileSync(join(dataFolder, 'dynamodb/tables.db.pid'), 'utf8'));
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  // The engine goes with the runtime, not only when the next one finds it.
  await until(() => !isAlive(enginePid));
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(dataFolder, 'executions', `${STACK}-Machine`), { recursive: true });
  writeFileSync(join(dataFolder, 'executions', `${STACK}-Machine`, 'run-1.json'), JSON.stringify(execution));

  const second = await spawnRuntime();
  await until(async () => (await json(`${second.url}/count/a`))['n'] === 1);
  expect(await json(`${second.url}/count/b`)).toEqual({ n: 0 });
});

test('a request in flight is answered before the runtime ends', async () => {
  const slow = 'export const handler = async () => { await new Promise((r) => setTimeout(r, 500)); return { ok: true }; };';
  const runtime = await start({
    handlers: { slow },
    resources: { Slow: functionResource('slow'), ...routeResources({ 'GET /slow': 'Slow' }) },
  });
  const answer = json(`${runtime.url}/slow`);
  await new Promise((resolve) => setTimeout(resolve, 250));
  const before = performance.now();
  const [said] = await Promise.all([answer, runtime.stop()]);
  expect(said).toEqual({ ok: true });
  // Not the half minute for which a client would keep the connection.
  expect(performance.now() - before).toBeLessThan(15_000);
  await expect(fetch(runtime.url)).rejects.toThrow();
});

test('a platform without an engine is told what to do', async () => {
  const arch = Object.getOwnPropertyDescriptor(process, 'arch');
  onTestFinished(() => void (arch && Object.defineProperty(process, 'arch', arch)));
  Object.defineProperty(process, 'arch', { ...arch, value: 'mips' });
  await expect(start(COUNTING)).rejects.toThrow(`There is no embedded DynamoDB engine for ${process.platform}-mips`);
});

test('an engine that dies is told of in one sentence', async () => {
  const faults: string[] = [];
  const dataFolder = join(temporaryFolder(), 'data');
  await start(COUNTING, { dataFolder, onFault: (fault) => faults.push(fault.message) });
  process.kill(Number(readFileSync(join(dataFolder, 'dynamodb/tables.db.pid'), 'utf8')), 'SIGKILL');
  await until(() => faults.length > 0);
  expect(faults).toEqual([expect.stringMatching(/^The DynamoDB engine .* stopped: .*\.$/)]);
});

test('what stands in the way of a start is said in one sentence', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void busy.close());
  await once(busy, 'listening');
  const { port } = busy.address() as AddressInfo;
  await expect(start(COUNTING, { port })).rejects.toThrow(
    `Port ${port} is in use: stop what listens there, or give another one in PORT.`,
  );
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(start(COUNTING, { dataFolder: file })).rejects.toThrow(`The data folder ${file} is not a folder`);
  await expect(start(COUNTING, { dynamodbEndpoint: 'http://127.0.0.1:9' })).rejects.toThrow(
    'No DynamoDB answers at http://127.0.0.1:9',
  );
  await expect(startRuntime({ assembly: temporaryFolder(), dataFolder: file, port: 0 })).rejects.toThrow(
    'There is no synthesized application',
  );
  const other = { ...COUNTING.resources['Table'], Type: 'AWS::Kinesis::Stream' };
  await expect(start({ resources: { Other: other } })).rejects.toThrow('AWS::Kinesis::Stream (Other)');
});
