import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type System, startSystem } from '../support/running-system.ts';
import { lookAt, useBrowser } from './browser.ts';

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
});
afterAll(() => system?.stop());

const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
const signInAs = async (page: Page, who: string) => {
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.getByRole('button', { name: who }).click();
  await page.getByText('Masuk sebagai').waitFor();
};

test('an officer signs in by the user pool’s page, comes back to where she was, and signs out for good', async () => {
  const page = await browser.newPage();
  await page.goto(at('/petugas/audit#officers'));
  await page.getByRole('heading', { name: 'Masuk dahulu' }).waitFor();
  await lookAt(page, 'officers-signed-out');
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.getByRole('heading', { name: 'Masuk sebagai petugas' }).waitFor();
  await lookAt(page, 'sign-in-local');
  await page.getByRole('button', { name: 'siti (officer)' }).click();
  await page.getByText('local-siti').waitFor();
  expect(page.url()).toBe(at('/petugas/audit#officers'));
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByText('Signed in as').waitFor();
  expect(page.url()).toBe(at('/en/officers/audit#officers'));
  await page.getByRole('link', { name: 'Indonesia' }).click();
  const { 'gelombang.officer': session } = JSON.parse(await stored(page)) as Record<string, string>;
  const { accessToken, refreshToken } = JSON.parse(session!) as { accessToken: string; refreshToken: string };
  expect((await system.send('GET', '/v1/proposals', { token: accessToken })).status).toBe(200);

  // Nothing is left here, and the pool renews nothing any more.
  await page.getByRole('button', { name: 'Keluar' }).click();
  await page.getByRole('heading', { name: 'Masuk dahulu' }).waitFor();
  expect(page.url()).toBe(at('/petugas'));
  expect(await stored(page)).toBe('{}');
  const { clientId } = JSON.parse((await system.send('GET', '/officers-sign-in.json')).text) as { clientId: string };
  const renewal = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId });
  expect((await fetch(at('/oauth2/token'), { method: 'POST', body: renewal })).status).toBe(400);
  await page.context().close();
});

test('whoever has several roles, or a name of her own, says so', async () => {
  const page = await browser.newPage();
  await page.goto(at('/en/officers'));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel(/^Name/).fill('Dewi!');
  await page.getByLabel('officer').check();
  await page.getByLabel('auditor').check();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').getByText('A token is for a name of lower-case letters').waitFor();
  await lookAt(page, 'sign-in-local-fault');
  await page.getByLabel(/^Name/).fill('dewi');
  await page.getByLabel('officer').check();
  await page.getByLabel('auditor').check();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('local-dewi').waitFor();
  await page.getByText('(officer, auditor)').waitFor();
  await page.context().close();
});

describe('an answer of the sign-in page', () => {
  test.each([
    ['that this tab has not asked for', 'code=stolen&state=of-another-tab'],
    ['without a code', ''],
    ['that says no', 'error=access_denied&state=x'],
  ])('%s signs nobody in, and leaves nothing in the address', async (_, query) => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/oauth2/') && asked.push(request.url()));
    await page.goto(at(`/petugas/masuk?${query}`));
    await page.getByText('Masuk tidak berhasil').waitFor();
    await lookAt(page, 'sign-in-failed');
    expect([page.url(), asked, await stored(page)]).toEqual([at('/petugas/masuk'), [], '{}']);
    await page.context().close();
  });

  test('whose code another has used up signs nobody in', async () => {
    const page = await browser.newPage();
    await page.goto(at('/petugas'));
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    let code = '';
    await page.route('**/oauth2/authorize?*', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      const response = await route.fetch({ maxRedirects: 0 });
      code = new URL(response.headers()['location']!).searchParams.get('code') ?? '';
      const { clientId } = JSON.parse((await system.send('GET', '/officers-sign-in.json')).text) as { clientId: string };
      const stolen = { grant_type: 'authorization_code', code, client_id: clientId, redirect_uri: at('/petugas/masuk') };
      const body = new URLSearchParams({ ...stolen, code_verifier: 'a guess' });
      expect((await fetch(at('/oauth2/token'), { method: 'POST', body })).status).toBe(400);
      return route.fulfill({ response });
    });
    await page.getByRole('button', { name: 'siti (officer)' }).click();
    await page.getByText('Masuk tidak berhasil').waitFor();
    expect(code).not.toBe('');
    await page.context().close();
  });
});

test('a token is renewed before it ends; when the pool renews no more, the page says so and keeps what is on it', async () => {
  const page = await browser.newPage();
  await page.goto(at('/petugas/usulan'));
  await signInAs(page, 'budi (approver)');
  const session = async () => JSON.parse(JSON.parse(await stored(page))['gelombang.officer'] ?? '{}') as Record<string, unknown>;
  const before = await session();
  const sooner = async (more: object) => {
    // The page that is left must not be the one that finds out.
    await page.waitForLoadState('networkidle');
    await page.evaluate((change) => {
      const session = JSON.parse(sessionStorage.getItem('gelombang.officer') ?? '{}');
      sessionStorage.setItem('gelombang.officer', JSON.stringify({ ...session, ...change }));
    }, more);
  };
  await sooner({ expiresAt: 0 });
  await page.reload();
  await page.getByText('local-budi').waitFor();
  await expect.poll(async () => (await session())['expiresAt']).toBeGreaterThan(0);
  expect((await session())['accessToken']).not.toBe(before['accessToken']);

  await sooner({ expiresAt: 0, refreshToken: 'unknown' });
  await page.reload();
  await page.getByText('Sesi Anda berakhir.').waitFor();
  await lookAt(page, 'officers-session-ended');
  expect(await stored(page)).toBe('{}');
  await page.context().close();
});

test('when the pool can’t be reached, nobody is told that a password was wrong', async () => {
  const page = await browser.newPage();
  await page.goto(at('/petugas'));
  await page.route('**/officers-sign-in.json', (route) => route.abort());
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.getByText('Halaman masuk tidak dapat dijangkau.').waitFor();
  await page.context().close();
});
