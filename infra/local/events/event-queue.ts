import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { writeWhole } from '../data-folder.ts';
import { explainWriteError } from '../refusal.ts';
import type { BusEvent } from './event-pattern.ts';

export type EventQueueOptions = {
  /** A file an event that is still to be delivered. */
  folder: string;
  /** Where the file of an event goes that has failed for good. */
  deadFolder: string;
  /** For files that are being written. */
  drafts: string;
  clock: Clock;
  deliver(event: BusEvent): Promise<unknown>;
  onFault(error: unknown): void;
};

export type EventQueue = {
  /** Takes an event: from here on it is delivered at least once, also when this process dies. */
  add(event: BusEvent): void;
  /** Events that are still to be delivered, those under way included. */
  readonly left: number;
  /** Begins to deliver, what an earlier process has left first. */
  start(): void;
  /** Ends what is being delivered; all else waits in its file for the next start. */
  stop(): Promise<void>;
};

/** Lambda's own two retries of an event that nobody waits for: after one minute, and after two more. */
const RETRY_AFTER_MS = [60_000, 120_000];
/** The machine's cores are the limit: more at once would only wait for each other and for the emulator. */
const AT_ONCE = 8;

/** Delivers events to a function as EventBridge and Lambda do together: at least once, in no order, failures tried again and at last put aside. */
export function createEventQueue(options: EventQueueOptions): EventQueue {
  const { folder, deadFolder, clock } = options;
  const waiting: string[] = left(folder);
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  let started = false;
  let active = 0;

  function next() {
    while (started && !stopping.signal.aborted && active < AT_ONCE && waiting.length > 0) {
      const name = waiting.shift() as string;
      active++;
      track(attempt(name, 0).finally(() => void active--));
    }
  }

  function track(work: Promise<void>) {
    const tracked = work.catch(options.onFault).finally(() => {
      underWay.delete(tracked);
      next();
    });
    underWay.add(tracked);
  }

  async function attempt(name: string, retries: number): Promise<void> {
    const file = join(folder, name);
    try {
      await options.deliver(JSON.parse(readFileSync(file, 'utf8')) as BusEvent);
    } catch {
      // The function's log says what happened.
      const pause = RETRY_AFTER_MS[retries];
      if (stopping.signal.aborted) return;
      if (pause === undefined) putAside(name);
      else
        track(
          clock
            .until(clock.now() + pause, stopping.signal)
            .then(() => (stopping.signal.aborted ? undefined : attempt(name, retries + 1))),
        );
      return;
    }
    rmSync(file, { force: true });
  }

  function putAside(name: string) {
    try {
      mkdirSync(deadFolder, { recursive: true });
      renameSync(join(folder, name), join(deadFolder, name));
    } catch (error) {
      throw explainWriteError(error, deadFolder);
    }
  }

  return {
    get left() {
      return waiting.length + underWay.size;
    },
    add(event) {
      const name = `${event.id}.json`;
      writeWhole(options.drafts, join(folder, name), JSON.stringify(event));
      waiting.push(name);
      next();
    },
    start() {
      started = true;
      next();
    },
    async stop() {
      stopping.abort();
      await Promise.all([...underWay]);
    },
  };
}

function left(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
}
