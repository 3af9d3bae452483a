import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { applicant, nik } from '../support/people.ts';
import { planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';
import { signedIn } from './officers.ts';

const WAVE = '2020-04';
const WORDS = ['Saya sudah lulus sekolah pada bulan Juni.', 'Usaha saya tutup,\ntolong diperiksa lagi.', 'Saya bukan pelajar.'];
type Person = { entryId: string; manageToken: string };

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;
/** In formal education, so that a rule refuses them; each appeals. */
const appellants: Person[] = [];

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  const plan = planBody({ places: 1, reserved: 1, byProvince: 'national' });
  expect((await schedule(system, WAVE, plan)).status).toBe(201);
  system.advanceTo('2020-08-08T05:00:00.000Z');
  for (const number of [1, 2, 3, 4]) {
    const body = applicant({
      nik: nik(number),
      kk: `317405120315000${number}`,
      birthDate: '1990-01-01',
      inFormalEducation: number > 1,
    });
    const { json } = await system.send('POST', `/v1/waves/${WAVE}/registrations`, { body });
    if (number > 1) appellants.push(json as unknown as Person);
  }
  system.advanceTo('2020-08-09T05:10:31.000Z');
  await untilPublished(system, WAVE);
  for (const [index, { manageToken: token }] of appellants.entries()) {
    const body = { reason: 'details-wrong', text: WORDS[index] };
    expect((await system.send('POST', `/v1/waves/${WAVE}/registration/appeal`, { body, token })).status).toBe(201);
  }
}, 180_000);
afterAll(() => system?.stop());

async function open(roles: readonly string[], path = '/petugas/keberatan', name = 'siti'): Promise<Page> {
  const page = await browser.newPage({ width: 1280 });
  await signedIn(page, system, roles, name);
  await page.goto(at(path));
  return page;
}
const look = (page: Page, person: number) =>
  page.getByRole('button', { name: `Lihat keberatan entri ${appellants[person]!.entryId}` }).click();

/** How often what an appellant wrote was opened, and by whom, as the audit log has it. */
async function openings(): Promise<string[]> {
  const token = await system.runtime.token('auditor');
  const { json } = await system.send('GET', '/v1/audit/officers', { token });
  return ANSWERS.AuditPage.parse(json)
    .entries.filter(({ act, outcome }) => act === 'review-appeal' && outcome === 'shown')
    .map(({ actor, entryId }) => `${actor} ${entryId}`);
}

test('an officer sees who has appealed what, opens what was written by an explicit press, and dismisses it for good', async () => {
  const page = await open(['officer']);
  await page.getByText('3 keberatan ditampilkan.').waitFor();
  await lookAt(page, 'appeals-list');
  await look(page, 0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('appeal');
  await page.getByText('Anda sedang menempuh pendidikan formal.').waitFor();
  await page.getByText('Membukanya dicatat dalam catatan audit dengan nama Anda').waitFor();
  expect(await openings()).toEqual([]);
  expect(await page.content()).not.toContain('lulus sekolah');

  await page.getByRole('button', { name: 'Buka tulisannya (dicatat)' }).click();
  await page.getByText(WORDS[0]!).waitFor();
  expect(await openings()).toEqual([`local-siti ${appellants[0]!.entryId}`]);
  await lookAt(page, 'appeals-opened');

  await page.getByRole('button', { name: 'Tolak keberatan' }).click();
  await page.getByText('Pilih satu alasan.').waitFor();
  await page.locator('#dismissal').selectOption('rule-applies');
  await page.getByRole('button', { name: 'Tolak keberatan' }).click();
  await page.getByText('Tolak keberatan ini untuk seterusnya?').waitFor();
  const before = await system.send('GET', `/v1/waves/${WAVE}/appeals?state=dismissed`, {
    token: await system.runtime.token('officer'),
  });
  expect(before.json['appeals']).toEqual([]);
  // The connection breaks once the API has done it: the same again is the same.
  await page.route('**/dismissal', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Ya, tolak' }).click();
  await page.getByText('Server tidak menjawab.').waitFor();
  await page.unroute('**/dismissal');
  await page.getByRole('button', { name: 'Tolak keberatan' }).click();
  await page.getByRole('button', { name: 'Ya, tolak' }).click();
  await page.getByRole('heading', { name: 'Keberatan ditolak' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Keberatan ditolak');
  await page.getByRole('row').filter({ hasText: appellants[0]!.entryId }).getByText('Ditolak').waitFor();
  await lookAt(page, 'appeals-dismissed');

  await page.locator('#state').selectOption('dismissed');
  await page.getByText('1 keberatan ditampilkan.').waitFor();
  await look(page, 0);
  await page.getByText('Aturannya memang berlaku').waitFor();
  expect(await page.getByRole('button', { name: 'Tolak keberatan' }).count()).toBe(0);
  // Opened once, by the press alone.
  expect(await openings()).toHaveLength(1);
}, 60_000);

test('an officer proposes to grant one, somebody else approves it, and the page shows what became of it', async () => {
  const page = await open(['officer']);
  await look(page, 1);
  await page.getByRole('button', { name: 'Usulkan' }).click();
  await page.getByText('Pilih satu alasan.').waitFor();
  await page.locator('#grant').selectOption('details-were-wrong');
  expect(await page.locator('#remedy option').allTextContents()).toEqual(['Gelombang 4 (2020-04): 1 cadangan']);
  await page.getByRole('button', { name: 'Usulkan' }).click();
  await page.getByRole('heading', { name: 'Usulan dibuat' }).waitFor();
  await page.getByText(/Orang lain memutuskannya paling lambat .*2020/).waitFor();
  await page.getByRole('row').filter({ hasText: appellants[1]!.entryId }).getByText('diusulkan untuk dikabulkan').waitFor();
  await lookAt(page, 'appeals-proposed');
  const proposalId = await page.locator('.note code').textContent();

  const token = await system.runtime.token('approver', 'budi');
  const decided = await system.send('POST', `/v1/proposals/${proposalId}/decision`, { body: { decision: 'approved' }, token });
  expect(decided.json).toMatchObject({ kind: 'grant-appeal', outcome: 'done' });
  await page.reload();
  await page.getByRole('row').filter({ hasText: appellants[1]!.entryId }).getByText('Dikabulkan').waitFor();
  await look(page, 1);
  await page.getByText('Data pendaftarannya keliru').waitFor();

  // The one reserved place is gone, in the words of the API.
  await look(page, 2);
  await page.locator('#grant').selectOption('other');
  await page.getByRole('button', { name: 'Usulkan' }).click();
  await page
    .getByRole('alert')
    .getByText(/cadangan/)
    .waitFor();
  await lookAt(page, 'appeals-refused');
}, 60_000);

test.each([
  ['auditor', false],
  ['support', false],
  ['approver', true],
])('somebody of the role %s sees the list; opening what was written is allowed: %s; deciding never', async (role, mayOpen) => {
  const page = await open([role], '/en/officers/appeals', 'tono');
  await page.getByText('3 appeals are shown.').waitFor();
  await page.getByRole('button', { name: `Look at the appeal of entry ${appellants[2]!.entryId}` }).click();
  await page.getByText('Officers decide appeals.').waitFor();
  expect(await page.getByRole('button', { name: 'Open what was written (is logged)' }).count()).toBe(mayOpen ? 1 : 0);
  expect(await page.getByText('By your role you see the list.').count()).toBe(mayOpen ? 0 : 1);
  expect(await page.getByRole('button', { name: /Dismiss|Propose/ }).count()).toBe(0);
});
