import type { Chance } from './crowd.ts';
import { firstDelayMs, nextDelayMs, poissonArrivals } from './crowd.ts';
import { edge } from './edge.ts';
import { eventQueue } from './event-queue.ts';
import type { Capacity, Fates } from './figures.ts';
import type { Offer } from './model.ts';
import type { Sender } from './sender.ts';
import { tokenBucket } from './token-bucket.ts';

export type LocalOutcome = Fates & {
  /** entryId of everybody who holds a receipt. */
  acknowledged: string[];
  refused: { byThrottle: number; otherwise: Map<string, number> };
  /** Milliseconds from the intended time of each request that the throttle let through until its answer, ascending. */
  latencies: Float64Array;
  /** Milliseconds by which requests went out after their intended time, ascending: the generator's own lateness. */
  lateness: Float64Array;
  reads: { reads: number; atOrigin: number; failedAtOrigin: number };
  gaveUp: number;
};

/** How often the schedule is looked at; what is due goes out then, and its lateness is reported. */
const TICK_MS = 1;
/** An opening that takes longer has failed. */
const LONGEST_MS = 1_800_000;

/**
 * Plays an opening against a running server, open loop: when a request goes out is decided by a schedule alone, so that a slow answer puts
 * off nobody, and its latency counts from the intended time (no coordinated omission: G. Tene, "How NOT to Measure Latency", 2015). Before
 * the server stands what stands before it when deployed and is not part of the local runtime: the edge that keeps reads, and the throttle.
 * @param bodies one per person, at least as many as come
 */
export async function playLocally(
  server: Sender,
  paths: { register: string; read: readonly string[] },
  offer: Offer,
  throttleLimit: Capacity,
  bodies: () => string,
  chance: Chance,
): Promise<LocalOutcome> {
  const { manner } = offer;
  const pressedAt = poissonArrivals(offer.perSecond, offer.seconds, chance);
  const people = pressedAt.length;
  const firstSentAt = new Float64Array(people);
  const acceptedAt = new Float64Array(people).fill(Number.NaN);
  const left = new Uint8Array(people);
  const tries = new Uint16Array(people);
  const texts: string[] = [];
  const latencies: number[] = [];
  const lateness: number[] = [];
  const acknowledged = new Map<number, string>();
  const refused = { byThrottle: 0, otherwise: new Map<string, number>() };
  const schedule = eventQueue();
  const throttle = tokenBucket(throttleLimit);
  let requests = 0;
  let open = people;
  let underWay = 0;

  for (let person = 0; person < people; person++) {
    texts.push(bodies());
    const pressed = pressedAt[person] as number;
    firstSentAt[person] = pressed + firstDelayMs(manner, pressed, chance);
    schedule.add(firstSentAt[person] as number, 0, person);
  }

  const begun = performance.now();
  const now = () => performance.now() - begun;
  const readers = edge(async (path) => {
    if (!throttle.take(now())) return undefined;
    const { status, cacheControl } = await server.send('GET', path);
    return status === undefined ? undefined : { status, cacheControl };
  }, now);

  let reads = 0;
  while ((open > 0 || underWay > 0) && now() < LONGEST_MS) {
    while (schedule.nextAt() <= now() && schedule.next()) comes(schedule.whom, schedule.at);
    const readsDue = Math.floor((Math.min(now(), offer.seconds * 1000) / 1000) * offer.perSecond * offer.readsPerRegistration);
    for (; reads < readsDue; reads++) readers.read(paths.read[reads % paths.read.length] as string);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  return {
    pressedAt,
    firstSentAt,
    acceptedAt,
    requests,
    acknowledged: [...acknowledged.values()],
    refused,
    latencies: Float64Array.from(latencies).sort(),
    lateness: Float64Array.from(lateness).sort(),
    reads: readers.counts(),
    gaveUp: people - acknowledged.size,
  };

  function comes(person: number, intendedAt: number): void {
    if (acknowledged.has(person) || left[person]) return;
    requests++;
    tries[person] = (tries[person] as number) + 1;
    const at = now();
    lateness.push(at - intendedAt);
    if (manner.kind === 'hammers') again(person, intendedAt, undefined, undefined);
    if (!throttle.take(at)) {
      refused.byThrottle++;
      if (manner.kind === 'follows') again(person, at, 429, undefined);
      return;
    }
    underWay++;
    void server.send('POST', paths.register, texts[person]).then((answer) => {
      underWay--;
      const answeredAt = now();
      latencies.push(answeredAt - intendedAt);
      if (answer.status === 201 || answer.status === 200) {
        if (acknowledged.has(person)) return;
        const { entryId, receipt } = JSON.parse(answer.body) as { entryId: string; receipt?: string };
        // Counted among the refused, so that it shows: an acknowledgement is a receipt.
        if (receipt === undefined) return count('no receipt');
        acknowledged.set(person, entryId);
        acceptedAt[person] = answeredAt;
        if (!left[person]) open--;
        return;
      }
      count(String(answer.status ?? 'no answer'));
      if (manner.kind === 'follows') again(person, answeredAt, answer.status, answer.retryAfterSeconds);
    });
  }

  function count(why: string): void {
    refused.otherwise.set(why, (refused.otherwise.get(why) ?? 0) + 1);
  }

  function again(person: number, from: number, status: number | undefined, asked: number | undefined): void {
    const since = from - (pressedAt[person] as number);
    const delay = nextDelayMs(manner, { status, retryAfterSeconds: asked }, tries[person] as number, since, chance);
    if (delay !== undefined) schedule.add(from + delay, 0, person);
    else if (!left[person]) {
      left[person] = 1;
      open--;
    }
  }
}
