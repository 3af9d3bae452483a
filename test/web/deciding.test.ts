import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProposalDocument } from '#shared/desk/proposal.ts';
import { importPeople } from '../support/import-over-http.ts';
import { nik } from '../support/people.ts';
import { planBody, type System, startSystem } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';
import { signedIn } from './officers.ts';

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  expect((await schedule(system, '2020-04', planBody())).status).toBe(201);
}, 120_000);
afterAll(() => system?.stop());

async function openAs(name: string, role: string, path: string): Promise<Page> {
  const page = await browser.newPage({ width: 1280 });
  await signedIn(page, system, [role], name);
  await page.goto(at(path));
  return page;
}

/** @returns the id of the proposal of a plan of the wave with these changes */
async function proposed(changes: object): Promise<string> {
  const token = await system.runtime.token(['officer'], 'siti');
  const { json } = await system.send('PUT', '/v1/waves/2020-04', { body: planBody(changes), token });
  return String(json['proposalId']);
}

const card = (page: Page, proposalId: string) => page.locator('article').filter({ hasText: proposalId });

describe('a decision', () => {
  test('whose answer is lost is sent again, and is the same decision', async () => {
    const proposalId = await proposed({ places: 12, byProvince: { '31': 6, '32': 6 } });
    const page = await openAs('budi', 'approver', `/en/officers/proposals#${proposalId}`);
    let lost = 0;
    await page.route('**/plan-decision', async (route) => {
      if (lost++ > 0) return route.fallback();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'Approve' }).press('Enter');
    await page.getByText('The server does not answer.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('The server does not answer.');
    await lookAt(page, 'decision-lost');
    await page.getByRole('button', { name: 'Send the decision again' }).press('Enter');
    await page.getByText('Approved and carried out.').waitFor();
    await page.waitForResponse(
      async (response) => response.url().endsWith('/v1/waves') && (await response.text()).includes('"places":12'),
    );
    await page.waitForTimeout(200);
    // What it was held against is still there to be read, though the wave is another one by now.
    expect(await page.locator('ins').allTextContents()).toEqual(['12', '6']);
    expect((await system.send('GET', '/v1/waves/2020-04')).json['places']).toBe(12);
    await page.context().close();
  });

  test('on a plan that another one has overtaken is refused in words, and the card stays with them', async () => {
    const overtaken = await proposed({ number: 5 });
    const first = await proposed({ number: 6 });
    const page = await openAs('budi', 'approver', '/en/officers/proposals');
    await card(page, first).getByRole('button', { name: 'Approve' }).click();
    await card(page, first).getByText('Approved and carried out.').waitFor();
    await card(page, overtaken).getByRole('button', { name: 'Approve' }).click();
    await card(page, overtaken).getByText('Another officer has just changed this wave; read it again and repeat.').waitFor();
    await lookAt(page, 'decision-overtaken');
    await page.goto(at(`/en/officers/proposals#${overtaken}`));
    await page.reload();
    await page.getByText('Not carried out: the wave had changed meanwhile').waitFor();
    expect(await page.getByRole('button', { name: 'Carry it out again' }).count()).toBe(0);
    expect((await system.send('GET', '/v1/waves/2020-04')).json['number']).toBe(6);
    await page.context().close();
  });
});

test('lists of the right kind are offered by their versions, and the proposal names the exact one', async () => {
  const token = await system.runtime.token(['officer'], 'siti');
  const api = { base: system.runtime.url, token };
  await importPeople(api, 'aid-2020', [nik(1), nik(2)], 'aid', '2020-08-01');
  await importPeople(api, 'officials', [nik(3)], 'barred-occupation', '2020-08-01');
  const page = await openAs('siti', 'officer', '/petugas/rencana#2020-04');
  await page.getByLabel('aid-2020', { exact: true }).check();
  await page.getByLabel('Versi aid-2020').waitFor();
  await page.getByLabel('officials', { exact: true }).check();
  await page.getByLabel('Versi officials').selectOption('Versi 1: 1 Agustus 2020, 1 orang');
  await page.locator('.preview').getByText('officials, versi 1').waitFor();
  await lookAt(page, 'plan-lists');
  await page.getByRole('button', { name: 'Usulkan' }).click();
  await page.getByRole('heading', { name: 'Usulan sudah masuk' }).waitFor();
  const { json } = await system.send('GET', '/v1/proposals?state=pending', { token });
  const [proposal] = json['proposals'] as ProposalDocument[];
  expect(proposal?.body['rules']).toMatchObject({ exclusionLists: ['aid-2020@1'], barredLists: ['officials@1'] });
  await page.context().close();
});

test('a copy has the next number and waits for its times', async () => {
  const page = await openAs('siti', 'officer', '/en/officers/plan');
  await page.getByLabel('What is planned?').selectOption('A new wave, copied from wave 6');
  await page.getByText(/^Shown here as soon as the form is complete/).waitFor();
  expect(await page.locator('#number').inputValue()).toBe('7');
  expect(await page.locator('#opensAt').inputValue()).toBe('');
  expect(await page.getByLabel('Jawa Barat 32').inputValue()).toBe('4');
  await page.locator('#waveId').fill('2020-04');
  await page.locator('#number').focus();
  await page.getByText('There is a wave of this code.').waitFor();
  await page.context().close();
});
