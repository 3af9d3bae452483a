import * as z from 'zod/mini';
import type { CivilRegistry, PersonToCheck, RegistryAnswer } from './civil-registry.ts';
import { tokenBucket, type Waiting } from './token-bucket.ts';

export type HttpRegistryDeps = {
  endpoint: string | undefined;
  /** Of this client alone. */
  checksPerSecond: number;
  /** Epoch milliseconds after which nothing is asked any more: whoever is left is pending. */
  until: number;
  time: Waiting;
  /** From 0 to just below 1. */
  random(): number;
  get: typeof fetch;
};

/** The registry answers in some 200 ms; a slower answer than this is none. */
const ANSWER_MS = 3_000;
const TRIES = 3;
const FIRST_PAUSE_MS = 200;
/** After so many failures in a row it counts as down, and nobody asks it until the pause is over; then one asks, and the others by what becomes of that. */
const FAILURES = 5;
const PAUSE_MS = 20_000;

const answerSchema = z.object({ result: z.enum(['match', 'mismatch']) });

/**
 * The registry by HTTP: `POST <endpoint>/check` with `nik`, `kk` and `birthDate`, answered by `{"result": "match"}` or `"mismatch"`. Not more
 * often than it takes, tried again after a pause that is drawn anew, and left alone when it is down. What is no answer by then is `pending`.
 */
export function httpRegistry({ endpoint, checksPerSecond, until, time, random, get }: HttpRegistryDeps): CivilRegistry {
  const turn = tokenBucket(checksPerSecond, time);
  let failures = 0;
  let asksAgainAt = 0;

  const isDown = () => {
    if (failures < FAILURES) return false;
    if (time.now() < asksAgainAt) return true;
    // This one asks; the next has to wait for what becomes of it.
    asksAgainAt = time.now() + PAUSE_MS;
    return false;
  };
  const ask = async (person: PersonToCheck): Promise<RegistryAnswer | undefined> => {
    try {
      const response = await get(`${endpoint}/check`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ nik: person.nik, kk: person.kk, birthDate: person.birthDate }),
        signal: AbortSignal.timeout(ANSWER_MS),
        redirect: 'error',
      });
      const answer = response.ok ? z.safeParse(answerSchema, await response.json()) : undefined;
      if (!response.ok) await response.body?.cancel();
      return answer?.data?.result;
    } catch {
      // Whatever it is, it could quote what was asked: it is told by its number alone.
      return undefined;
    }
  };

  return {
    async check(person) {
      if (endpoint === undefined) return 'pending';
      for (let tries = 1; tries <= TRIES; tries++) {
        if (isDown() || !(await turn(until - ANSWER_MS))) return 'pending';
        const result = await ask(person);
        if (result) {
          failures = 0;
          return result;
        }
        if (++failures === FAILURES) asksAgainAt = time.now() + PAUSE_MS;
        if (tries < TRIES) await time.sleep(random() * FIRST_PAUSE_MS * 2 ** tries);
      }
      return 'pending';
    },
  };
}
