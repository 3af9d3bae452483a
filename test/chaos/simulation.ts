import { AsyncLocalStorage } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';
import type { Random } from '#demo/random.ts';

/** One invocation of a function: what it calls can be held up, and it can be killed between any two calls. */
export type Operation = { readonly name: string; killed: boolean; kill(how: Killed): void };

/** A function that was ended from outside, by its time limit or by a fault. */
export class Killed extends Error {
  override name = 'Sandbox.Timedout';
}

/** How far one call moves the time, at most; and how long a slow one holds everything up. */
const CALL_MS = 4;
const SLOWEST_CALL_MS = 20_000;

type Waiting = { operation: Operation | undefined; go: () => void };
type Timer = { at: number; order: number; fire: () => void };

const currentOperation = new AsyncLocalStorage<Operation>();
/** Inside it real time is used: a real client is at work below an intercepted call. */
const realWork = new AsyncLocalStorage<true>();

/**
 * Many invocations side by side in one thread, in virtual time. Whoever makes a call parks; one parked call at a time is let go, by chance
 * from a seed, so that every order of calls can happen and the same seed gives the same one. Time moves when nothing else can, when it is
 * told to, and sometimes in between.
 */
export class Simulation {
  readonly random: Random;
  now: number;
  /** Parked calls that were let go so far. */
  steps = 0;
  readonly #live = new Set<Operation>();
  #waiting: Waiting[] = [];
  #timers: Timer[] = [];
  #orders = 0;
  #changes = 0;

  constructor(random: Random, startAt: number) {
    this.random = random;
    this.now = startAt;
  }

  /** Runs an invocation; it is killed when it takes longer than its time limit. @throws Killed, or what `work` throws */
  invoke<T>(name: string, limitMs: number, work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const cancel = this.setTimer(limitMs, () => operation.kill(new Killed(`${name} ran into its time limit`)));
      const end = () => {
        cancel();
        this.#live.delete(operation);
        this.#changes++;
      };
      const operation: Operation = {
        name,
        killed: false,
        kill: (how) => {
          if (operation.killed || !this.#live.has(operation)) return;
          operation.killed = true;
          this.#waiting = this.#waiting.filter((waiting) => waiting.operation !== operation);
          end();
          reject(how);
        },
      };
      this.#live.add(operation);
      currentOperation.run(operation, work).then(
        (value) => {
          end();
          resolve(value);
        },
        (error: unknown) => {
          end();
          reject(error);
        },
      );
    });
  }

  /** The invocation that is asking. */
  operation(): Operation | undefined {
    return currentOperation.getStore();
  }

  /** Waits for its turn. Never comes back for an operation that is killed meanwhile. */
  park(): Promise<void> {
    const operation = currentOperation.getStore();
    if (operation?.killed) return new Promise(() => {});
    this.#changes++;
    return new Promise((resolve) => {
      this.#waiting.push({ operation, go: resolve });
    });
  }

  killAll(): void {
    for (const operation of [...this.#live]) operation.kill(new Killed(`${operation.name} was killed`));
  }

  /** @returns takes the timer off again */
  setTimer(delayMs: number, fire: () => void): () => void {
    this.#changes++;
    const timer = { at: this.now + Math.max(0, delayMs), order: this.#orders++, fire };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets one parked call go, or else time on to the next timer. @throws when nothing is left that could ever happen */
  async step(): Promise<void> {
    await this.#settle();
    if (!this.#turn() && !this.#fireNext(Number.POSITIVE_INFINITY)) throw new Error('nothing is left that could happen');
  }

  /** Steps until `promise` is settled. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const noted = promise.finally(() => {
      settled = true;
      this.#changes++;
    });
    noted.catch(() => {});
    await this.#settle();
    while (!settled) {
      await this.step();
      await this.#settle();
    }
    return noted;
  }

  /** Lets up to that many parked calls go. */
  async work(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      await this.#settle();
      if (!this.#turn()) return;
    }
    await this.#settle();
  }

  /** Moves the time on; what is due on the way happens, and what is under way takes its time. */
  async advanceTo(at: number): Promise<void> {
    while (this.now < at) {
      await this.#settle();
      const slow = this.random.integer(0, 499) === 0;
      if (slow) this.now = Math.min(at, this.now + this.random.integer(0, SLOWEST_CALL_MS));
      if (!this.#turn() && !this.#fireNext(at)) this.now = at;
    }
    await this.#settle();
  }

  /** Until nothing is under way any more; what waits for a timer later than a minute may wait on. */
  async idle(): Promise<void> {
    const until = this.now + 60_000;
    for (;;) {
      await this.#settle();
      if (this.#live.size === 0 || this.now >= until) return;
      await this.step();
    }
  }

  /** What is due by now, or else one parked call, by chance. */
  #turn(): boolean {
    if (this.#fireNext(this.now)) return true;
    if (this.#waiting.length === 0) return false;
    const [next] = this.#waiting.splice(this.random.integer(0, this.#waiting.length - 1), 1);
    this.steps++;
    // Many are under way at once, so one call's time is shared.
    this.now += this.random.integer(0, CALL_MS);
    next?.go();
    return true;
  }

  #fireNext(until: number): boolean {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > until) continue;
      if (!next || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer;
    }
    if (!next) return false;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.now = Math.max(this.now, next.at);
    next.fire();
    return true;
  }

  /** Until nothing moves any more by itself: all that runs has parked, waits for a timer, or has ended. */
  async #settle(): Promise<void> {
    let before: number;
    do {
      before = this.#changes;
      await realImmediate();
    } while (outside > 0 || this.#changes !== before);
  }
}

/** Work outside this thread that will come back: signatures in the thread pool, real requests. */
let outside = 0;
let current: Simulation | undefined;

export async function whileOutside<T>(work: () => Promise<T>): Promise<T> {
  outside++;
  try {
    return await realWork.run(true, work);
  } finally {
    outside--;
  }
}

const real = {
  now: Date.now,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setImmediate: globalThis.setImmediate,
  sleep: timersPromises.setTimeout,
};

function realImmediate(): Promise<void> {
  return new Promise((resolve) => real.setImmediate(resolve));
}

/** The simulation whose time is `Date.now()` and whose timers are `setTimeout` from now on; undefined gives back the real ones. */
export function setCurrent(simulation: Simulation | undefined): void {
  current = simulation;
}

/** Puts the virtual time in the place of the real one, once per process. */
export function installVirtualTime(): void {
  const virtual = () => (realWork.getStore() ? undefined : current);
  Date.now = () => virtual()?.now ?? real.now();
  globalThis.setTimeout = ((fire: (...of: unknown[]) => void, delayMs = 0, ...of: unknown[]) => {
    const simulation = virtual();
    if (!simulation) return real.setTimeout(fire, delayMs, ...of);
    return virtualHandle(simulation.setTimer(delayMs, () => fire(...of)));
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((handle: { cancel?: () => void } | undefined) => {
    if (handle && typeof handle === 'object' && handle.cancel) handle.cancel();
    else real.clearTimeout(handle as never);
  }) as typeof clearTimeout;
  timersPromises.setTimeout = ((delayMs: number, value: unknown, options: never) => {
    const simulation = virtual();
    if (!simulation) return real.sleep(delayMs, value, options);
    return new Promise<unknown>((resolve) => simulation.setTimer(delayMs, () => resolve(value)));
  }) as typeof timersPromises.setTimeout;
  syncBuiltinESMExports();
  for (const name of ['sign', 'verify', 'importKey', 'digest'] as const) {
    const subtle = Object.getPrototypeOf(globalThis.crypto.subtle);
    const original = subtle[name];
    subtle[name] = function counted(this: typeof crypto.subtle, ...of: unknown[]) {
      return whileOutside(() => original.apply(this, of));
    };
  }
}

function virtualHandle(cancel: () => void) {
  return { cancel, ref: () => {}, unref: () => {}, hasRef: () => false, [Symbol.toPrimitive]: () => 0 };
}
