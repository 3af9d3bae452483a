import type { Random } from '#demo/random.ts';

/** What can become of one call, in the order in which it is drawn. Rates per 10,000 calls stand in a `FaultRates`. */
export const FAULTS = [
  'throttled',
  'throughputExceeded',
  'internalError',
  'conflict',
  'concurrentPut',
  'timedOutBefore',
  'timedOutAfter',
  'killedBefore',
  'killedAfter',
  'stale',
  'partial',
] as const;
export type Fault = (typeof FAULTS)[number];
export type FaultRates = Readonly<Record<Fault, number>>;

/** Between the workflow and a function: the start refused, its answer lost while it goes on, the event delivered twice. */
export type DeliveryFault = 'refused' | 'answerLost' | 'twice';

const calm: FaultRates = {
  throttled: 0,
  throughputExceeded: 0,
  internalError: 0,
  conflict: 0,
  concurrentPut: 0,
  timedOutBefore: 0,
  timedOutAfter: 0,
  killedBefore: 0,
  killedAfter: 0,
  stale: 0,
  partial: 0,
};
const light: FaultRates = {
  throttled: 30,
  throughputExceeded: 20,
  internalError: 20,
  conflict: 100,
  concurrentPut: 3_000,
  timedOutBefore: 30,
  timedOutAfter: 60,
  killedBefore: 2,
  killedAfter: 2,
  stale: 2_000,
  partial: 500,
};

/** The weathers a run can have, by how often each fault comes; a storm of one kind leaves the others light. */
export const WEATHERS: readonly { name: string; rates: FaultRates; deliveries: number }[] = [
  { name: 'calm', rates: calm, deliveries: 0 },
  { name: 'light', rates: light, deliveries: 100 },
  { name: 'throttles', rates: { ...light, throttled: 500, throughputExceeded: 400 }, deliveries: 50 },
  { name: 'time-outs after the commit', rates: { ...light, timedOutAfter: 900 }, deliveries: 200 },
  { name: 'time-outs before it', rates: { ...light, timedOutBefore: 600, internalError: 300 }, deliveries: 200 },
  // A commitment is some 600 calls: a fifth of them gets through, and the workflow tries seven times.
  { name: 'kills', rates: { ...light, killedBefore: 10, killedAfter: 15 }, deliveries: 300 },
  { name: 'conflicts', rates: { ...light, conflict: 2_000 }, deliveries: 50 },
  { name: 'double deliveries', rates: light, deliveries: 1_500 },
];

/** Draws faults from one seed; `heal` ends all of them, as every outage ends, and `resume` lets the next one come. */
export class FaultPlan {
  readonly weather: (typeof WEATHERS)[number];
  /** How often each was injected. */
  readonly injected = new Map<Fault | DeliveryFault, number>();
  readonly #random: Random;
  #healed = false;

  constructor(random: Random) {
    this.#random = random;
    this.weather = random.pick(WEATHERS);
  }

  heal(): void {
    this.#healed = true;
  }

  /** After healing: what comes next meets the same weather again. */
  resume(): void {
    this.#healed = false;
  }

  /** @param possible the faults that this call can meet */
  forCall(possible: ReadonlySet<Fault>): Fault | undefined {
    if (this.#healed) return undefined;
    let left = this.#random.integer(0, 9_999);
    for (const fault of FAULTS) {
      if (!possible.has(fault)) continue;
      left -= this.weather.rates[fault];
      if (left < 0) return this.#count(fault);
    }
    return undefined;
  }

  forDelivery(): DeliveryFault | undefined {
    if (this.#healed || this.#random.integer(0, 9_999) >= this.weather.deliveries) return undefined;
    return this.#count(this.#random.pick(['refused', 'answerLost', 'twice'] as const));
  }

  /** A relay that doesn't answer, one time in ten. */
  beaconFails(): boolean {
    return !this.#healed && this.weather.rates !== calm && this.#random.integer(0, 9) === 0;
  }

  #count<F extends Fault | DeliveryFault>(fault: F): F {
    this.injected.set(fault, (this.injected.get(fault) ?? 0) + 1);
    return fault;
  }
}
