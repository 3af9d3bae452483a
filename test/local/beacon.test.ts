import { statSync } from 'node:fs';
import { join } from 'node:path';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { expect, test } from 'vitest';
import { relayAnswer } from '#infra/local/beacon/relay.ts';
import { chainHashOf, openTestChain, roundMessage } from '#infra/local/beacon/test-chain.ts';
import { createClock } from '#infra/local/clock.ts';
import { temporaryFolder } from './fixture-assembly.ts';

const QUICKNET = {
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesisAt: '2023-08-23T15:09:27Z',
  periodSeconds: 3,
  groupHash: 'f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e',
  beaconId: 'quicknet',
};
const hex = (text: string) => Buffer.from(text, 'hex');
const verifies = (signature: string, round: number, publicKey: string) =>
  bls12_381.shortSignatures.verify(hex(signature), roundMessage(round), hex(publicKey));

test("the chain hash is computed as drand's", () => {
  expect(chainHashOf(QUICKNET)).toBe('52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971');
});

test("quicknet's round 123 is signed over the message that we sign", () => {
  const signature = 'b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92';
  expect(verifies(signature, 123, QUICKNET.publicKey)).toBe(true);
  expect(verifies(signature, 124, QUICKNET.publicKey)).toBe(false);
});

test('a round is there when its time has come on the runtime clock, verifies, and is the same after a restart', async () => {
  const keyFile = join(temporaryFolder(), 'keys', 'beacon.hex');
  const clock = createClock(Date.parse('2020-01-01T00:00:02.000Z'));
  const chain = await openTestChain(keyFile, clock);
  const chainFacts = JSON.parse(chain.parameter('http://relay'));
  expect(chainFacts).toMatchObject({ name: 'local-test-chain', test: true, periodSeconds: 3, endpoints: ['http://relay'] });
  const at = (round: number | string) => relayAnswer(chain, `/_local/beacon/${chain.chainHash}/public/${round}`);
  expect(at(2)?.status).toBe(404);
  clock.advanceTo(Date.parse('2020-01-01T00:00:03.000Z'));
  expect(at(2)?.status).toBe(200);
  expect(at(3)?.status).toBe(404);
  for (const wrong of [0, '1.5', '-1', 'latest', '1/2', '999999999999999']) expect(at(wrong)?.status).toBe(404);

  const second = chain.round(2);
  expect(verifies(second?.signature ?? '', 2, chainFacts.publicKey)).toBe(true);
  expect((await openTestChain(keyFile, clock)).round(2)).toEqual(second);
  expect(statSync(keyFile).mode & 0o077).toBe(0);
});

test('the relay answers for its own chain and leaves other paths alone', async () => {
  const chain = await openTestChain(join(temporaryFolder(), 'key'), createClock());
  expect(relayAnswer(chain, '/v1/waves')).toBeUndefined();
  expect(relayAnswer(chain, '/_local/beacon/0000/public/1')?.status).toBe(404);
  expect(relayAnswer(chain, `/_local/beacon/${chain.chainHash}/info`)).toMatchObject({
    status: 200,
    json: { hash: chain.chainHash, period: 3, genesis_time: 1_577_836_800, schemeID: 'bls-unchained-g1-rfc9380' },
  });
});
