import { describe, expect, test } from 'vitest';
import { RETRY_RULE } from '#shared/retry/retry-rule.ts';
import { type Step, submitPatiently } from '#web/applicant/submit.ts';
import type { Reply } from '#web/shared/api.ts';

const OPENS = Date.parse('2020-08-08T05:00:00.000Z');
const wave = { opensAt: new Date(OPENS).toISOString(), closesAt: new Date(OPENS + 86_400_000).toISOString() };

/** Sends to a service that answers these, one after the other; time passes only by pauses. */
async function submit(replies: Reply[], { at = OPENS + 3_600_000, chance = 0.5, online = true, of = wave } = {}) {
  let now = at;
  const pauses: [ms: number, endsOnline: boolean][] = [];
  const steps: Step[] = [];
  const sentAt: number[] = [];
  const reply = await submitPatiently(
    {
      send: async () => {
        sentAt.push(now - at);
        return replies.shift()!;
      },
      now: () => now,
      chance: () => chance,
      pause: async (ms, endsOnline) => {
        pauses.push([ms, endsOnline]);
        now += ms;
      },
      online: () => online,
      tell: (step) => steps.push(step),
    },
    of,
  );
  return { reply, pauses, steps, sentAt };
}

describe('a registration on its way', () => {
  test('is sent at once when the first minutes are over, and an answer is the end of it', async () => {
    for (const status of [200, 201, 409, 422, 413])
      expect(await submit([{ status }])).toEqual({ reply: { status }, pauses: [], steps: [{ step: 'sending' }], sentAt: [0] });
  });

  test('waits its random turn after the opening, and before the opening for the opening as well', async () => {
    const turn = RETRY_RULE.spreadMs / 2;
    const first = await submit([{ status: 201 }], { at: OPENS });
    expect(first.sentAt).toEqual([turn]);
    expect(first.steps[0]).toEqual({ step: 'waiting', why: 'spread', until: OPENS + turn });
    const early = await submit([{ status: 201 }], { at: OPENS - 5_000 });
    expect(early.sentAt).toEqual([5_000 + turn]);
    expect(early.steps[0]).toEqual({ step: 'waiting', why: 'before-opening', until: OPENS + turn });
  });

  test('of a wave of five minutes never waits its closing away', async () => {
    const of = { opensAt: wave.opensAt, closesAt: new Date(OPENS + 300_000).toISOString() };
    for (let second = 0; second < 300; second++) {
      const { sentAt } = await submit([{ status: 201 }], { at: OPENS + second * 1000, chance: 1, of });
      expect(sentAt[0]).toBeLessThanOrEqual(15_000);
      expect(second * 1000 + sentAt[0]!).toBeLessThan(300_000);
    }
  });

  test('is sent again after what the answer asks for, or the floor, with pauses that double', async () => {
    const { reply, sentAt } = await submit(
      [{ status: 503, retryAfterSeconds: 4 }, { status: 429 }, { status: 502 }, { status: undefined }, { status: 201 }],
      { chance: 1 },
    );
    expect(reply).toEqual({ status: 201 });
    expect(sentAt).toEqual([0, 6_000, 11_000, 20_000, 37_000]);
  });

  test('says that it waits for the connection when there is none, and is called back by it', async () => {
    const { steps, pauses } = await submit([{ status: undefined }, { status: 201 }], { online: false });
    expect(steps).toEqual([{ step: 'sending' }, { step: 'waiting', why: 'offline' }, { step: 'sending' }]);
    expect(pauses).toEqual([[2_000, true]]);
  });
});
