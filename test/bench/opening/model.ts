import { type Chance, firstDelayMs, type Manner, nextDelayMs, poissonArrivals } from './crowd.ts';
import { eventQueue } from './event-queue.ts';
import type { Capacity, Fates } from './figures.ts';
import { tokenBucket } from './token-bucket.ts';

/** The limits that stand between a person and a receipt. Times in milliseconds, rates a second. */
export type Limits = {
  /** API Gateway's, for all requests of the API together: a token bucket. Beyond it 429 without Retry-After. */
  readonly throttle: Capacity;
  readonly environments: {
    /** Kept warm before the opening. */
    readonly provisioned: number;
    /** At most so many, the provisioned ones included. */
    readonly most: number;
    /** New ones at once, and the rate at which that allowance comes back. */
    readonly scaling: Capacity;
    /** From the start of an environment until its first call is through. */
    readonly coldMs: number;
    /** Of a call in a warm one. */
    readonly warmMs: number;
    /** Whether a call without a free environment waits (this machine) or is refused with 503 (Lambda behind an HTTP API). */
    readonly waits: boolean;
  };
  readonly table: {
    /** Write units a second of the whole table, and of one partition; each a bucket of a second's worth. */
    readonly writes: number;
    readonly partitionWrites: number;
    /** The SDK's: tries of one write, and the longest pause before the second, doubled after each. */
    readonly tries: number;
    readonly pauseMs: number;
    /** Of the 503 when all were in vain. */
    readonly retryAfterSeconds: number;
  };
  /** Copies at the edge that each ask the origin for each path once in `maxAgeSeconds`; undefined when all reads reach the origin. */
  readonly edge: { readonly copies: number; readonly paths: number; readonly maxAgeSeconds: number } | undefined;
  /** To the edge and back. */
  readonly roundTripMs: number;
};

export type Offer = {
  readonly perSecond: number;
  readonly seconds: number;
  readonly readsPerRegistration: number;
  readonly manner: Manner;
};

export type Outcome = Fates & {
  refused: { byThrottle: number; byConcurrency: number; byTable: number };
  /** Reads that reached the origin, and those of them that the throttle refused. */
  originReads: number;
  refusedReads: number;
  coldStarts: number;
  mostEnvironments: number;
  /** People without a receipt at the end. */
  gaveUp: number;
};

const ARRIVES = 0;
const READ = 1;
const EDGE_READ = 2;
/** Plus the number of the try of its write. */
const WRITES = 3;

const SHARDS = 256;
/** An opening that takes longer has failed, and is not looked at further. */
const LONGEST_MS = 3_600_000;

/**
 * Plays one opening, event by event: who presses when, what refuses whom, who comes again. Every chance comes from `chance`, so the same
 * seed gives the same opening.
 *
 * What is not in it: the firewall's limit per address (which addresses a crowd has is not known; it is set so that a thousand phones behind
 * one address stay below it), failures of AWS, and all other traffic of the account.
 */
export function playOpening(limits: Limits, offer: Offer, chance: Chance): Outcome {
  const { environments, table, edge, roundTripMs } = limits;
  const { manner } = offer;
  const pressedAt = poissonArrivals(offer.perSecond, offer.seconds, chance);
  const people = pressedAt.length;
  const firstSentAt = new Float64Array(people);
  const acceptedAt = new Float64Array(people).fill(Number.NaN);
  const tries = new Uint16Array(people);
  const shards = new Uint8Array(people);
  const leftAt = new Float64Array(people).fill(Number.NaN);

  const throttle = tokenBucket(limits.throttle);
  const scaling = tokenBucket(environments.scaling);
  const writes = tokenBucket({ rate: table.writes, burst: table.writes });
  const partitions = Array.from({ length: Math.ceil(table.writes / table.partitionWrites) }, () =>
    tokenBucket({ rate: table.partitionWrites, burst: table.partitionWrites }),
  );
  const events = eventQueue();
  const halfTrip = roundTripMs / 2;
  const waiting: number[] = [];
  let firstWaiting = 0;
  let free = environments.provisioned;
  let running = environments.provisioned;
  /** People who have neither a receipt nor given up: as long as there are any, others read. */
  let open = people;

  const outcome = {
    pressedAt,
    firstSentAt,
    acceptedAt,
    requests: 0,
    refused: { byThrottle: 0, byConcurrency: 0, byTable: 0 },
    originReads: 0,
    refusedReads: 0,
    coldStarts: 0,
    mostEnvironments: running,
    gaveUp: 0,
  };

  for (let person = 0; person < people; person++) {
    const pressed = pressedAt[person] as number;
    firstSentAt[person] = pressed + firstDelayMs(manner, pressed, chance);
    shards[person] = Math.floor(chance() * SHARDS);
    events.add((firstSentAt[person] as number) + halfTrip, ARRIVES, person);
  }
  if (edge) {
    const copies = offer.readsPerRegistration > 0 ? edge.copies * edge.paths : 0;
    for (let copy = 0; copy < copies; copy++) events.add(chance() * edge.maxAgeSeconds * 1000, EDGE_READ, 0);
  } else if (offer.readsPerRegistration > 0) events.add(gapOfReads(), READ, 0);

  while (events.next() && events.at < LONGEST_MS) {
    const { at, kind, whom } = events;
    if (kind === ARRIVES) arrives(whom, at);
    else if (kind === READ || kind === EDGE_READ) readArrives(kind, at);
    else writeIsTried(whom, at, kind - WRITES);
  }
  for (let person = 0; person < people; person++) {
    // Kept after its owner had left: not a receipt that anybody holds.
    if ((leftAt[person] as number) <= (acceptedAt[person] as number)) acceptedAt[person] = Number.NaN;
    if (Number.isNaN(acceptedAt[person])) outcome.gaveUp++;
  }
  return outcome;

  function gapOfReads(): number {
    return (-Math.log(1 - chance()) * 1000) / (offer.perSecond * offer.readsPerRegistration);
  }

  function readArrives(kind: number, at: number): void {
    outcome.originReads++;
    if (!throttle.take(at)) outcome.refusedReads++;
    if (open === 0) return;
    if (kind === EDGE_READ) events.add(at + (edge as NonNullable<typeof edge>).maxAgeSeconds * 1000, EDGE_READ, 0);
    else if (at < offer.seconds * 1000) events.add(at + gapOfReads(), READ, 0);
  }

  function arrives(person: number, at: number): void {
    // Whoever hammers has sent this before the receipt came, or not at all.
    if ((acceptedAt[person] as number) <= at - halfTrip || !Number.isNaN(leftAt[person])) return;
    outcome.requests++;
    tries[person] = Math.min(65_535, (tries[person] as number) + 1);
    if (manner.kind === 'hammers') sendsAgain(person, at - halfTrip, undefined, undefined);
    if (!throttle.take(at)) {
      outcome.refused.byThrottle++;
      refused(person, at, 429, undefined);
    } else if (free > 0) {
      free--;
      starts(person, at, environments.warmMs);
    } else if (running < environments.most && scaling.take(at)) {
      running++;
      outcome.coldStarts++;
      outcome.mostEnvironments = Math.max(outcome.mostEnvironments, running);
      starts(person, at, environments.coldMs);
    } else if (environments.waits) {
      waiting.push(person);
    } else {
      outcome.refused.byConcurrency++;
      refused(person, at, 503, undefined);
    }
  }

  function starts(person: number, at: number, takesMs: number): void {
    events.add(at + takesMs * (0.8 + 0.4 * chance()), WRITES, person);
  }

  function writeIsTried(person: number, at: number, triesOfWrite: number): void {
    const partition = partitions[
      Math.floor(((shards[person] as number) * partitions.length) / SHARDS)
    ] as (typeof partitions)[number];
    if (partition.take(at) && writes.take(at)) {
      if (Number.isNaN(acceptedAt[person])) {
        acceptedAt[person] = at + halfTrip;
        if (Number.isNaN(leftAt[person])) open--;
      }
    } else if (triesOfWrite + 1 < table.tries) {
      events.add(at + chance() * table.pauseMs * 2 ** triesOfWrite, WRITES + triesOfWrite + 1, person);
      return;
    } else {
      outcome.refused.byTable++;
      refused(person, at, 503, table.retryAfterSeconds);
    }
    if (firstWaiting < waiting.length) starts(waiting[firstWaiting++] as number, at, environments.warmMs);
    else free++;
  }

  function refused(person: number, at: number, status: number, retryAfterSeconds: number | undefined): void {
    if (manner.kind === 'follows') sendsAgain(person, at + halfTrip, status, retryAfterSeconds);
  }

  /** @param from when the answer came, or for those who hammer when the request went out */
  function sendsAgain(person: number, from: number, status: number | undefined, retryAfterSeconds: number | undefined): void {
    const since = from - (pressedAt[person] as number);
    const delay = nextDelayMs(manner, { status, retryAfterSeconds }, tries[person] as number, since, chance);
    if (delay !== undefined) events.add(from + delay + halfTrip, ARRIVES, person);
    else if (Number.isNaN(leftAt[person])) leaves(person, from);
  }

  /** Whoever hammers and loses patience still waits for the answer of the last request, which comes before the next would have gone out. */
  function leaves(person: number, from: number): void {
    leftAt[person] = from + (manner.kind === 'hammers' ? manner.pauseMs : 0);
    open--;
  }
}

/**
 * Registrations a second that the limits let through at the most, and how many at once after a rest: the least of the throttle less what
 * the edge asks of the origin, the environments, and the table.
 */
export function capacityOf({ throttle, environments, table, edge }: Limits): Capacity {
  const reads = edge ? (edge.copies * edge.paths) / edge.maxAgeSeconds : 0;
  const rate = Math.min(throttle.rate - reads, (environments.most * 1000) / environments.warmMs, table.writes);
  return { rate, burst: throttle.burst };
}
