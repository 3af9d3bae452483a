import { describe, expect, test } from 'vitest';
import { RETRY_RULE } from '#shared/retry/retry-rule.ts';
import type { Manner } from '../bench/opening/crowd.ts';
import { poissonArrivals } from '../bench/opening/crowd.ts';
import { eventQueue } from '../bench/opening/event-queue.ts';
import { figuresOf } from '../bench/opening/figures.ts';
import { capacityOf, type Limits, type Offer, playOpening } from '../bench/opening/model.ts';
import { seededChance } from '../bench/opening/seeded-chance.ts';
import { tokenBucket } from '../bench/opening/token-bucket.ts';

const follows: Manner = { kind: 'follows', rule: RETRY_RULE };
/** Without the spread, so that the limits show. */
const atOnce: Manner = { kind: 'follows', rule: { ...RETRY_RULE, spreadMs: 0 } };
const hammers: Manner = { kind: 'hammers', pauseMs: 1_000, patienceMs: 120_000 };

function limits(changes: Partial<Limits> = {}): Limits {
  return {
    throttle: { rate: 250, burst: 125 },
    environments: { provisioned: 100, most: 100, scaling: { rate: 10, burst: 100 }, coldMs: 1_500, warmMs: 40, waits: false },
    table: { writes: 4_000, partitionWrites: 1_000, tries: 3, pauseMs: 100, retryAfterSeconds: 2 },
    edge: { copies: 10, paths: 2, maxAgeSeconds: 5 },
    roundTripMs: 60,
    ...changes,
  };
}
const environments = (changes: Partial<Limits['environments']>) => ({ environments: { ...limits().environments, ...changes } });
const table = (changes: Partial<Limits['table']>) => ({ table: { ...limits().table, ...changes } });
const offer = (perSecond: number, manner: Manner, changes: Partial<Offer> = {}): Offer => ({
  perSecond,
  seconds: 20,
  readsPerRegistration: 48,
  manner,
  ...changes,
});
const play = (of: Limits, offered: Offer, seed = 7) => {
  const outcome = playOpening(of, offered, seededChance(seed));
  return { outcome, figures: figuresOf(outcome, capacityOf(of)) };
};

describe('an opening', () => {
  test('is the same with the same seed, and another with another', () => {
    const offered = offer(400, hammers);
    expect(play(limits(), offered).outcome).toEqual(play(limits(), offered).outcome);
    expect(play(limits(), offered, 8).outcome.requests).not.toBe(play(limits(), offered).outcome.requests);
  });

  test('below every limit takes everybody with one request each', () => {
    const { outcome, figures } = play(limits(), offer(100, atOnce));
    expect(outcome.refused).toEqual({ byThrottle: 0, byConcurrency: 0, byTable: 0 });
    expect([figures.accepted, figures.requestsPerAccepted]).toEqual([figures.people, 1]);
    expect(figures.goodput).toBeGreaterThan(0.99);
    expect(figures.independence.p).toBe(1);
  });

  test('above the throttle lets through what the throttle does, whoever comes again', () => {
    const { outcome, figures } = play(limits(), offer(1_000, hammers));
    expect(outcome.refused.byThrottle).toBeGreaterThan(10_000);
    const by20 = outcome.acceptedAt.reduce((count, at) => count + (at < 20_000 ? 1 : 0), 0);
    expect(by20).toBeLessThanOrEqual(250 * 20 + 125);
    expect(by20).toBeGreaterThan(0.97 * (246 * 20 + 125));
    expect(figures.requestsPerAccepted).toBeGreaterThan(5);
  });

  test('in which all spread their first request as the rule says has nobody turned away', () => {
    const { outcome, figures } = play(limits(), offer(1_000, follows));
    expect(outcome.refused.byThrottle).toBe(0);
    expect([figures.accepted, figures.requestsPerAccepted]).toEqual([figures.people, 1]);
    expect(figures.goodput).toBeGreaterThan(0.99);
    expect(figures.lastInMs).toBeLessThan(201_000);
  });

  test('loses those whose patience ends', () => {
    const { outcome, figures } = play(limits(), offer(1_000, { ...hammers, patienceMs: 5_000 }));
    expect(outcome.gaveUp).toBeGreaterThan(1_000);
    expect(figures.accepted + outcome.gaveUp).toBe(figures.people);
    expect(figures.independence.p).toBeLessThan(0.001);
  });

  test('without environments kept warm begins with cold starts, and refuses what finds none', () => {
    const cold = limits(environments({ provisioned: 0, scaling: { rate: 1, burst: 10 } }));
    const { outcome, figures } = play(cold, offer(100, atOnce));
    expect(outcome.coldStarts).toBeGreaterThanOrEqual(10);
    expect(outcome.mostEnvironments).toBeLessThanOrEqual(10 + 30);
    expect(outcome.refused.byConcurrency).toBeGreaterThan(50);
    expect(figures.accepted).toBe(figures.people);
  });

  test('with as many environments as it may have refuses, or makes wait where calls wait', () => {
    const few = { provisioned: 2, most: 2 };
    const refusing = play(limits(environments(few)), offer(100, atOnce, { seconds: 5 }));
    expect(refusing.outcome.refused.byConcurrency).toBeGreaterThan(100);
    const waiting = play(limits(environments({ ...few, waits: true })), offer(100, atOnce, { seconds: 5 }));
    expect(waiting.outcome.refused.byConcurrency).toBe(0);
    expect([waiting.figures.accepted, waiting.figures.requestsPerAccepted]).toEqual([waiting.figures.people, 1]);
    // 500 calls of 40 ms in two environments.
    expect(waiting.figures.lastInMs).toBeGreaterThan(9_000);
  });

  test('on a table that takes less writes at most what the table does', () => {
    const { outcome, figures } = play(limits(table({ writes: 50 })), offer(200, atOnce));
    expect(outcome.refused.byTable).toBeGreaterThan(100);
    const by20 = outcome.acceptedAt.reduce((count, at) => count + (at < 20_000 ? 1 : 0), 0);
    expect(by20).toBeLessThanOrEqual(50 * 20 + 50);
    expect(figures.accepted).toBe(figures.people);
  });

  test('has each partition write its own share only', () => {
    const even = play(limits(table({ writes: 200, partitionWrites: 50 })), offer(240, atOnce));
    const by20 = even.outcome.acceptedAt.reduce((count, at) => count + (at < 20_000 ? 1 : 0), 0);
    expect(by20).toBeLessThanOrEqual(200 * 20 + 200);
    expect(even.outcome.refused.byTable).toBeGreaterThan(0);
  });

  test('with every read at the origin leaves registering its share of the throttle only', () => {
    const { outcome } = play(limits({ edge: undefined }), offer(100, atOnce));
    expect(outcome.refusedReads).toBeGreaterThan(0.9 * outcome.originReads);
    const by20 = outcome.acceptedAt.reduce((count, at) => count + (at < 20_000 ? 1 : 0), 0);
    expect(by20).toBeLessThan(0.3 * 2_000);
  });

  test('with an edge asks the origin once in the age of a copy', () => {
    const { outcome } = play(limits(), offer(100, atOnce));
    expect(outcome.originReads).toBeGreaterThanOrEqual(4 * 20 - 1);
    expect(outcome.originReads).toBeLessThanOrEqual(5 * 20 + 20);
  });
});

describe('the figures', () => {
  const fates = (pressed: number[], accepted: number[], requests = pressed.length) => ({
    pressedAt: Float64Array.from(pressed),
    firstSentAt: Float64Array.from(pressed),
    acceptedAt: Float64Array.from(accepted),
    requests,
  });

  test('of a server that serves all it can are 1, and of one that idles less', () => {
    const sent = Array.from({ length: 1_000 }, (_, at) => at);
    // 100 a second: by 1.249 s it can have served 125 of them.
    const ideal = sent.map((at) => at * 10);
    expect(figuresOf(fates(sent, ideal), { rate: 100, burst: 0 }).goodput).toBeCloseTo(1, 1);
    const half = sent.map((at) => at * 20);
    expect(figuresOf(fates(sent, half), { rate: 100, burst: 0 }).goodput).toBeCloseTo(0.5, 1);
  });

  test('count no idle time before the people come', () => {
    const sent = Array.from({ length: 1_000 }, (_, at) => 10_000 + at);
    const served = sent.map((_, at) => 10_000 + at * 10);
    expect(figuresOf(fates(sent, served), { rate: 100, burst: 0 }).goodput).toBeCloseTo(1, 1);
  });

  test('of few who come to a large server are 1 when all get in', () => {
    expect(figuresOf(fates([0, 500, 1_000], [10, 510, 1_010]), { rate: 100, burst: 10 }).goodput).toBe(1);
  });

  test('count every request, and the people without a receipt', () => {
    const figures = figuresOf(fates([0, 1, 2, 3], [10, Number.NaN, 12, 13], 9), { rate: 100, burst: 100 });
    expect(figures).toMatchObject({ people: 4, accepted: 3, requestsPerAccepted: 3, lastInMs: 13 });
    expect(figures.waiting).toEqual({ p50: 10, p99: 10 });
  });

  test('show when the second of arrival decided', () => {
    const pressed = Array.from({ length: 2_000 }, (_, at) => at);
    const early = pressed.map((at) => (at < 1_000 || at % 2 === 0 ? at + 5 : Number.NaN));
    expect(figuresOf(fates(pressed, early), { rate: 1e6, burst: 1e6 }).independence.p).toBeLessThan(1e-9);
    const anywhere = pressed.map((at) => (at % 2 === 0 ? at + 5 : Number.NaN));
    expect(figuresOf(fates(pressed, anywhere), { rate: 1e6, burst: 1e6 }).independence.p).toBeGreaterThan(0.9);
  });
});

describe('the parts', () => {
  test('events come in the order of time, and of adding', () => {
    const events = eventQueue();
    const chance = seededChance(1);
    const added = Array.from({ length: 5_000 }, (_, whom) => ({ at: Math.floor(chance() * 100), whom }));
    for (const { at, whom } of added) events.add(at, whom % 200, whom);
    const taken = [];
    while (events.next()) taken.push({ at: events.at, whom: events.whom });
    expect(taken).toEqual(added.toSorted((left, right) => left.at - right.at || left.whom - right.whom));
  });

  test('a bucket lets its burst through at once, then its rate', () => {
    const bucket = tokenBucket({ rate: 10, burst: 5 });
    const through = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => bucket.take(from + at)).filter(Boolean).length;
    expect(through(0, 100)).toBe(5);
    expect(through(100, 2_100)).toBe(20);
    expect([1, 2, 3, 4, 5, 6].filter(() => bucket.take(60_000))).toHaveLength(5);
  });

  test('people press the button at random, as many as offered', () => {
    const times = poissonArrivals(500, 60, seededChance(3));
    expect(times.length).toBeGreaterThan(29_000);
    expect(times.length).toBeLessThan(31_000);
    expect(times.every((at, index) => index === 0 || at >= (times[index - 1] as number))).toBe(true);
  });
});
