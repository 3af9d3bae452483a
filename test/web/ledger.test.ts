import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';
import { signedIn } from './officers.ts';

const browser = useBrowser();
let system: System;
let page: Page;
let winners: string[];
const at = (path: string) => `${system.runtime.url}${path}`;

/** Four people for six places in two provinces, published; and a wave of the same year that is yet to open. */
beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  const plan = planBody({
    places: 6,
    byProvince: { '31': 3, '32': 3 },
    spillOver: false,
    reserved: 2,
    closesAt: '2020-08-08T06:00:00.000Z',
    beacon: { at: '2020-08-08T06:10:00.000Z' },
  });
  expect((await schedule(system, '2020-04', plan)).status).toBe(201);
  const { reserved: _, ...next } = plan;
  const later = {
    opensAt: '2020-09-08T05:00:00.000Z',
    closesAt: '2020-09-09T05:00:00.000Z',
    beacon: { at: '2020-09-09T05:10:00.000Z' },
  };
  expect((await schedule(system, '2020-05', { ...next, ...later, number: 5 })).status).toBe(201);
  system.advanceTo('2020-08-08T05:00:01.000Z');
  for (const number of [1, 2, 3, 4]) {
    const body = applicant({
      nik: nik(number),
      kk: `317405120315${String(number).padStart(4, '0')}`,
      birthDate: '1990-01-01',
      province: number === 4 ? '32' : '31',
      occupation: 'driver',
    });
    expect((await system.send('POST', '/v1/waves/2020-04/registrations', { body })).status).toBe(201);
  }
  system.advanceTo('2020-08-08T06:00:31.000Z');
  await untilPublished(system, '2020-04');
  winners = evidenceFile(system.runtime, '2020-04', 'winners.csv')!
    .trim()
    .split('\n')
    .map((line) => line.split(',')[1]!);
  expect(winners.length).toBe(4);
  page = await browser.newPage({ width: 1280 });
  // A ledger is counted shard by shard, and a browser beside it takes the rest of a small machine.
  page.setDefaultTimeout(40_000);
  await signedIn(page, system, ['officer'], 'siti');
}, 180_000);
afterAll(() => system?.stop());

const figure = (name: string) =>
  page
    .locator('.figures > div')
    .filter({ has: page.locator('dt').getByText(name, { exact: true }) })
    .first()
    .locator('dd')
    .textContent();
const auditors = async (path: string) => (await system.send('GET', path, { token: await system.runtime.token('auditor') })).json;
const pending = async () => {
  const { proposals } = (await system.send('GET', '/v1/proposals?state=pending', { token: await system.runtime.token('approver') }))
    .json as { proposals: { proposalId: string; body: { kind: string } }[] };
  return proposals;
};

describe('an officer keeps the ledger', () => {
  test('of a year, which adds up in front of whoever looks', async () => {
    await page.goto(at('/petugas/kuota'));
    await page.getByRole('heading', { name: 'Kuota tahun 2020' }).waitFor();
    const year = ANSWERS.YearLedger.parse(await auditors('/v1/ledger/2020'));
    expect(year).toMatchObject({ decreed: 8, awarded: 4, unfilled: 2, undrawn: 2 });
    expect(await Promise.all(['Menurut keputusan', 'Diberikan', 'Tidak terisi', 'Belum diundi'].map(figure))).toEqual([
      '8',
      '4',
      '2',
      '2',
    ]);
    await page.getByText('Semua jumlah cocok').waitFor();
    expect(await page.locator('.findings .right').allTextContents()).toEqual([
      'Menurut keputusan 8 + Disediakan lagi 0 = Diberikan 4 + Tidak terisi 2 + Belum diundi 2 (cocok)',
      'Diberikan 4 = Belum dipakai 4 + Dipakai 0 + Kembali 0 (cocok)',
      'Kembali 0 = Disediakan lagi 0 + Di tangan 0 (cocok)',
      'Jumlah semua gelombang sama dengan jumlah tahun.',
    ]);
    const bars = page.getByRole('img', { name: /^Dipakai 0, Belum dipakai 4, Kembali 0, Tidak terisi 2, Belum diundi 2$/ });
    expect(await bars.locator('rect').count()).toBe(3);
    await page.getByText('Sebagai tabel').first().click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Simpan sebagai CSV' }).first().click();
    const csv = await new Response((await (await download).createReadStream()) as unknown as ReadableStream).text();
    expect(csv.split('\r\n')[1]).toBe('2020-04,published,decree,8,4,4,0,0,0,0,2,2');
    await lookAt(page, 'ledger');
  }, 120_000);

  test('of a wave, whose tiles are what its journals say', async () => {
    await page.getByLabel('Gelombang', { exact: true }).first().selectOption('2020-04');
    await page.locator('figcaption').getByText('Kuota 2020-04 sekarang: Belum dipakai').waitFor();
    const { provinces } = ANSWERS.WaveLedger.parse(await auditors('/v1/waves/2020-04/ledger'));
    for (const [code, name] of [
      ['31', 'DKI Jakarta'],
      ['32', 'Jawa Barat'],
    ] as const) {
      expect(await page.locator(`[data-province="${code}"] .value`).textContent()).toBe(String(provinces[code]!.awarded));
      const row = page.locator('tr', { has: page.locator('th').getByText(name, { exact: true }) });
      const { awarded, granted, activated, returned, unfilled } = provinces[code]!;
      expect(await row.locator('td').allTextContents()).toEqual([awarded, granted, activated, returned, unfilled].map(String));
    }
    expect(await figure('Cadangan keberatan')).toBe('2');
    await lookAt(page, 'ledger-wave');
  }, 120_000);

  test('and proposes what is done about one place; what can’t be is told at its field', async () => {
    await page.getByText('Cabut kuota seorang penerima').click();
    const revoke = page.getByRole('form', { name: 'Cabut kuota' });
    await revoke.getByLabel('Gelombang').selectOption('2020-04');
    await revoke.getByLabel('Nomor entri').fill('ab'.repeat(16));
    await revoke.getByLabel('Alasan').selectOption('Mengundurkan diri');
    await revoke.getByRole('button', { name: 'Usulkan' }).click();
    await revoke
      .locator('.field.wrong')
      .filter({ hasText: 'Nomor entri' })
      .getByText(/^Tidak ada penerima/)
      .waitFor();
    await revoke.getByLabel('Nomor entri').fill('3174');
    await revoke.getByRole('button', { name: 'Usulkan' }).click();
    await revoke
      .locator('.field.wrong')
      .getByText(/32 digit heksadesimal\.$/)
      .waitFor();
    await lookAt(page, 'ledger-refused');
    await revoke.getByLabel('Nomor entri').fill(winners[0]!);
    // A connection that breaks: whether it arrived nobody knows, and the same is sent again.
    await page.route('**/v1/proposals', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await revoke.getByRole('button', { name: 'Usulkan' }).click();
    await page.getByText('mengulanginya aman').waitFor();
    await page.unroute('**/v1/proposals');
    await revoke.getByRole('button', { name: 'Coba lagi' }).click();
    await page.getByRole('heading', { name: 'Usulan sudah masuk' }).waitFor();

    await page.getByText('Jeda batas waktu seorang penerima').click();
    const hold = page.getByRole('form', { name: 'Jeda batas waktu' });
    await hold.getByLabel('Gelombang').selectOption('2020-04');
    await hold.getByLabel('Nomor entri').fill(winners[1]!);
    await hold.getByLabel('Sampai (WIB)').fill('2020-08-20T23:59');
    await hold.getByLabel('Alasan').selectOption('Keberatan belum diputuskan');
    await hold.getByRole('button', { name: 'Usulkan' }).click();
    await expect.poll(() => page.getByRole('heading', { name: 'Usulan sudah masuk' }).count(), { timeout: 40_000 }).toBe(2);
    const proposals = await pending();
    expect(proposals.map(({ body }) => body).sort((one, other) => (one.kind < other.kind ? -1 : 1))).toEqual([
      { kind: 'hold-place', waveId: '2020-04', entryId: winners[1], until: '2020-08-20T16:59:00.000Z', reason: 'open-appeal' },
      { kind: 'revoke-place', waveId: '2020-04', entryId: winners[0], reason: 'withdrew' },
    ]);
    const [{ proposalId }] = proposals.filter(({ body }) => body.kind === 'revoke-place') as [(typeof proposals)[0]];
    const decided = await system.send('POST', `/v1/proposals/${proposalId}/decision`, {
      body: { decision: 'approved' },
      token: await system.runtime.token('approver'),
    });
    expect(decided).toMatchObject({ status: 200, json: { outcome: 'done' } });
  }, 120_000);

  test('grants what came back to a new wave, no more than is in hand', async () => {
    await page.getByRole('button', { name: 'Hitung lagi' }).click();
    await expect.poll(() => figure('Di tangan'), { timeout: 40_000 }).toBe('1');
    // The wave below is read anew with its year.
    await expect.poll(() => figure('Kembali, di tangan'), { timeout: 40_000 }).toBe('1');
    await page.getByText('Sediakan kuota yang kembali').click();
    const grant = page.getByRole('form', { name: 'Sediakan kuota' });
    await grant.getByLabel('Nama gelombang baru').fill('2020-11');
    await grant.getByLabel('Berapa kuota').fill('2');
    await grant.getByRole('button', { name: 'Usulkan' }).click();
    await grant
      .locator('.field.wrong')
      .getByText(/^Kuota yang kembali tidak cukup/)
      .waitFor();
    await grant.getByLabel('Per provinsi').check();
    await grant.getByLabel('DKI Jakarta').fill('1');
    await grant.getByText('Jumlah 1 dari 1 yang di tangan').waitFor();
    await lookAt(page, 'ledger-grant');
    await grant.getByRole('button', { name: 'Usulkan' }).click();
    await expect.poll(() => page.getByRole('heading', { name: 'Usulan sudah masuk' }).count(), { timeout: 40_000 }).toBe(3);
    expect((await pending()).map(({ body }) => body).filter(({ kind }) => kind === 'grant-recovered')).toEqual([
      { kind: 'grant-recovered', waveId: '2020-11', year: '2020', places: 1, byProvince: { '31': 1 } },
    ]);
    await lookAt(page, 'ledger-proposed');
  }, 120_000);

  test('and is told where sums do not hold', async () => {
    await page.route('**/v1/ledger/2020', async (route) => {
      const response = await route.fetch();
      const json = await response.json();
      await route.fulfill({ response, json: { ...json, awarded: json.awarded + 1 } });
    });
    await page.getByRole('button', { name: 'Hitung lagi' }).click();
    await page.getByRole('alert').getByText('TIDAK COCOK').waitFor();
    expect(await page.locator('.findings .wrong').count()).toBe(3);
    await lookAt(page, 'ledger-wrong');
    await page.unroute('**/v1/ledger/2020');
  }, 120_000);
});

test('support is told in a sentence that the ledger is not for it', async () => {
  const support = await browser.newPage();
  await signedIn(support, system, ['support']);
  await support.goto(at('/en/officers/places'));
  await support.getByText('The ledger is read by officers, approvers and auditors.').waitFor();
  await lookAt(support, 'ledger-support-en');
}, 120_000);
