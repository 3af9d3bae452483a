import * as z from 'zod/mini';
import { RETRYABLE, RetryableError } from '../errors.ts';
import type { BeaconChain } from './chain.ts';
import { type BeaconRound, verifyRound } from './verify-round.ts';

/** What else a relay says (the round's number, its randomness) follows from the signature or isn't believed. */
const answerSchema = z.object({ signature: z.string() });

/** drand's relays answer in some 100 ms; a slower one is passed over for the next. */
const ANSWER_TIMEOUT_MS = 3_000;
/** An answer has some 300 bytes; an endless one must not fill the function's memory. */
const MOST_BYTES = 16_384;

/**
 * A round of the chain, from the first endpoint that gives it with a valid signature.
 * @throws RetryableError `BeaconNotAvailable` when none does; the message says of each endpoint what was wrong
 */
export async function fetchRound(chain: BeaconChain, round: number, get: typeof fetch = fetch): Promise<BeaconRound> {
  const failures: string[] = [];
  for (const endpoint of chain.endpoints) {
    const answer = await ask(`${endpoint}/${chain.chainHash}/public/${round}`, get);
    if (typeof answer === 'string') failures.push(`${endpoint}: ${answer}`);
    else {
      const verified = verifyRound(chain, round, answer.signature);
      if (verified) return verified;
      failures.push(`${endpoint}: gave no signature of the chain for this round`);
    }
  }
  throw new RetryableError(
    RETRYABLE.beaconNotAvailable,
    `round ${round} of chain ${chain.name} could not be had: ${failures.join('; ')}`,
  );
}

async function ask(url: string, get: typeof fetch): Promise<z.infer<typeof answerSchema> | string> {
  try {
    const response = await get(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    if (!response.ok) return `answered ${response.status}`;
    const parsed = z.safeParse(answerSchema, JSON.parse(await textWithin(response)));
    return parsed.success ? parsed.data : 'not the answer of a drand relay';
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  }
}

async function textWithin(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}
