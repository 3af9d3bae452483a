import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parseBody } from '#shared/http/parse-body.ts';
import { type PartnerBody, partnerBodySchema } from '#shared/partners/partner.ts';
import { partnerIdSchema } from '#shared/partners/partner-id.ts';
import { PARTNER_FIELDS } from '#shared/partners/partner-messages.ts';
import { partnersStore } from '#shared/partners/partners-store.ts';
import { registerPartner } from '#shared/partners/register-partner.ts';
import { thumbprint } from '#shared/tokens/signing-key.ts';
import { useEmulator } from '../support/use-emulator.ts';
import { aPartner } from './a-partner.ts';

const emulator = useEmulator();
const partners = () => partnersStore(emulator.documents, 'partners');
const register = (partnerId: string, body: PartnerBody) => registerPartner({ partners: partners() }, { partnerId, ...body });

test('a partner is registered, changed, suspended, and again with the same nothing changes', async () => {
  const { body, key } = aPartner('pijar');
  expect(await register('pijar', body)).toMatchObject({ outcome: 'registered', partner: { keys: [{ kid: key.keyId }] } });
  expect((await register('pijar', body)).outcome).toBe('unchanged');
  const next = aPartner('pijar').body;
  expect((await register('pijar', { ...body, keys: [...body.keys, ...next.keys] })).outcome).toBe('changed');
  expect((await register('pijar', { ...next, state: 'suspended' })).outcome).toBe('changed');
  expect(await partners().read('pijar')).toEqual({
    partnerId: 'pijar',
    name: body.name,
    keys: [{ kid: thumbprint(next.keys[0]!.x), x: next.keys[0]!.x }],
    state: 'suspended',
  });
});

test('all partners are listed by their ids, and nothing of what they have done', async () => {
  for (const id of ['zenius', 'bukalapak']) await register(id, aPartner(id).body);
  await partners().useNonce('zenius', 'n'.repeat(16), 't');
  const ids = (await partners().list()).map(({ partnerId }) => partnerId);
  expect(ids).toEqual(ids.toSorted());
  expect(ids).toEqual(expect.arrayContaining(['bukalapak', 'zenius']));
});

describe('what is not taken', () => {
  const { body } = aPartner('pijar');
  const jwk = body.keys[0]!;
  const faultsOf = (changes: object) => {
    const event = {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, ...changes }),
      isBase64Encoded: false,
    };
    const parsed = parseBody(partnerBodySchema, PARTNER_FIELDS, event);
    return 'faults' in parsed ? parsed.faults.map(({ pointer }) => pointer) : [];
  };

  test('a right body has no fault', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ keys: [{ ...jwk, kid: thumbprint(jwk.x), alg: 'EdDSA', use: 'sig' }] })).toEqual([]);
  });

  const { d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  test.each<[string, object, string]>([
    ['a private key', { keys: [{ ...jwk, d }] }, '/keys/0/d'],
    ['a key of another curve', { keys: [{ ...jwk, crv: 'X25519' }] }, '/keys/0/crv'],
    ['a key of 31 bytes', { keys: [{ ...jwk, x: Buffer.alloc(31).toString('base64url') }] }, '/keys/0/x'],
    ['a key whose last character is not the one way to write it', { keys: [{ ...jwk, x: `${'A'.repeat(42)}B` }] }, '/keys/0/x'],
    ['a key under the id of another', { keys: [{ ...jwk, kid: thumbprint(`${'A'.repeat(43)}`) }] }, '/keys/0'],
    ['a key twice', { keys: [jwk, jwk] }, '/keys'],
    ['no key', { keys: [] }, '/keys'],
    ['six keys', { keys: Array.from({ length: 6 }, () => aPartner('x').body.keys[0]) }, '/keys'],
    ['a name with a NIK', { name: 'Mitra 3174056508920003' }, '/name'],
    ['a name with a phone', { name: 'Mitra 0812345' }, '/name'],
    ['a name of nothing', { name: '' }, '/name'],
    ['another state', { state: 'trusted' }, '/state'],
  ])('%s', (_, changes, pointer) => {
    expect(faultsOf(changes)).toEqual([pointer]);
  });

  test.each(['', 'a', 'A-partner', '1-partner', 'x3174056508920003', 'a'.repeat(33), 'a/b', 'a#b'])('the id %j', (id) => {
    expect(z.safeParse(partnerIdSchema, id).success).toBe(false);
  });
});
