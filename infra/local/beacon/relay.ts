import type { TestChain } from './test-chain.ts';

/** Where the runtime's server answers like a drand relay: `/_local/beacon/<chainHash>/public/<round>`. */
export const BEACON_PATH = '/_local/beacon';

/** @returns the answer to a GET of `path`, or undefined when it isn't one of the relay's */
export function relayAnswer(chain: TestChain, path: string): { status: number; json: unknown } | undefined {
  if (!path.startsWith(`${BEACON_PATH}/`)) return undefined;
  const [chainHash, part, number = '', ...rest] = path.slice(BEACON_PATH.length + 1).split('/');
  if (chainHash !== chain.chainHash) return { status: 404, json: { error: `this relay serves chain ${chain.chainHash}` } };
  if (part === 'info' && number === '') return { status: 200, json: chain.info };
  if (part !== 'public' || !/^\d{1,15}$/.test(number) || rest.length > 0)
    return { status: 404, json: { error: 'no such resource' } };
  const round = chain.round(Number(number));
  return round ? { status: 200, json: round } : { status: 404, json: { error: `round ${number} is not there yet` } };
}
