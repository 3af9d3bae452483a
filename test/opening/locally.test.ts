import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openingLimits } from '#infra/opening-limits.ts';
import { STAGES } from '#infra/stages.ts';
import { RETRY_RULE } from '#shared/retry/retry-rule.ts';
import type { Manner } from '../bench/opening/crowd.ts';
import { deployedLimits, VCPU_OF_REGISTER } from '../bench/opening/deployed-limits.ts';
import { edge, freshMsOf } from '../bench/opening/edge.ts';
import { quantile } from '../bench/opening/figures.ts';
import { playLocally } from '../bench/opening/play-locally.ts';
import { seededChance } from '../bench/opening/seeded-chance.ts';
import type { Sender, Sent } from '../bench/opening/sender.ts';
import { functionName, resourcesOf, synthesized } from '../infra/synthesized-template.ts';

const PATHS = { register: '/register', read: ['/a', '/b'] };
const BOUNDLESS = { rate: 1e9, burst: 1e9 };
const atOnce: Manner = { kind: 'follows', rule: { ...RETRY_RULE, spreadMs: 0 } };

/** A server that answers by `answer` after `takesMs(now)`. */
function server(takesMs: (at: number) => number, answer: (times: number) => Partial<Sent> = () => ({ status: 201 })) {
  const sent: number[] = [];
  let registered = 0;
  const stub: Sender = {
    send: (method, path) =>
      new Promise((resolve) => {
        const at = performance.now();
        if (method === 'POST') sent.push(at);
        const body = JSON.stringify({ entryId: String(registered++), receipt: path });
        const whole = { status: 200, retryAfterSeconds: undefined, cacheControl: 'public, max-age=5', body };
        setTimeout(() => resolve(method === 'POST' ? { ...whole, ...answer(sent.length) } : whole), takesMs(at));
      }),
    close: () => {},
  };
  return { stub, sent };
}

async function play(stub: Sender, manner: Manner = atOnce, throttle = BOUNDLESS) {
  const offer = { perSecond: 100, seconds: 5, readsPerRegistration: 48, manner };
  const playing = playLocally(stub, PATHS, offer, throttle, () => '{}', seededChance(3));
  let ended = false;
  void playing.finally(() => {
    ended = true;
  });
  while (!ended) await vi.advanceTimersByTimeAsync(50);
  return playing;
}

describe('the open loop', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  test('is not slowed down by a server that stalls, and counts its stall for everybody who came meanwhile', async () => {
    const stalls = server((at) => (at % 5_000 < 2_000 ? 2_000 - (at % 5_000) + 5 : 5));
    const quick = server(() => 5);
    const [stalled, smooth] = [await play(stalls.stub), await play(quick.stub)];
    expect(stalls.sent.length).toBe(quick.sent.length);
    expect(stalls.sent.length).toBeGreaterThan(400);
    expect(stalled.acknowledged).toHaveLength(stalled.pressedAt.length);
    // Two of five seconds are stalled: the mean person among them waits a second.
    expect(quantile(stalled.latencies, 0.2)).toBeLessThan(20);
    expect(quantile(stalled.latencies, 0.8)).toBeGreaterThan(500);
    expect(quantile(smooth.latencies, 0.99)).toBeLessThan(20);
  });

  test('counts its own lateness too, when something has held it up', async () => {
    const { stub, sent } = server(() => 5);
    const send: Sender['send'] = (...asked) => {
      // As if the process had been busy for half a second with something else.
      if (sent.length === 100) vi.advanceTimersByTime(500);
      return stub.send(...asked);
    };
    const outcome = await play({ ...stub, send });
    expect(quantile(outcome.lateness, 0.99)).toBeGreaterThan(300);
    expect(quantile(outcome.latencies, 0.99)).toBeGreaterThan(300);
  });

  test('sends again what was refused, by the rule, and counts each request', async () => {
    const busy = server(
      () => 5,
      (times) => (times <= 200 ? { status: 503, retryAfterSeconds: 2 } : { status: 201 }),
    );
    const outcome = await play(busy.stub);
    expect(outcome.refused.otherwise.get('503')).toBe(200);
    expect(outcome.requests).toBe(outcome.pressedAt.length + 200);
    expect(outcome.gaveUp).toBe(0);
  });

  test('stands behind its throttle', async () => {
    const all = server(() => 5);
    const outcome = await play(all.stub, { kind: 'hammers', pauseMs: 500, patienceMs: 60_000 }, { rate: 20, burst: 10 });
    expect(outcome.refused.byThrottle).toBeGreaterThan(500);
    const first = all.sent[0] as number;
    expect(all.sent.filter((at) => at < first + 5_000).length).toBeLessThanOrEqual(20 * 5 + 10);
    expect(outcome.acknowledged).toHaveLength(outcome.pressedAt.length);
  });

  test('does not take an answer without a receipt for an acknowledgement', async () => {
    const mute = server(
      () => 5,
      () => ({ status: 201, body: '{"entryId":"1"}' }),
    );
    const outcome = await play(mute.stub, { kind: 'hammers', pauseMs: 500, patienceMs: 1_000 });
    expect([outcome.acknowledged.length, outcome.gaveUp]).toEqual([0, outcome.pressedAt.length]);
    expect(outcome.refused.otherwise.get('no receipt')).toBe(outcome.requests);
  });

  test('asks the origin for each path once in the age of a copy', async () => {
    const { reads } = await play(server(() => 5).stub);
    expect(reads.reads).toBe(100 * 5 * 48);
    expect(reads.atOrigin).toBeGreaterThanOrEqual(2);
    expect(reads.atOrigin).toBeLessThanOrEqual(4);
  });
});

describe('the edge', () => {
  test.each([
    ['public, max-age=5, stale-while-revalidate=5', 5_000],
    ['public, max-age=5, s-maxage=9', 9_000],
    ['no-store', 0],
    ['private, max-age=60', 0],
    ['stale-while-revalidate=60', 0],
    [undefined, 0],
  ])('keeps what %j allows for %i ms', (header, milliseconds) => {
    expect(freshMsOf(header)).toBe(milliseconds);
  });

  test('asks once for all who read meanwhile, again when the copy is old, and keeps no failure', async () => {
    let clock = 0;
    let status = 200;
    const asked: string[] = [];
    const copies = edge(
      async (path) => {
        asked.push(path);
        return { status, cacheControl: 'public, max-age=5' };
      },
      () => clock,
    );
    for (let time = 0; time < 10; time++) copies.read('/a');
    await sleep(0);
    expect(asked).toHaveLength(1);
    clock = 4_999;
    copies.read('/a');
    expect(asked).toHaveLength(1);
    clock = 5_000;
    status = 503;
    copies.read('/a');
    await sleep(0);
    copies.read('/a');
    await sleep(0);
    expect(asked).toHaveLength(3);
    expect(copies.counts()).toEqual({ reads: 13, atOrigin: 3, failedAtOrigin: 2 });
  });
});

describe('the limits of a stage', () => {
  const nothing = { provisionedConcurrency: 0, reservedConcurrency: 0, warmWriteUnits: 0 };

  test('are what AWS gives by itself where the stage asks for nothing', () => {
    expect(openingLimits({ opening: nothing })).toEqual({
      provisionedConcurrency: 0,
      reservedConcurrency: 1_000,
      warmWriteUnits: 4_000,
    });
  });

  test('are its own where it does, and never below what AWS gives', () => {
    const opening = { provisionedConcurrency: 150, reservedConcurrency: 800, warmWriteUnits: 8_000 };
    expect(openingLimits({ opening })).toEqual(opening);
    expect(openingLimits({ opening: { ...opening, warmWriteUnits: 10 } }).warmWriteUnits).toBe(4_000);
  });

  test('count on the processor that the registration function has', () => {
    const template = synthesized('production');
    const [register] = resourcesOf(template, 'AWS::Lambda::Function').filter(([id]) => functionName(template, id) === 'register');
    expect(VCPU_OF_REGISTER).toBe(register![1].Properties.MemorySize / 1_769);
  });

  test('are those of the model', () => {
    const opening = { provisionedConcurrency: 150, reservedConcurrency: 800, warmWriteUnits: 8_000 };
    const { throttling } = STAGES.production;
    const costs = { coldCpuMs: 200, warmCpuMs: 2, processes: 1 };
    expect(deployedLimits(throttling, opening, costs, 5)).toMatchObject({
      throttle: throttling,
      environments: { provisioned: 150, most: 800 },
      table: { writes: 8_000, partitionWrites: 1_000 },
      edge: { maxAgeSeconds: 5 },
    });
    const { coldMs, warmMs } = deployedLimits(throttling, opening, costs, 5).environments;
    expect([Math.round(coldMs), Math.round(warmMs)]).toEqual([901, 17]);
  });
});
