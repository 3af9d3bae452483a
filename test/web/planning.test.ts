import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type System, startSystem } from '../support/running-system.ts';
import { lookAt, useBrowser } from './browser.ts';
import { signedIn } from './officers.ts';

type Pending = { proposalId: string; proposedBy: string };

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
}, 120_000);
afterAll(() => system?.stop());

/** A page of somebody in these groups. */
async function openAs(name: string, roles: readonly string[], path: string): Promise<Page> {
  const page = await browser.newPage({ width: 1280 });
  await signedIn(page, system, roles, name);
  await page.goto(at(path));
  return page;
}
const siti = (path: string) => openAs('siti', ['officer'], path);
const budi = (path: string) => openAs('budi', ['approver'], path);

async function pending(): Promise<Pending[]> {
  const token = await system.runtime.token(['auditor'], 'rina');
  return (await system.send('GET', '/v1/proposals?state=pending', { token })).json['proposals'] as Pending[];
}
const wave = async (waveId: string) => (await system.send('GET', `/v1/waves/${waveId}`)).json;

async function moment(page: Page, field: string, date: string, time: string): Promise<void> {
  await page.locator(`#${field}`).fill(date);
  await page.locator(`#${field}-time`).fill(time);
}

async function approvesTheOnlyOne(): Promise<void> {
  const page = await budi('/petugas/usulan');
  await page.getByRole('button', { name: 'Setujui' }).click();
  await page.getByText('Disetujui dan dilaksanakan.').waitFor();
  await page.context().close();
}

describe('an officer plans, another person decides', () => {
  test('places pasted from a spreadsheet, a total that is wrong at first, a broken connection: proposed once', async () => {
    const page = await siti('/petugas/rencana');
    await page.getByLabel('Apa yang direncanakan?').selectOption('Gelombang baru, dari awal');
    await page.getByText('Gelombang baru dapat dicoba sesudah diumumkan').waitFor();
    await lookAt(page, 'plan-new');
    await page.getByRole('button', { name: 'Usulkan' }).click();
    await page.getByRole('heading', { name: 'Ada yang perlu diperbaiki' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Ada yang perlu diperbaiki');
    await lookAt(page, 'plan-faults');
    await page.getByRole('link', { name: /^Isi kode dengan huruf kecil/ }).press('Enter');
    await page.keyboard.type('2020-04');
    await page.locator('#number').fill('4');
    await moment(page, 'opensAt', '2020-08-08', '12:00');
    await moment(page, 'closesAt', '2020-08-09', '12:00');
    // Ten minutes after the closing, unless it is changed.
    expect(await page.locator('#beacon-time').inputValue()).toBe('12:10');
    await page.locator('#places').fill('1.000');
    await page.getByLabel('Kuota per provinsi', { exact: true }).check();
    await page.getByText('Tempel dari lembar kerja').click();
    const paste = page.getByLabel('Tabel kuota');
    await paste.fill('Provinsi\tKuota\nDKI Jakarta\t6OO\nJawa Barat\t1.300\nAtlantis\t5\n32\t7');
    await page.getByText('Baris 2: kuotanya bukan satu bilangan bulat.').waitFor();
    await page.getByText('Baris 4: tidak ada provinsi “Atlantis”.').waitFor();
    await page.getByText('Baris 5: “32” sudah ada di baris 3.').waitFor();
    expect(await page.getByRole('button', { name: 'Ganti isi tabel dengan ini' }).count()).toBe(0);
    await lookAt(page, 'plan-paste-faults');
    await paste.fill('Provinsi\tKuota\nDKI Jakarta\t600\nJawa Barat\t1.300\nBali\t0\nJumlah\t1.900');
    await page.getByText('Terbaca 3 provinsi, jumlah 1.900.').waitFor();
    await page.getByRole('button', { name: 'Ganti isi tabel dengan ini' }).press('Enter');
    await page.getByText('Lebih 900 dari kuota gelombang (1.000).').waitFor();
    await page.getByRole('button', { name: 'Usulkan' }).click();
    await page.getByRole('link', { name: 'Jumlah kuota semua provinsi harus sama dengan kuota gelombang.' }).press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('byProvince');
    expect(await pending()).toEqual([]);
    await page.getByLabel('Jawa Barat 32').fill('400');
    await page.getByText('Sama dengan kuota gelombang.').waitFor();
    await page.getByLabel('Dahulukan korban PHK').check();
    await page.getByLabel('ASN (PNS atau PPPK)').check();
    await page.locator('.preview').getByText('800 per seribu dari kuota').waitFor();
    await page.getByRole('button', { name: 'Periksa kesiapan pembukaan ini' }).click();
    await page.getByText(/^Siap: \d+ pemeriksaan terpenuhi\.$/).waitFor();
    await lookAt(page, 'plan-preview');

    // The request arrives, its answer doesn't.
    let lost = 0;
    await page.route('**/v1/waves/2020-04', async (route) => {
      if (route.request().method() !== 'PUT' || lost++ > 0) return route.fallback();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'Usulkan' }).press('Enter');
    await page.getByText('Server tidak menjawab.').waitFor();
    expect(await page.locator('#waveId').inputValue()).toBe('2020-04');
    const [first] = await pending();
    expect(first?.proposedBy).toBe('local-siti');
    await lookAt(page, 'plan-lost');
    await page.getByRole('button', { name: 'Kirim lagi' }).press('Enter');
    await page.getByRole('heading', { name: 'Usulan sudah masuk' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Usulan sudah masuk');
    expect((await pending()).map(({ proposalId }) => proposalId)).toEqual([first?.proposalId]);
    await page.getByText(first!.proposalId).waitFor();
    await lookAt(page, 'plan-proposed');
    await page.context().close();
  });

  test('who made it has no button for it, even as an approver', async () => {
    const page = await openAs('siti', ['officer', 'approver'], '/petugas/usulan');
    await page.getByText('Ini usulan Anda sendiri: orang lain yang memutuskannya.').waitFor();
    expect(await page.getByRole('button', { name: 'Setujui' }).count()).toBe(0);
    await lookAt(page, 'proposals-own');
    await page.goto(at('/petugas'));
    await page.getByRole('heading', { name: 'Usulan Anda, menunggu orang lain (1)' }).waitFor();
    await page.context().close();
  });

  test('an approver sees the whole plan, presses twice, and the wave is announced once', async () => {
    const page = await budi('/petugas');
    await page.getByRole('heading', { name: 'Dari petugas lain (1)' }).waitFor();
    await page.getByText(/^Siap: \d+ pemeriksaan terpenuhi\.$/).waitFor();
    await lookAt(page, 'overview-proposal');
    await page.getByRole('link', { name: 'Rencana gelombang 4 (2020-04)' }).click();
    await page.getByRole('heading', { name: 'Gelombang baru' }).waitFor();
    await page.getByText('Kuota 3 provinsi, jumlah 1.000').click();
    await page.getByRole('rowheader', { name: 'Bali (51)' }).waitFor();
    await lookAt(page, 'proposals-new-wave');
    const posts: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
    await page.getByRole('button', { name: 'Setujui' }).dblclick();
    await page.getByText('Disetujui dan dilaksanakan.').waitFor();
    expect(posts).toEqual([at('/v1/waves/2020-04/plan-decision')]);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Disetujui dan dilaksanakan.');
    expect(await wave('2020-04')).toMatchObject({
      state: 'announced',
      opensAt: '2020-08-08T05:00:00.000Z',
      places: 1000,
      byProvince: { '31': 600, '32': 400, '51': 0 },
      priority: { group: 'laid-off', perMille: 800 },
      rules: { barredOccupations: ['civil-servant'] },
    });
    await lookAt(page, 'proposals-approved');
    await page.context().close();
  });

  test('an amendment shows only what changes, can be tried, and is rejected with a reason', async () => {
    const page = await siti('/en/officers/plan#2020-04');
    await page.getByRole('heading', { name: 'Amend wave 4' }).waitFor();
    await page.getByText('Nothing changes against the present plan.').waitFor();
    await page.locator('#try-entrants').fill('3000');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('Of 3,000 made-up entrants, 1,000 get one of 1,000 places; 0 stay unfilled.').waitFor();
    await page.getByLabel('Bali 51').fill('250');
    await page.getByRole('button', { name: 'Put 1,250 into “Places of the wave”' }).click();
    await page.getByText('Changes against the plan in force: 2.').waitFor();
    expect(await page.locator('.preview tbody tr').allTextContents()).toEqual([
      'Places of the wave1,0001,250',
      'Places of Bali0250',
    ]);
    await lookAt(page, 'plan-amendment');
    const puts: string[] = [];
    page.on('request', (request) => request.method() === 'PUT' && puts.push(request.url()));
    await page.getByRole('button', { name: 'Propose' }).dblclick();
    await page.getByRole('heading', { name: 'The proposal is in' }).waitFor();
    expect(puts).toEqual([at('/v1/waves/2020-04')]);
    await page.goto(at('/en/officers/plan#2020-04'));
    await page.reload();
    await page.getByText('Plans of this wave that wait already: 1.').waitFor();
    await page.context().close();

    const decider = await budi('/en/officers/proposals');
    await decider.getByRole('heading', { name: 'Against the plan in force' }).waitFor();
    expect(await decider.locator('ins').allTextContents()).toEqual(['1,250', '250']);
    await decider.getByRole('button', { name: 'Reject' }).click();
    await decider.getByText('Choose a reason to reject first.').waitFor();
    await lookAt(decider, 'proposals-amendment');
    await decider.getByLabel('Reason to reject').selectOption('The places are wrong');
    await decider.getByRole('button', { name: 'Reject' }).press('Enter');
    await decider.getByText('Rejected. Nothing changes.').waitFor();
    expect(await wave('2020-04')).toMatchObject({ places: 1000 });
    await decider.reload();
    await decider.getByLabel('Rejected').check();
    await decider.locator('summary').filter({ hasText: 'The plan of wave 4' }).click();
    await decider.getByText('The places are wrong').waitFor();
    expect(await decider.locator('.decided').count()).toBe(1);
    await lookAt(decider, 'proposals-decided');
    await decider.context().close();
  });

  test('what only the API knows is told at its field, and nothing typed is lost by it, by leaving or by a reload', async () => {
    const page = await siti('/petugas/rencana#2020-04');
    await page.getByLabel('Kuota yang kembali').check();
    await page.getByRole('button', { name: 'Usulkan' }).click();
    const link = page.getByRole('link', { name: /^Kuota gelombang pemulihan harus sama/ });
    await link.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('fundedBy');
    await lookAt(page, 'plan-refused');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    await page.getByText('Isian yang belum terkirim dari jendela ini dipulihkan.').waitFor();
    expect(asked).toEqual(['beforeunload']);
    expect(await page.getByLabel('Kuota yang kembali').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Buang dan mulai lagi' }).click();
    await page.getByText('Tidak ada yang berubah dari rencana sekarang.').waitFor();
    expect(await page.getByLabel('Kuota yang kembali').isChecked()).toBe(false);
    await page.reload();
    await page.getByText('Tidak ada yang berubah dari rencana sekarang.').waitFor();
    expect(asked).toEqual(['beforeunload']);
    await page.context().close();
  });

  test('while it is open, only the closing moves, and the beacon with it', async () => {
    system.advanceTo('2020-08-08T06:00:00.000Z');
    const page = await siti('/petugas/rencana#2020-04');
    await page.getByRole('heading', { name: 'Perpanjang gelombang 4' }).waitFor();
    expect(await page.locator('#places').count()).toBe(0);
    await moment(page, 'closesAt', '2020-08-08', '20:00');
    await page.getByText('Perpanjangan menutup pendaftaran lebih lambat').first().waitFor();
    await moment(page, 'closesAt', '2020-08-10', '12:00');
    await page.getByText('Berubah dari rencana yang berlaku: 2 hal.').waitFor();
    await lookAt(page, 'plan-extension');
    await page.getByRole('button', { name: 'Usulkan' }).click();
    await page.getByRole('heading', { name: 'Usulan sudah masuk' }).waitFor();
    await page.context().close();
    await approvesTheOnlyOne();
    expect(await wave('2020-04')).toMatchObject({
      state: 'open',
      version: 2,
      closesAt: '2020-08-10T05:00:00.000Z',
      beacon: { at: '2020-08-10T05:10:00.000Z' },
    });
  });

  test('the overview says what each wave does next', async () => {
    const page = await budi('/petugas');
    await page.getByText(/^Ditutup 1 hari \d+ jam lagi$/).waitFor();
    expect(await page.getByRole('link', { name: 'Gelombang 4' }).getAttribute('href')).toBe('/petugas/gelombang#2020-04');
    await page.getByText('Tidak ada usulan yang menunggu.').waitFor();
    await lookAt(page, 'overview-open');
    await page.context().close();
  });
});
