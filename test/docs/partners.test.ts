import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPartnerRequest } from '#shared/partners/check-request.ts';
import { partnerOf } from '#shared/partners/register-partner.ts';
import { activationsPath } from '#shared/partners/signed-request.ts';

const text = readFileSync('docs/partners.md', 'utf8');

test('the request in docs/partners.md is one that its partner has signed, and no other', async () => {
  const [head = '', body = ''] = /```\n(POST [^`]+eyJ[^`]+)\n```/.exec(text)![1]!.split('\n\n');
  const [, x] = /public key `x` = `([\w-]+)`/.exec(text)!;
  const [, at] = / at (20\S+Z)/.exec(text)!;
  const header = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(head)![1]!;
  const keys = [{ kty: 'OKP' as const, crv: 'Ed25519' as const, x: x! }];
  const partner = partnerOf({ partnerId: 'pijar', name: 'Pijar', state: 'active', keys });
  const received = {
    partnerId: 'pijar',
    method: head.split(' ')[0]!,
    path: head.split(/\s/)[1]!,
    token: header('authorization').replace('Bearer ', ''),
    idempotencyKey: header('idempotency-key').replaceAll('"', ''),
    body: Buffer.from(body),
  };
  expect(received.path).toBe(activationsPath('pijar'));
  const check = (of: typeof received) => checkPartnerRequest({ read: async () => partner }, of, Date.parse(at!));
  expect(await check(received)).toMatchObject({ partnerId: 'pijar', idempotencyKey: received.idempotencyKey });
  expect(await check({ ...received, body: Buffer.from(`${body}\n`) })).toBeUndefined();
});
