import { expect, test } from 'vitest';
import { fromHex, toHex } from '#shared/draw/hex.ts';
import { dryRunSeedOf, entrantsRootOf, seedOf, seedText } from '#shared/draw/seed.ts';

const facts = {
  waveId: '2020-04',
  planHash: 'aa'.repeat(32),
  entrantsRoot: 'bb'.repeat(32),
  round: 123,
  randomness: 'cc'.repeat(32),
};

// Digests made with Python's hashlib.
test('the seed is the SHA-256 of six lines', () => {
  expect(seedText(facts)).toBe(`gelombang/draw/v1\n2020-04\n${'aa'.repeat(32)}\n${'bb'.repeat(32)}\n123\n${'cc'.repeat(32)}\n`);
  expect(toHex(seedOf(facts))).toBe('fc39ebb276745030daafd3c035d34ff4c5e829784025514f24e05c39a489b5f3');
  expect(toHex(dryRunSeedOf(facts))).toBe('255c8fea08dda338535ace52fee05d7faa92f0fb246e04089cbbc43764d45f9d');
});

test("the entrants' root is the SHA-256 over the digests, in their order", () => {
  const [one, two] = ['01'.repeat(32), '02'.repeat(32)];
  expect(entrantsRootOf([one, two])).toBe('f818afd37a6dc3bc92fb44731011277006db4efa6e9023cd7468c02335d22a4d');
  expect(entrantsRootOf([two, one])).not.toBe(entrantsRootOf([one, two]));
});

test('hex is lowercase, of whole bytes, and nothing else', () => {
  expect(toHex(Uint8Array.of(0, 1, 15, 16, 171, 255))).toBe('00010f10abff');
  expect([...fromHex('00010f10abff')]).toEqual([0, 1, 15, 16, 171, 255]);
  expect([...fromHex('')]).toEqual([]);
  for (const none of ['0', 'abc', 'AB', 'zz', ' ab', 'ab ', 'ab\n', '0x']) {
    expect(() => fromHex(none), none).toThrow(new RangeError('not lowercase hex of whole bytes'));
  }
});
