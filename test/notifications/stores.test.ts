import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AwsEndpoints, startAwsEndpoints } from '#infra/local/aws/aws-endpoints.ts';
import { ServiceError } from '#infra/local/aws/json-service.ts';
import { RETRYABLE } from '#shared/errors.ts';
import type { Notice } from '#shared/notifications/notice.ts';
import { noticesStore } from '#shared/notifications/notices-store.ts';
import { smsMessenger } from '#shared/notifications/sms-store.ts';

type Entry = { EventBusName: string; Source: string; DetailType: string; Detail: string };

/** What the bus and SNS were asked, and how they answer: real clients, real protocols, the services' ends of them made here. */
let calls: Entry[][];
let takes: (entry: Entry, call: number) => boolean;
let published: URLSearchParams[];
let refusal: ServiceError | undefined;
let endpoints: AwsEndpoints;
let bus: EventBridgeClient;
let sns: SNSClient;

beforeAll(async () => {
  endpoints = await startAwsEndpoints({
    services: {
      EVENTBRIDGE: {
        name: 'EventBridge',
        operations: {
          PutEvents({ Entries }: { Entries: Entry[] }) {
            calls.push(Entries);
            const results = Entries.map((entry) =>
              takes(entry, calls.length) ? { EventId: 'taken' } : { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' },
            );
            return { FailedEntryCount: results.filter(({ EventId }) => !EventId).length, Entries: results };
          },
        },
      },
    },
    queryServices: {
      SNS: {
        name: 'SNS',
        operations: {
          Publish(input) {
            published.push(input);
            if (refusal) throw refusal;
            return { MessageId: 'm' };
          },
        },
      },
    },
    buckets: new Map(),
    now: Date.now,
    onFault: (error) => {
      throw error;
    },
  });
  const place = { region: 'ap-southeast-3', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 };
  bus = new EventBridgeClient({ ...place, endpoint: endpoints.environment['AWS_ENDPOINT_URL_EVENTBRIDGE']! });
  sns = new SNSClient({ ...place, endpoint: endpoints.environment['AWS_ENDPOINT_URL_SNS']! });
});
afterAll(async () => {
  bus.destroy();
  sns.destroy();
  await endpoints.stop();
});
beforeEach(() => {
  [calls, published, refusal] = [[], [], undefined];
  takes = () => true;
});

const notices = (count: number): Notice[] =>
  Array.from({ length: count }, (_, at) => ({
    kind: 'selected',
    waveId: '2020-04',
    entryId: String(at).padStart(32, '0'),
    registrationKey: 'b'.repeat(64),
  }));
const entryIds = (entries: readonly Entry[]) => entries.map(({ Detail }) => Number(JSON.parse(Detail).entryId));

describe('notices on the bus', () => {
  test('go by tens, each with its source and kind', async () => {
    await noticesStore(bus, 'notices').publish(notices(25));
    expect(calls.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(entryIds(calls.flat())).toEqual([...Array(25).keys()]);
    expect(calls[0]![0]).toMatchObject({ EventBusName: 'notices', Source: 'gelombang.notices', DetailType: 'selected' });
  });

  test('that the bus has not taken are sent again, and no others', async () => {
    takes = (entry, call) => call > 1 || entryIds([entry])[0]! % 3 !== 0;
    await noticesStore(bus, 'notices').publish(notices(10));
    expect(calls.map(entryIds)).toEqual([[...Array(10).keys()], [0, 3, 6, 9]]);
  });

  test('of which some stay are an error that passes', async () => {
    takes = (entry) => entryIds([entry])[0] !== 4;
    await expect(noticesStore(bus, 'notices').publish(notices(10))).rejects.toMatchObject({
      name: RETRYABLE.transient,
      message: 'the bus has not taken 1 notices in 5 tries',
    });
  });

  test('that are none are refused before any is sent', async () => {
    const wrong = { ...notices(1)[0]!, ...{ phone: '+6281234567890' } } as Notice;
    await expect(noticesStore(bus, 'notices').publish([...notices(10), wrong])).rejects.toThrow();
    expect(calls).toEqual([]);
  });
});

describe('an SMS', () => {
  const message = { to: '+6281234567890', text: 'Gelombang 4', noticeId: '2020-04.a.selected' };

  test('is sent as a transactional one, to a number and no topic', async () => {
    expect(await smsMessenger(sns).send(message)).toEqual({ outcome: 'sent' });
    const sent = Object.fromEntries(published[0]!);
    expect(sent).toMatchObject({ PhoneNumber: message.to, Message: message.text });
    expect(Object.values(sent)).toEqual(expect.arrayContaining(['AWS.SNS.SMS.SMSType', 'Transactional', message.noticeId]));
    expect(sent).not.toHaveProperty('TopicArn');
  });

  test('to a number that SNS refuses is not reachable', async () => {
    refusal = new ServiceError(
      'InvalidParameter',
      `Invalid parameter: PhoneNumber Reason: ${message.to} is not valid to publish to`,
    );
    expect(await smsMessenger(sns).send(message)).toEqual({ outcome: 'notReachable' });
  });

  test.each([
    ['InvalidParameter', 'Invalid parameter: MessageAttributes'],
    ['AuthorizationError', `no rights to send to ${message.to}`],
    ['InternalFailure', message.to],
  ])('that SNS has not taken (%s) is an error that passes, without the number in it', async (name, said) => {
    refusal = new ServiceError(name, said);
    const error = await smsMessenger(sns)
      .send(message)
      .catch((failure: Error) => failure);
    expect(error).toMatchObject({ name: RETRYABLE.transient });
    const told = error as Error;
    expect(`${told.message} ${told.stack} ${JSON.stringify(told)} ${String(told.cause)}`).not.toContain('6281234567890');
  });
});
