import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openTestChain } from '#infra/local/beacon/test-chain.ts';
import {
  type BeaconChain,
  beaconChainSchema,
  chainHashOf,
  decidingRound,
  firstRoundAtOrAfter,
  lastRoundAtOrBefore,
  roundAt,
} from '#shared/beacon/chain.ts';
import { fetchRound } from '#shared/beacon/fetch-round.ts';
import { verifyRound } from '#shared/beacon/verify-round.ts';

/** drand quicknet, from DESIGN.md and drand's own documentation. */
const quicknet: BeaconChain = {
  name: 'quicknet',
  chainHash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesisAt: '2023-08-23T15:09:27.000Z',
  periodSeconds: 3,
  groupHash: 'f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e',
  scheme: 'bls-unchained-g1-rfc9380',
  endpoints: ['https://one.example', 'https://two.example'],
  test: false,
};
const SIGNATURE = 'b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92';
const RANDOMNESS = 'fb8f7bc29bf24db51871ec8c79f3a1e4bd0557bc0dfcee9ed1d924e69d1c60dc';

test('the round of an instant is the first at or after it', () => {
  const genesis = 1692803367_000;
  expect(firstRoundAtOrAfter(quicknet, genesis)).toBe(1);
  expect(firstRoundAtOrAfter(quicknet, genesis + 1)).toBe(2);
  expect(firstRoundAtOrAfter(quicknet, genesis + 3_000)).toBe(2);
  expect(firstRoundAtOrAfter(quicknet, genesis - 1_000_000)).toBe(1);
  expect(roundAt(quicknet, 123)).toBe(genesis + 122 * 3_000);
});

test('the last round of an instant is there at that instant, and there is none before the genesis', () => {
  const genesis = 1692803367_000;
  expect([-10_000, -1, 0, 2_999, 3_000].map((after) => lastRoundAtOrBefore(quicknet, genesis + after))).toEqual([0, 0, 1, 1, 2]);
});

describe("a round's signature", () => {
  test('of round 123 verifies, and its hash is the randomness', () => {
    expect(verifyRound(quicknet, 123, SIGNATURE)).toEqual({ round: 123, signature: SIGNATURE, randomness: RANDOMNESS });
  });
  test.each([
    ['for another round', quicknet, 124, SIGNATURE],
    ['with a flipped bit', quicknet, 123, SIGNATURE.replace(/2$/, '3')],
    ['cut short', quicknet, 123, SIGNATURE.slice(2)],
    ['that is no hex', quicknet, 123, 'z'.repeat(96)],
    ["with another chain's key", { ...quicknet, publicKey: `a${quicknet.publicKey.slice(1)}` }, 123, SIGNATURE],
  ])('%s does not', (_, chain, round, signature) => {
    expect(verifyRound(chain, round, signature)).toBeUndefined();
  });
});

describe('fetching a round', () => {
  const answers = (byHost: Record<string, () => Response | Promise<Response>>) =>
    (async (url: string | URL | Request) => byHost[new URL(String(url)).host]!()) as typeof fetch;
  const good = () => Response.json({ round: 123, signature: SIGNATURE, randomness: 'a lie that nobody reads' });

  test('passes over endpoints that fail or lie', async () => {
    for (const bad of [
      () => new Response('', { status: 500 }),
      () => Response.json({ round: 122, signature: SIGNATURE }),
      () => Response.json({ round: 123, signature: SIGNATURE.replace(/2$/, '3') }),
      () => Response.json('what?'),
      () => Promise.reject(new Error('connection refused')),
    ]) {
      const round = await fetchRound(quicknet, 123, answers({ 'one.example': bad, 'two.example': good }));
      expect(round.randomness).toBe(RANDOMNESS);
    }
  });

  test('fails by the name that the workflow waits on when no endpoint has it', async () => {
    const notYet = () => new Response('', { status: 404 });
    await expect(fetchRound(quicknet, 123, answers({ 'one.example': notYet, 'two.example': notYet }))).rejects.toMatchObject({
      name: 'BeaconNotAvailable',
      message: expect.stringContaining('https://two.example: answered 404'),
    });
  });
});

describe('fetching a round over HTTP', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });
  const relay = async (answer: (response: ServerResponse) => void) => {
    const server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const from = async (...answers: ((response: ServerResponse) => void)[]) => ({
    ...quicknet,
    endpoints: await Promise.all(answers.map(relay)),
  });
  const honest = (response: ServerResponse) => void response.end(JSON.stringify({ round: 123, signature: SIGNATURE }));

  test('passes over an endpoint that never answers, one that never ends, and one that answers with no JSON', async () => {
    const silent = () => {};
    let sent = 0;
    const endless = (response: ServerResponse) => {
      const more = () => {
        if (response.destroyed) return;
        sent++;
        response.write('x'.repeat(65_536), () => setImmediate(more));
      };
      more();
    };
    const page = (response: ServerResponse) => void response.end('<html>');
    const chain = await from(silent, endless, page, honest);
    expect((await fetchRound(chain, 123)).randomness).toBe(RANDOMNESS);
    expect(sent).toBeLessThan(50);
  });

  test('does not take the round of another chain, however well it is signed', async () => {
    const keyFile = join(mkdtempSync(join(tmpdir(), 'gelombang-chain-')), 'key');
    const other = await openTestChain(keyFile, { now: () => Date.parse('2024-01-01T00:00:00Z') } as never);
    const lying = (response: ServerResponse) => void response.end(JSON.stringify(other.round(123)));
    await expect(fetchRound(await from(lying), 123)).rejects.toMatchObject({
      name: 'BeaconNotAvailable',
      message: expect.stringContaining('gave no signature of the chain for this round'),
    });
    const own = beaconChainSchema.parse(JSON.parse(other.parameter((await from(lying)).endpoints[0]!)));
    expect((await fetchRound(own, 123)).randomness).toBe(other.round(123)!.randomness);
  });
});

test("a chain's hash follows from its key, times and group: another key under the same hash is refused", () => {
  expect(chainHashOf(quicknet)).toBe(quicknet.chainHash);
  expect(beaconChainSchema.safeParse(quicknet).success).toBe(true);
  for (const change of [
    { publicKey: `a${quicknet.publicKey.slice(1)}` },
    { periodSeconds: 4 },
    { genesisAt: '2023-08-23T15:09:28Z' },
    { name: 'x' },
  ])
    expect(beaconChainSchema.safeParse({ ...quicknet, ...change }).success, JSON.stringify(change)).toBe(false);
});

test('the deciding round is the first at the planned time, or a minute after a late commitment', () => {
  const planned = roundAt(quicknet, 1000);
  expect(decidingRound(quicknet, planned, planned - 1)).toBe(1000);
  expect(decidingRound(quicknet, planned, planned)).toBe(1000);
  expect(decidingRound(quicknet, planned, planned + 1)).toBe(1021);
});
