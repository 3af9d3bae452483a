import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { EVIDENCE_PREFIX } from '#shared/names.ts';
import { SHARDS } from '#shared/shards.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';
import { signedIn } from './officers.ts';

const browser = useBrowser();
let system: System;
let page: Page;
let registered = 0;
const at = (path: string) => `${system.runtime.url}${path}`;

/** It closes on the day on which it opens: an officer's token is good for twelve hours. */
const PLAN = planBody({
  places: 5,
  byProvince: { '31': 3, '32': 2 },
  closesAt: '2020-08-08T08:00:00.000Z',
  beacon: { at: '2020-08-08T08:10:00.000Z' },
});

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  expect((await schedule(system, '2020-04', PLAN)).status).toBe(201);
  page = await browser.newPage({ width: 1280 });
  page.setDefaultTimeout(40_000);
  await signedIn(page, system, ['officer'], 'siti');
}, 120_000);
afterAll(() => system?.stop());

async function register(count: number, changes: Parameters<typeof applicant>[0] = {}): Promise<void> {
  for (let one = 0; one < count; one++) {
    registered++;
    const body = applicant({
      nik: nik(registered),
      kk: `317405120315${String(registered).padStart(4, '0')}`,
      birthDate: '1990-01-01',
      province: registered % 3 === 0 ? '32' : '31',
      occupation: 'driver',
      ...changes,
    });
    expect((await system.send('POST', '/v1/waves/2020-04/registrations', { body })).status).toBe(201);
  }
}

const look = () => page.getByRole('button', { name: 'Perbarui sekarang' }).click();
const figure = (of: Page, name: string) => of.locator('.figures > div').filter({ hasText: name }).locator('dd');
const state = (text: string) => page.locator('.card .state').getByText(text, { exact: true });
const textOf = async (download: Download) => new Response((await download.createReadStream()) as unknown as ReadableStream).text();

/** At once: what was refused before goes away with the first press, and a second click would fall on something else. */
const pressedTwice = (button: SVGElement | HTMLElement) => {
  (button as HTMLElement).click();
  (button as HTMLElement).click();
};

/** Where this file of the wave lies in the bucket's folder. */
const inBucket = (file: string) =>
  join(system.runtime.bucketFolder(system.runtime.environment('draw')['EVIDENCE_BUCKET']!), EVIDENCE_PREFIX, '2020-04', file);

describe('an officer watches one page, and never loads it again', () => {
  test('which begins with a list to choose from, and a wave that opens', async () => {
    await page.goto(at('/petugas/gelombang'));
    await lookAt(page, 'wave-choose');
    await page.getByRole('link', { name: 'Gelombang 4 (2020-04)' }).click();
    await state('Diumumkan').waitFor();
    await page.getByText(/^Dibuka dalam \d+ menit/).waitFor();
    system.advanceTo('2020-08-08T06:00:00.000Z');
    await look();
    await state('Dibuka').waitFor();
    await page.getByText(/^Ditutup dalam (2 jam|1 jam 59 menit)/).waitFor();
  }, 120_000);

  test('registrations raise the figure by themselves, and the rate is drawn', async () => {
    await register(3);
    await expect.poll(() => figure(page, 'Sudah terdaftar').textContent(), { timeout: 40_000 }).toBe('3');
    await register(3);
    await register(2, { occupation: 'civil-servant' });
    await register(1, { inFormalEducation: true });
    await expect.poll(() => figure(page, 'Sudah terdaftar').textContent(), { timeout: 40_000 }).toBe('9');
    const chart = page.locator('.chart').filter({ hasText: 'Pendaftaran per menit' });
    await chart.getByRole('img', { name: /^Kini [1-9]\d* pendaftaran per menit$/ }).waitFor();
    expect(await chart.locator('path.line').getAttribute('d')).toMatch(/^M/);
    await lookAt(page, 'wave-open');
  }, 120_000);

  test('a page that nobody sees asks nothing, and asks at once when it is seen again', async () => {
    let asked = 0;
    page.on('request', (request) => request.url().endsWith('/report') && asked++);
    const show = (visibility: string) =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, visibility);
    await show('hidden');
    await page.waitForTimeout(8_000);
    expect(asked).toBe(0);
    await show('visible');
    await expect.poll(() => asked, { timeout: 10_000 }).toBe(1);
  }, 120_000);

  test('closed, screened and committed: who was refused by which rule, and what is waited for', async () => {
    system.advanceTo('2020-08-08T08:00:31.000Z');
    await expect
      .poll(
        async () => {
          await look();
          return page.locator('.stages .under-way strong').allTextContents();
        },
        { timeout: 60_000, interval: 1_100 },
      )
      .toEqual(['Menunggu angka acak']);
    await state('Seleksi berjalan').waitFor();
    await page.getByText('256 dari 256 bagian disaring').waitFor();
    await page.getByText(/^Angka acak keluar dalam \d+ (menit|detik)/).waitFor();
    const refusals = page.locator('.chart').filter({ hasText: 'Ditolak menurut aturan' });
    const bar = refusals.locator('.bars li').filter({ hasText: /^Pekerjaan yang dikecualikan \(Perpres 76\/2020\)/ });
    expect(await bar.locator('strong').textContent()).toBe('2');
    expect(await refusals.locator('.bars li').filter({ hasText: 'pendidikan formal' }).locator('strong').textContent()).toBe('1');
    await refusals.getByText('Sebagai tabel').click();
    await refusals.getByRole('rowheader', { name: 'Sedang menempuh pendidikan formal' }).waitFor();
    expect(await figure(page, 'Peserta undian').textContent()).toBe('6');
    await lookAt(page, 'wave-waiting');
  }, 120_000);

  test('a selection that fails says so and in which step, and is started again from there', async () => {
    // A file that somebody has put where the result of a shard belongs: the step refuses to replace it.
    const stray = inBucket('results/00.csv');
    mkdirSync(dirname(stray), { recursive: true });
    writeFileSync(stray, 'stray\n');
    const { beacon } = JSON.parse(evidenceFile(system.runtime, '2020-04', 'commitment.json')!);
    system.advanceTo(new Date(Date.parse(beacon.roundAt) + 1_000).toISOString());
    await page.getByText('GAGAL pada langkah: Penerbitan dan sertifikat.').waitFor({ timeout: 60_000 });
    await page.getByText('Babak 1: 5 dari 5 pemberian diproses').waitFor();
    await lookAt(page, 'wave-failed');
    rmSync(stray);
    await page.getByRole('button', { name: 'Mulai percobaan berikutnya' }).click();
    await page.getByText('Percobaan ke-2 dimulai.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Percobaan ke-2 dimulai.');
    await state('Diterbitkan').waitFor({ timeout: 60_000 });
    const attempts = page.getByRole('region', { name: 'Semua percobaan' });
    await expect
      .poll(() => attempts.getByRole('row').allTextContents(), { timeout: 40_000 })
      .toEqual([expect.anything(), expect.stringMatching(/^1.*jadwalgagal$/), expect.stringMatching(/^2.*petugasditerbitkan$/)]);
  }, 180_000);

  test('the tiles and their table say the same of every province', async () => {
    const report = ANSWERS.Report.parse(
      (await system.send('GET', '/v1/waves/2020-04/report', { token: await system.runtime.token('auditor') })).json,
    );
    expect(report.awarded).toBe(5);
    const grid = page.locator('#officers > section').filter({ has: page.getByRole('heading', { name: 'Menurut provinsi' }) });
    await grid.getByText('Sebagai tabel').click();
    const columns = await grid.locator('thead th').allTextContents();
    expect(columns).toEqual(['Provinsi', 'Kuota direncanakan', 'Peserta undian', 'Diberikan', 'Tidak terisi']);
    for (const measure of columns.slice(1)) {
      await grid.getByLabel('Yang ditampilkan').selectOption(measure);
      const tiles = await grid.locator('.tile .value').allTextContents();
      const cells = await grid.locator(`tbody td:nth-child(${columns.indexOf(measure) + 1})`).allTextContents();
      expect(tiles.length).toBe(34);
      expect([...tiles].sort(), measure).toEqual([...cells].sort());
    }
    await grid.getByLabel('Yang ditampilkan').selectOption('Diberikan');
    for (const [code, { awarded }] of Object.entries(report.provinces!))
      expect(await grid.locator(`[data-province="${code}"] .value`).textContent()).toBe(String(awarded));
    await lookAt(page, 'wave-published');
  }, 120_000);

  test('lists are saved as they were certified, and what is not is refused', async () => {
    const saved = async (name: string) => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name }).click();
      return textOf(await download);
    };
    const files = (folder: string) =>
      SHARDS.map((shard) => evidenceFile(system.runtime, '2020-04', `${folder}/${shard}.csv`) ?? '').join('');
    expect(await saved('Simpan daftar terpilih (CSV)')).toBe(
      `position,entryId,province,phase,round\n${evidenceFile(system.runtime, '2020-04', 'winners.csv')}`,
    );
    expect(await saved('Simpan daftar penolakan (CSV)')).toBe(`entryId,rule\n${files('exclusions')}`);
    expect(await saved('Simpan hasil semua peserta (CSV)')).toBe(`entryId,position,state\n${files('results')}`);
    expect(await page.getByText('Tersimpan, sama dengan yang disertifikasi.').count()).toBe(3);
    const report = ANSWERS.Report.parse(JSON.parse(await saved('Simpan laporan (JSON)')));
    expect(report).toMatchObject({ waveId: '2020-04', awarded: 5, selection: { attempt: 2 } });

    let downloads = 0;
    page.on('download', () => downloads++);
    await page.route('**/evidence/exclusions/**', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({ response, body: text.replace('not-in-formal-education', 'not-in-a-barred-occupation') });
    });
    await page.getByRole('button', { name: 'Simpan daftar penolakan (CSV)' }).click();
    await page
      .getByRole('alert')
      .getByText(/^TIDAK COCOK: exclusions\/[0-9a-f]{2}\.csv bukan berkas/)
      .waitFor({ timeout: 30_000 });
    expect(downloads).toBe(0);
    await page.unroute('**/evidence/exclusions/**');
  }, 120_000);

  test('what is proposed waits for somebody else, and what is refused is told at its field', async () => {
    await page.getByText('Hentikan pencabutan kuota').click();
    await page.getByRole('form', { name: 'Hentikan' }).getByRole('button', { name: 'Usulkan' }).click();
    await page
      .locator('.field.wrong')
      .getByText(/^Alasan: notices-failing/)
      .waitFor();
    await page.getByRole('form', { name: 'Hentikan' }).getByLabel('Alasan').selectOption('Banyak keluhan');
    let posts = 0;
    page.on('request', (request) => request.method() === 'POST' && posts++);
    await page.getByRole('form', { name: 'Hentikan' }).getByRole('button', { name: 'Usulkan' }).evaluate(pressedTwice);
    await page.getByRole('heading', { name: 'Usulan sudah masuk' }).waitFor();
    expect(posts).toBe(1);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Usulan sudah masuk');

    await page.getByText('Jeda batas waktu seluruh gelombang').click();
    const hold = page.getByRole('form', { name: 'Jeda batas waktu' });
    await hold.getByLabel('Sampai (WIB)').fill('2020-08-08T15:30');
    await hold.getByLabel('Mulai (WIB)').fill('2020-08-08T15:15');
    await hold.getByLabel('Alasan').selectOption('Bencana');
    system.advanceTo('2020-08-08T09:00:00.000Z');
    await hold.getByRole('button', { name: 'Usulkan' }).click();
    await page.locator('.field.wrong').filter({ hasText: 'Sampai' }).getByText('Akhir jeda harus di masa depan.').waitFor();
    await lookAt(page, 'wave-hold-refused');
    await hold.getByLabel('Sampai (WIB)').fill('2020-08-20T23:59');
    await hold.getByRole('button', { name: 'Usulkan' }).click();
    await expect.poll(() => page.getByRole('heading', { name: 'Usulan sudah masuk' }).count(), { timeout: 40_000 }).toBe(2);
    await lookAt(page, 'wave-proposed');

    const token = await system.runtime.token('approver');
    const { proposals } = (await system.send('GET', '/v1/proposals?state=pending', { token })).json as {
      proposals: { kind: string; body: unknown; proposedBy: string }[];
    };
    expect(proposals.map(({ kind, body }) => ({ kind, body })).sort((one, other) => (one.kind < other.kind ? -1 : 1))).toEqual([
      {
        kind: 'hold-wave',
        body: {
          kind: 'hold-wave',
          waveId: '2020-04',
          from: '2020-08-08T08:15:00.000Z',
          until: '2020-08-20T16:59:00.000Z',
          reason: 'disaster',
        },
      },
      { kind: 'stop-revocations', body: { kind: 'stop-revocations', waveId: '2020-04', reason: 'complaints' } },
    ]);
  }, 120_000);

  test('the plan is tried on made-up entrants, within what the API takes', async () => {
    await page.getByText('Uji coba rencana').click();
    const form = page.getByRole('form', { name: 'Uji coba' });
    await form.getByLabel('Peserta buatan').fill('200001');
    await form.getByRole('button', { name: 'Jalankan' }).click();
    await page
      .locator('.field.wrong')
      .getByText(/dari 1 sampai 200000/)
      .waitFor();
    await form.getByLabel('Peserta buatan').fill('50');
    await form.getByRole('button', { name: 'Jalankan' }).click();
    await page.getByRole('heading', { name: 'Hasil uji coba' }).waitFor({ timeout: 30_000 });
    await page.locator('.card dl').filter({ hasText: 'Menurut tahap' }).getByText('50', { exact: true }).waitFor();
    await lookAt(page, 'wave-dry-run');
  }, 120_000);
});

test('a wave of millions: estimates are said to be ones, and each step tells how far it is', async () => {
  const large = await browser.newPage({ width: 1280 });
  large.setDefaultTimeout(40_000);
  await signedIn(large, system, ['officer'], 'siti');
  let count = 1_000_000;
  let progress: object = { step: 'screening', shards: { of: 256, screened: 40 }, rounds: [] };
  // What no test can bring about in a minute, in the form of the API.
  await large.route('**/report', async (route) => {
    const response = await route.fetch();
    const { waveId, planHash, places } = await response.json();
    count += 64_000;
    const selection = { attempt: 1, status: 'running', roundsDrawn: 0, progress, attempts: [] };
    const json = { waveId, planHash, places, state: 'open', registered: { count, estimated: true }, selection };
    await route.fulfill({ response, json: ANSWERS.Report.parse(json) });
  });
  await large.goto(at('/petugas/gelombang#2020-04'));
  await large.getByText('Sudah terdaftar, kira-kira').waitFor();
  await large.getByText(/^Perkiraan dari 8 dari 256 bagian/).waitFor();
  await large.locator('figcaption').getByText('Pendaftaran per menit, perkiraan').waitFor();
  const cutOff = () =>
    large
      .locator('svg.line-chart text')
      .evaluateAll((all) => all.filter((text) => (text as SVGTextElement).getBBox().x < 0).length);
  expect(await cutOff()).toBe(0);
  const bars = () =>
    large.locator('.stages progress').evaluateAll((all) => all.map((bar) => (bar as HTMLProgressElement).position));
  await large.getByText('40 dari 256 bagian disaring').waitFor();
  expect(await bars()).toEqual([40 / 256]);
  const roundAt = '2020-08-08T08:10:00.000Z';
  progress = {
    step: 'awarding',
    shards: { of: 256, screened: 256 },
    committedAt: '2020-08-08T08:05:00.000Z',
    beacon: { round: 7, roundAt },
    drawnAt: roundAt,
    rounds: [
      { winners: 800_000, shards: 256, shardsDone: 256, tried: 800_000 },
      { winners: 400, shards: 200, shardsDone: 100, tried: 210 },
    ],
  };
  await large.getByRole('button', { name: 'Perbarui sekarang' }).click();
  await large.getByText('Berjalan: Pemberian kuota.').waitFor();
  await large.getByText('Babak 2: 210 dari 400 pemberian diproses').waitFor();
  expect(await bars()).toEqual([1, 1, 210 / 400]);
  expect(await large.locator('.stages [aria-current=step] strong').textContent()).toBe('Undian dan pemberian');
  await lookAt(large, 'wave-millions');
}, 120_000);

test('support reads the report, and is offered nothing that it may not do', async () => {
  const support = await browser.newPage();
  await signedIn(support, system, ['support']);
  await support.goto(at('/en/officers/wave#2020-04'));
  await expect.poll(() => figure(support, 'Registered').textContent(), { timeout: 40_000 }).toBe('9');
  expect(await support.getByRole('heading', { name: 'What may be done' }).count()).toBe(0);
  await lookAt(support, 'wave-support-en');
  await support.goto(at('/en/officers/wave#2020-99'));
  await support.getByText('There is no such wave. Please choose one.').waitFor();
}, 120_000);
