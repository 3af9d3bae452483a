import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClock } from '#infra/local/clock.ts';
import { type BusEvent, readEventPattern } from '#infra/local/events/event-pattern.ts';
import { createEventQueue, type EventQueue } from '#infra/local/events/event-queue.ts';

const event = (id: string): BusEvent => ({
  version: '0',
  id,
  'detail-type': 'selected',
  source: 'gelombang.notices',
  account: '000000000000',
  time: '2020-08-09T05:00:00.000Z',
  region: 'ap-southeast-3',
  resources: [],
  detail: {},
});

describe('the pattern of a rule', () => {
  test('matches by lists of sources and types', () => {
    const matches = readEventPattern({ source: ['gelombang.notices'], 'detail-type': ['revoked', 'selected'] }, 'Rule');
    expect(matches(event('a'))).toBe(true);
    expect(matches({ ...event('a'), source: 'other' })).toBe(false);
    expect(matches({ ...event('a'), 'detail-type': 'reminder' })).toBe(false);
  });

  test.each([
    [{ detail: { kind: ['selected'] } }, 'detail'],
    [{ source: [{ prefix: 'gelombang' }] }, 'prefix'],
    [{ account: ['000000000000'] }, 'account'],
    [undefined, 'no EventPattern'],
  ])('%j is refused by name', (pattern, named) => {
    expect(() => readEventPattern(pattern, 'Rule')).toThrow(named);
  });
});

describe('a queue of events', () => {
  let folder: string;
  let queue: EventQueue;
  const clock = createClock(Date.parse('2020-08-09T05:00:00Z'), Date.now, 0);
  const files = (of: string) => (existsSync(join(folder, of)) ? readdirSync(join(folder, of)).sort() : []);
  const begin = (deliver: (of: BusEvent) => Promise<unknown>) => {
    queue = createEventQueue({
      folder: join(folder, 'events'),
      deadFolder: join(folder, 'dead'),
      drafts: join(folder, 'drafts'),
      clock,
      deliver,
      onFault: (error) => {
        throw error;
      },
    });
    return queue;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gelombang-events-'));
  });
  afterEach(async () => {
    await queue.stop();
    rmSync(folder, { recursive: true });
  });

  test('delivers what an earlier process has left, and nothing twice', async () => {
    begin(async () => {}).add(event('a'));
    await queue.stop();
    expect(files('events')).toEqual(['a.json']);
    const delivered: string[] = [];
    begin(async ({ id }) => delivered.push(id)).start();
    queue.add(event('b'));
    await vi.waitFor(() => expect(queue.left).toBe(0));
    expect([delivered.sort(), files('events')]).toEqual([['a', 'b'], []]);
  });

  test('tries a failed one after a minute and after two more, then puts it aside', async () => {
    let tries = 0;
    begin(async () => {
      tries++;
      throw new Error('no');
    }).start();
    queue.add(event('a'));
    for (const [number, seconds] of [
      [1, 59],
      [1, 1],
      [2, 119],
      [2, 1],
    ] as const) {
      await vi.waitFor(() => expect(tries).toBe(number));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(tries).toBe(number);
      clock.advanceTo(clock.now() + seconds * 1_000);
    }
    await vi.waitFor(() => expect(files('dead')).toEqual(['a.json']));
    expect([tries, files('events'), queue.left]).toEqual([3, [], 0]);
  });

  test('keeps one that failed for the next start, when it is stopped in between', async () => {
    begin(() => Promise.reject(new Error('no'))).start();
    queue.add(event('a'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await queue.stop();
    expect([files('events'), files('dead')]).toEqual([['a.json'], []]);
  });
});
