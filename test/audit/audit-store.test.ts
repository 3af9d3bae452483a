import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { chainFault } from '#shared/audit/audit-entry.ts';
import { auditWriter } from '#shared/audit/audit-store.ts';
import { auditIn } from '../support/audit.ts';
import { ACT, OPENING } from '../support/audit-chain.ts';
import { fakeClock } from '../support/emulator.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const clock = fakeClock('2020-08-08T05:00:00Z');
const log = () => auditIn(emulator, clock);
const TOKEN = 'a'.repeat(32);
let number = 0x10;
let chain: string;
beforeEach(() => {
  chain = `openings-${(number++).toString(16)}`;
});

const whole = async () => (await log().page(chain, 0)).entries;

type Fault = 'before' | 'after';

/**
 * A client of its own whose puts time out, as `faults` says in turn: before the engine has heard of them, or after it has done them.
 * @param within whether the SDK's own retries see it, or only who called the SDK
 */
async function timingOut(faults: Fault[], within: boolean): Promise<DynamoDBDocumentClient> {
  const { hostname, port } = await emulator.dynamodb.config.endpoint!();
  const client = new DynamoDBClient({
    endpoint: `http://${hostname}:${port}`,
    region: 'ap-southeast-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const timeout = async <Answer>(command: string | undefined, put: () => Promise<Answer>): Promise<Answer> => {
    const fault = command === 'PutItemCommand' ? faults.shift() : undefined;
    const failure = Object.assign(new Error('no answer'), { name: 'TimeoutError' });
    if (fault === 'before') throw failure;
    const answer = await put();
    if (fault === 'after') throw failure;
    return answer;
  };
  const { middlewareStack } = client;
  if (within)
    middlewareStack.add((next, context) => (args) => timeout(context['commandName'], () => next(args)), {
      step: 'finalizeRequest',
      priority: 'low',
    });
  else
    middlewareStack.add((next, context) => (args) => timeout(context['commandName'], () => next(args)), {
      step: 'initialize',
      priority: 'high',
    });
  return DynamoDBDocumentClient.from(client);
}

describe('adding to a chain', () => {
  test('thirty times at once makes one unbroken chain of thirty', async () => {
    const writers = Array.from({ length: 30 }, () => log().append(chain, OPENING));
    const entries = await Promise.all(writers);
    expect(entries.map((entry) => entry.number).toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: 30 }, (_, at) => at + 1),
    );
    const stored = await whole();
    expect(stored).toHaveLength(30);
    expect(chainFault(chain, stored)).toBeUndefined();
    expect(stored.map(({ entryToken }) => entryToken).sort()).toEqual(entries.map(({ entryToken }) => entryToken).sort());
  });

  test.each<[string, Fault[], boolean]>([
    ['was done, and the SDK tries again', ['after'], true],
    ['was done', ['after'], false],
    ['was done, twice running', ['after', 'after'], false],
    ['was not done', ['before'], false],
    ['was not done and then was', ['before', 'after'], false],
  ])('whose put times out and %s enters it once', async (_, faults, within) => {
    await log().append(chain, OPENING);
    const left = [...faults];
    const client = await timingOut(left, within);
    const append = auditWriter(client, 'audit', { clock, newToken: () => TOKEN, pause: async () => {} });
    const entry = await append(chain, OPENING);
    expect(left).toEqual([]);
    expect(entry).toMatchObject({ number: 2, entryToken: TOKEN });
    expect((await whole()).map(({ entryToken }) => entryToken === TOKEN)).toEqual([false, true]);
  });

  test.each<Fault>(['after', 'before'])(
    'whose put times out (%s the engine) and is overtaken by others meanwhile still enters it once',
    async (fault) => {
      const client = await timingOut([fault], false);
      const overtaken = async (tries: number) => {
        if (tries === 1) for (let times = 0; times < 3; times++) await log().append(chain, OPENING);
      };
      const append = auditWriter(client, 'audit', { clock, newToken: () => TOKEN, pause: overtaken });
      const entry = await append(chain, OPENING);
      const stored = await whole();
      expect(stored).toHaveLength(4);
      expect(chainFault(chain, stored)).toBeUndefined();
      expect(stored.filter(({ entryToken }) => entryToken === TOKEN)).toEqual([entry]);
      expect(entry.number).toBe(fault === 'after' ? 1 : 4);
    },
  );

  test('gives up with an error that passes when nothing gets through, and at once when the log refuses', async () => {
    const silent = await timingOut(
      Array.from({ length: 99 }, () => 'before'),
      false,
    );
    const pauses: number[] = [];
    const pause = async (tries: number) => void pauses.push(tries);
    const append = auditWriter(silent, 'audit', { clock, newToken: () => TOKEN, pause });
    await expect(append(chain, OPENING)).rejects.toMatchObject({ name: 'TransientError' });
    expect(pauses).toEqual(Array.from({ length: 31 }, (_, at) => at + 1));
    const elsewhere = auditWriter(emulator.documents, 'no-such-table', { clock, newToken: () => TOKEN, pause });
    await expect(elsewhere(chain, OPENING)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(pauses).toHaveLength(31);
    expect(await whole()).toEqual([]);
  });
});

describe('reading', () => {
  test('gives a chain page by page, from its first entry to its last', async () => {
    for (let times = 0; times < 3; times++) await log().append(chain, OPENING);
    const all = await whole();
    expect(all.map((entry) => entry.number)).toEqual([1, 2, 3]);
    expect(await log().page(chain, 1)).toEqual({ chain, entries: all.slice(1) });
    expect(await log().page(chain, 3)).toEqual({ chain, entries: [] });
  });

  test('more than a page says where it goes on', async () => {
    for (let times = 0; times < 501; times++) await log().append(chain, OPENING);
    const first = await log().page(chain, 0);
    expect([first.entries.length, first.next]).toEqual([500, 500]);
    const second = await log().page(chain, 500);
    expect([second.entries.map((entry) => entry.number), second.next]).toEqual([[501], undefined]);
    expect(chainFault(chain, [...first.entries, ...second.entries])).toBeUndefined();
  });

  test('the heads are the last entries of the chains that have any, in the order of their names', async () => {
    const acts = [await log().append('officers', ACT), await log().append('officers', ACT)];
    const opened = await log().append(chain, OPENING);
    const heads = await log().heads();
    expect(heads[0]).toEqual({ chain: 'officers', entries: 2, head: acts[1]!.hash });
    expect(heads).toContainEqual({ chain, entries: 1, head: opened.hash });
    expect(heads.map((head) => head.chain)).toEqual(heads.map((head) => head.chain).toSorted());
    expect(heads.length).toBeLessThan(257);
  });
});
