import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apiGateway, lambda } from '#infra/local/aws/account.ts';
import { type AwsEndpoints, startAwsEndpoints } from '#infra/local/aws/aws-endpoints.ts';
import type { RestService } from '#infra/local/aws/rest-service.ts';
import type { LocalFunction } from '#infra/local/functions/local-function.ts';
import { type CapacityStore, capacityStore } from '#shared/opening/capacity-store.ts';
import { keepReady, WARM_HOURS } from '#shared/opening/keep-ready.ts';
import { requestQuotaReader } from '#shared/opening/request-quota-store.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { OPENING_NEEDS } from '../support/people.ts';

const MINUTE_MS = 60_000;
const OPENS = Date.parse('2026-12-01T05:00:00Z');
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const RESERVED = 800;

/** The calls of DynamoDB that are not about items, as AWS answers them: the engine of the tests has none of them. */
const table = { warm: 4_000, status: 'ACTIVE', asked: 0, updates: [] as unknown[] };
const dynamodb = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1);
    const answers: Record<string, () => [number, object]> = {
      DescribeTable: () => [
        200,
        { Table: { WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: table.warm, Status: table.status } } },
      ],
      DescribeLimits: () => [200, { TableMaxWriteCapacityUnits: 40_000 }],
      UpdateTable: () => {
        table.asked++;
        if (table.status === 'UPDATING')
          return [400, { __type: 'com.amazonaws.dynamodb.v20120810#ResourceInUseException', message: 'is being updated' }];
        table.updates.push(JSON.parse(body));
        table.status = 'UPDATING';
        return [200, { TableDescription: {} }];
      },
    };
    const [status, json] = answers[operation ?? '']?.() ?? [400, { __type: 'UnknownOperationException' }];
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(json));
  });
});

let aws: AwsEndpoints;
let service: RestService;
/** What the functions have asked of Lambda, reading aside. */
const asked: string[] = [];
let capacity: CapacityStore;
let gateway: APIGatewayClient;

beforeAll(async () => {
  await new Promise<void>((resolve) => dynamodb.listen(0, '127.0.0.1', resolve));
  const watched: RestService = {
    name: 'Lambda',
    get operations() {
      return Object.fromEntries(
        Object.entries(service.operations).map(([route, run]) => [
          route,
          (...of: Parameters<typeof run>) => {
            if (!route.startsWith('GET'))
              asked.push(`${route.split(' ')[0]} ${of[2]?.ProvisionedConcurrentExecutions ?? ''}`.trim());
            return run(...of);
          },
        ]),
      );
    },
  };
  aws = await startAwsEndpoints({
    services: {},
    restServices: { LAMBDA: watched, API_GATEWAY: apiGateway() },
    buckets: new Map(),
    now: Date.now,
    onFault: (error) => {
      throw error;
    },
  });
  const at = { region: 'ap-southeast-3', credentials };
  gateway = new APIGatewayClient({ ...at, endpoint: aws.environment['AWS_ENDPOINT_URL_API_GATEWAY'] as string });
  const { port } = dynamodb.address() as AddressInfo;
  capacity = capacityStore(
    {
      lambda: new LambdaClient({ ...at, endpoint: aws.environment['AWS_ENDPOINT_URL_LAMBDA'] as string, maxAttempts: 1 }),
      dynamodb: new DynamoDBClient({ ...at, endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 }),
    },
    { registerFunction: 'register', registrationsTable: 'registrations' },
  );
});
afterAll(async () => {
  await aws.stop();
  dynamodb.close();
  dynamodb.closeAllConnections();
});

beforeEach(() => {
  const register = { name: 'register' } as LocalFunction;
  const functions = new Map([
    ['arn:aws:lambda:x:0:function:register', register],
    ['arn:aws:lambda:x:0:function:register:live', register],
  ]);
  service = lambda(functions, new Map([['register', RESERVED]]));
  Object.assign(table, { warm: 4_000, status: 'ACTIVE', asked: 0, updates: [] });
  asked.length = 0;
});

const wave = (opensAt: number) => ({ opensAt: new Date(opensAt).toISOString() }) as Wave;

/** One minute of the wave clock. */
async function tick(now: number, { openings = [OPENS], needs = {} } = {}) {
  await keepReady({
    clock: { now: () => now },
    waves: { list: async () => openings.map(wave) },
    capacity,
    needs: { ...OPENING_NEEDS, provisionedConcurrency: 100, ...needs },
  });
}

describe('what the account has', () => {
  test('is told as it is', async () => {
    expect(await requestQuotaReader(gateway)()).toEqual({ rate: 2_500, burst: 1_250 });
    expect(await capacity.concurrency()).toBe(1_000);
    expect(await capacity.reservedConcurrency()).toBe(RESERVED);
    expect(await capacity.warmth()).toBeUndefined();
    expect(await capacity.tableWrites()).toEqual({ warm: 4_000, warming: false });
    expect(await capacity.mostTableWrites()).toBe(40_000);
  });

  test('a function for which nothing is set aside has 0, one that is not there is an error', async () => {
    service = lambda(new Map([['arn:aws:lambda:x:0:function:register', { name: 'register' } as LocalFunction]]), new Map());
    expect(await capacity.reservedConcurrency()).toBe(0);
    await expect(capacity.warmth()).rejects.toThrow('Function not found: register:live');
    service = lambda(new Map(), new Map());
    await expect(capacity.reservedConcurrency()).rejects.toThrow('Function not found: register');
  });

  test('no more is kept warm than the function may have', async () => {
    await expect(capacity.keepWarm(RESERVED + 1)).rejects.toThrow(/more than register may have/);
    await capacity.keepWarm(RESERVED);
    expect(await capacity.warmth()).toEqual({ asked: RESERVED });
  });
});

describe('environments', () => {
  test('are made warm a quarter of an hour before an opening, stay so while the spread lasts, and are let go', async () => {
    await tick(OPENS - 15 * MINUTE_MS - 1);
    expect(await capacity.warmth()).toBeUndefined();
    await tick(OPENS - 15 * MINUTE_MS);
    expect(await capacity.warmth()).toEqual({ asked: 100 });
    await tick(OPENS);
    await tick(OPENS + 13 * MINUTE_MS - 1);
    expect(await capacity.warmth()).toEqual({ asked: 100 });
    await tick(OPENS + 13 * MINUTE_MS);
    expect(await capacity.warmth()).toBeUndefined();
    await tick(OPENS + 14 * MINUTE_MS);
    // Twice the same is once: each minute in between asks for nothing.
    expect(asked).toEqual(['PUT 100', 'DELETE']);
    expect(WARM_HOURS).toBeCloseTo(28 / 60, 9);
  });

  test('are not let go for one wave while another opens', async () => {
    const openings = [OPENS - 30 * MINUTE_MS, OPENS, OPENS + 365 * 24 * 60 * MINUTE_MS];
    await tick(OPENS, { openings });
    expect(await capacity.warmth()).toEqual({ asked: 100 });
  });

  test('follow the stage when it asks for another number, and somebody who meddled is overruled', async () => {
    await capacity.keepWarm(7);
    await tick(OPENS);
    expect(await capacity.warmth()).toEqual({ asked: 100 });
    await tick(OPENS, { needs: { provisionedConcurrency: 150 } });
    expect(await capacity.warmth()).toEqual({ asked: 150 });
  });

  test('that Lambda could not make are told of, with its reason', async () => {
    await tick(OPENS);
    const path = 'GET /2019-09-30/functions/{name}/provisioned-concurrency';
    const json = {
      RequestedProvisionedConcurrentExecutions: 100,
      Status: 'FAILED',
      StatusReason: 'the function fails while it starts',
    };
    service = { ...service, operations: { ...service.operations, [path]: () => ({ status: 200, json }) } };
    await expect(tick(OPENS)).rejects.toThrow('what an opening needs could not be made ready');
    await expect(tick(OPENS)).rejects.toMatchObject({
      errors: [new Error("Lambda can't keep 100 environments warm: the function fails while it starts")],
    });
  });
});

describe('the table', () => {
  const needs = { provisionedConcurrency: 0, warmWriteUnits: 8_000 };
  const DAY_MS = 24 * 60 * MINUTE_MS;

  test('is warmed once, in the day before an opening', async () => {
    await tick(OPENS - DAY_MS - 1, { needs });
    expect(table.updates).toEqual([]);
    await tick(OPENS - DAY_MS, { needs });
    // The old number stands until it is done.
    await tick(OPENS - DAY_MS + MINUTE_MS, { needs });
    Object.assign(table, { warm: 8_000, status: 'ACTIVE' });
    await tick(OPENS - 1, { needs });
    expect(table.updates).toEqual([{ TableName: 'registrations', WarmThroughput: { WriteUnitsPerSecond: 8_000 } }]);
    expect(table.asked).toBe(1);
  });

  test('is left alone once the wave is open, and where it takes more already', async () => {
    await tick(OPENS, { needs });
    table.warm = 9_000;
    await tick(OPENS - 1, { needs });
    expect(table.updates).toEqual([]);
  });

  test('that is being changed by somebody else is looked at again a minute later', async () => {
    table.status = 'UPDATING';
    await capacity.warmTable(8_000);
    expect([table.asked, table.updates]).toEqual([1, []]);
  });
});

test('a stage that buys nothing asks AWS for nothing', async () => {
  const silent = { warmth: unasked, keepWarm: unasked, letCool: unasked, tableWrites: unasked, warmTable: unasked };
  await keepReady({ clock: { now: () => OPENS }, waves: { list: unasked }, capacity: silent, needs: OPENING_NEEDS });
});

function unasked(): never {
  throw new Error('asked of AWS');
}
