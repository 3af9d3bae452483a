import { expect, test } from 'vitest';
import {
  detailsHash,
  householdKey,
  householdTag,
  pepperCheck,
  personKey,
  registrationKey,
  shardOf,
} from '#shared/registrations/person-keys.ts';
import { ticketRecount } from '#shared/registrations/recompute.ts';

const PEPPER = new Uint8Array(32).fill(7);
const NIK = '3174056508920003';
const KK = '3174051203150007';

// Made with Python's hmac from the design's formulas.
test('keys are those of the design, with a label that keeps the kinds apart', () => {
  expect(personKey(PEPPER, NIK)).toBe('U4zcMd8pO3Y3hwpmBKlkVLdpVmO-JnNdc2yY8vc9vNw');
  expect(householdKey(PEPPER, KK)).toBe('vblc9m5VpPVr5xsrRQw63HjTek1T-rcd4Q5Q98urXBM');
  expect(registrationKey(PEPPER, '2020-04', NIK)).toBe('8073c00c96acaa5d1b8bc045f65f46a421d76f28a930fa47a5efd6c5ab672d4f');
  expect(householdTag(PEPPER, '2020-04', KK)).toBe('275c1a6a63f084af');
  expect(detailsHash(PEPPER, 'x')).toBe('b4JowxZYZzaS5o_k-ONtY7ge5yXrUvRStH7GSqQEUBE');
  expect(pepperCheck(PEPPER)).toBe('e7f13184d523951d');
});

test('the shard is the first byte of the registration key', () => {
  expect(shardOf('8073c00c')).toBe('80');
});

test('a ticket is recounted by two lines for bash', () => {
  const facts = { waveId: '2020-04', planHash: 'aa', entrantsRoot: 'bb', round: 123, randomness: 'cc' };
  const text = 'gelombang/draw/v1\n2020-04\naa\nbb\n123\ncc\n';
  expect(ticketRecount(facts, { seed: '0a1b', entryId: '2c3d', ticket: '4e5f' })).toEqual({
    seed: { text, sha256: '0a1b', command: "printf 'gelombang/draw/v1\\n2020-04\\naa\\nbb\\n123\\ncc\\n' | sha256sum" },
    ticket: { hex: '0a1b2c3d', sha256: '4e5f', command: "printf '\\x0a\\x1b\\x2c\\x3d' | sha256sum" },
  });
});
