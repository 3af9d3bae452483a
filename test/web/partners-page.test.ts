import { generateKeyPairSync } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { thumbprint } from '#shared/tokens/signing-key.ts';
import { readKeys } from '#web/officer/partners/read-key.ts';
import { type System, startSystem } from '../support/running-system.ts';
import { lookAt, useBrowser } from './browser.ts';
import { signedIn } from './officers.ts';

const aPair = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' }) as { kty: string; crv: string; x: string };
  return {
    jwk,
    kid: thumbprint(jwk.x),
    secret: privateKey.export({ format: 'jwk' }) as { d: string },
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }) as string,
    privatePem: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  };
};
const [first, second] = [aPair(), aPair()];

describe('what is pasted as a key', () => {
  const { jwk, kid, secret, publicPem, privatePem } = first;
  const key = { ...jwk, kid };
  test('is read as a JWK, a set of them, or PEM', () => {
    expect(readKeys(JSON.stringify(jwk))).toEqual({ outcome: 'keys', keys: [key] });
    expect(readKeys(` ${JSON.stringify({ ...key, alg: 'EdDSA', use: 'sig' }, undefined, 2)}\n`)).toEqual({
      outcome: 'keys',
      keys: [key],
    });
    expect(readKeys(JSON.stringify({ keys: [jwk, second.jwk] }))).toMatchObject({
      outcome: 'keys',
      keys: [key, { kid: second.kid }],
    });
    expect(readKeys(publicPem)).toEqual({ outcome: 'keys', keys: [key] });
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  test.each([
    ['a private JWK', JSON.stringify(secret)],
    ['a set with a private one', JSON.stringify({ keys: [jwk, secret] })],
    ['a private JWK that is cut off', JSON.stringify(secret).slice(0, -3)],
    ['a private PEM', privatePem],
    ['a PEM of another private key', rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }) as string],
    ['a private RSA JWK without its d', JSON.stringify({ ...rsa.privateKey.export({ format: 'jwk' }), d: undefined })],
    ['a symmetric JWK', JSON.stringify({ kty: 'oct', k: 'AAAA' })],
  ])('%s is a secret', (_, text) => {
    expect(readKeys(text)).toEqual({ outcome: 'private' });
  });

  test.each([
    ['nothing', '  ', 'nothing'],
    ['a word', 'kunci', 'unreadable'],
    ['a list', '[]', 'unreadable'],
    ['no key in a set', '{"keys":[]}', 'unreadable'],
    ['a public RSA PEM', rsa.publicKey.export({ format: 'pem', type: 'spki' }) as string, 'another'],
    ['a public X25519 PEM', generateKeyPairSync('x25519').publicKey.export({ format: 'pem', type: 'spki' }) as string, 'another'],
    ['a public RSA JWK', JSON.stringify(rsa.publicKey.export({ format: 'jwk' })), 'another'],
    ['a key of 31 bytes', JSON.stringify({ ...jwk, x: Buffer.alloc(31).toString('base64url') }), 'another'],
    ['bits that no key has', JSON.stringify({ ...jwk, x: `${'A'.repeat(42)}B` }), 'another'],
    ['the id of another key', JSON.stringify({ ...jwk, kid: second.kid }), 'another'],
  ])('%s is told', (_, text, outcome) => {
    expect(readKeys(text).outcome).toBe(outcome);
  });
});

describe('an officer', () => {
  const browser = useBrowser();
  let system: System;
  const at = (path: string) => `${system.runtime.url}${path}`;
  beforeAll(async () => {
    system = await startSystem('2020-08-08T04:00:00.000Z');
  });
  afterAll(() => system?.stop());

  async function open(roles: readonly string[], path = '/petugas/mitra'): Promise<{ page: Page; sent: string[] }> {
    const page = await browser.newPage({ width: 1280 });
    await signedIn(page, system, roles, 'siti');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
    await page.goto(at(path));
    return { page, sent };
  }

  test('is told of a private key at once; it is taken out of the field, and never sent', async () => {
    const { page, sent } = await open(['officer']);
    await page.getByText('Belum ada mitra.').waitFor();
    await page.getByRole('button', { name: 'Usulkan' }).click();
    await page.getByText('Nama mitra terdiri dari huruf kecil').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('partnerId');
    for (const secret of [JSON.stringify(first.secret), first.privatePem]) {
      await page.locator('#keyText').fill(secret);
      await page.getByRole('alert').getByText('Itu kunci RAHASIA.').waitFor();
      expect(await page.locator('#keyText').inputValue()).toBe('');
    }
    await lookAt(page, 'partners-private-key');
    await page
      .locator('#keyFile')
      .setInputFiles({ name: 'partner.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(first.privatePem) });
    await page.getByRole('alert').getByText('Itu kunci RAHASIA.').waitFor();
    expect(await page.locator('#keyFile').inputValue()).toBe('');
    expect(await page.content()).not.toContain(first.secret.d);
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(first.secret.d);
    expect(sent.join('\n')).not.toContain(first.secret.d);
    expect(sent.some((request) => request.startsWith('POST'))).toBe(false);
  });

  test('proposes a partner, which waits for somebody else; once approved it is shown, and is changed the same way', async () => {
    const { page } = await open(['officer']);
    await page.locator('#partnerId').fill('pijar');
    await page.locator('#name').fill('Pijar Mahir');
    await page.locator('#keyText').fill('{"kty":');
    await page.getByRole('alert').getByText('Ini bukan kunci yang dapat dibaca.').waitFor();
    await page.locator('#keyText').fill(JSON.stringify(first.jwk));
    await page.getByText(`Kunci ditambahkan: ${first.kid}`).waitFor();
    expect(await page.locator('#keyText').inputValue()).toBe('');
    await page.locator('#keyText').fill(first.publicPem);
    await page.getByText('Kunci ini sudah ada di daftar.').waitFor();
    await lookAt(page, 'partners-form');
    await page.getByRole('button', { name: 'Usulkan' }).click();
    await page.getByRole('heading', { name: 'Usulan dibuat' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Usulan dibuat');
    await page.getByRole('row', { name: /pijar Pijar Mahir Aktif local-siti/ }).waitFor();
    await lookAt(page, 'partners-pending');
    const officer = await system.runtime.token('officer');
    expect((await system.send('GET', '/v1/partners', { token: officer })).json).toEqual({ partners: [] });
    const proposalId = await page.locator('.note code').textContent();

    const token = await system.runtime.token('approver', 'budi');
    const approved = await system.send('POST', `/v1/proposals/${proposalId}/decision`, { body: { decision: 'approved' }, token });
    expect(approved.json).toMatchObject({ kind: 'register-partner', outcome: 'done' });
    await page.reload();
    await page.getByText('Tidak ada usulan tentang mitra yang menunggu.').waitFor();
    await page.getByRole('row', { name: new RegExp(`pijar Pijar Mahir Aktif ${first.kid} ${proposalId}`) }).waitFor();
    await page.getByRole('button', { name: 'Ubah pijar' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Ubah mitra pijar');
    await page.locator('#state').selectOption('suspended');
    await page
      .locator('#keyFile')
      .setInputFiles({ name: 'key.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(second.jwk)) });
    await page.getByRole('button', { name: `Hapus kunci ${first.kid}` }).click();
    await lookAt(page, 'partners-change');
    await page.getByRole('button', { name: 'Usulkan' }).click();
    await page.getByRole('row', { name: /pijar Pijar Mahir Ditangguhkan local-siti/ }).waitFor();
    const { json } = await system.send('GET', '/v1/proposals?state=pending', { token: officer });
    expect(ANSWERS.Proposals.parse(json).proposals.map(({ body }) => body)).toEqual([
      {
        kind: 'register-partner',
        partnerId: 'pijar',
        name: 'Pijar Mahir',
        keys: [{ ...second.jwk, kid: second.kid }],
        state: 'suspended',
      },
    ]);
  });

  test('who changes nothing is refused in the words of the API; an auditor proposes nothing', async () => {
    const { page } = await open(['officer'], '/en/officers/partners');
    await page.getByRole('button', { name: 'Change pijar' }).click();
    await page.getByRole('button', { name: 'Propose it' }).click();
    await page.getByRole('alert').getByText('That is how it stands already.').waitFor();
    const { page: others } = await open(['auditor'], '/en/officers/partners');
    await others.getByText('Officers propose to register or change a partner.').waitFor();
    await others.getByRole('row', { name: /pijar/ }).first().waitFor();
    expect(await others.getByRole('button', { name: /Change|Propose/ }).count()).toBe(0);
  });
});
