import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nik } from '../support/people.ts';
import { type System, startSystem } from '../support/running-system.ts';
import { lookAt, useBrowser } from './browser.ts';
import { signedIn } from './officers.ts';

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;
/** Five chunks, the last one of them short. */
const NIKS = Array.from({ length: 8_500 }, (_, number) => nik(number + 1));
const TEXT = `nik\r\n${NIKS.map((of) => `${of}\r\n`).join('')}`;
const SHA256 = createHash('sha256').update(TEXT).digest('hex');
/** Any of them, wherever it stands. */
const SOME_NIK = /317405010190\d{4}/;

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
});
afterAll(() => system?.stop());

/** A page of an officer's (or somebody else's) and every request that it makes. */
async function open(roles = ['officer'], path = '/petugas/daftar'): Promise<{ page: Page; sent: string[] }> {
  const page = await browser.newPage({ width: 1280 });
  await signedIn(page, system, roles, 'siti');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.method()} ${request.url().slice(system.runtime.url.length)}`));
  await page.goto(at(path));
  return { page, sent };
}

async function choose(page: Page, text: string, announced: { lines?: string; sha256?: string } = {}): Promise<void> {
  await page.locator('#file').setInputFiles({ name: 'daftar.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('#list').fill('aid-2020-08');
  await page.locator('#kind').selectOption('aid');
  await page.locator('#asOf').fill('2020-08-01');
  await page.locator('#lines').fill(announced.lines ?? '');
  await page.locator('#sha256').fill(announced.sha256 ?? '');
  await page.getByRole('button', { name: 'Periksa berkas' }).click();
}

/** No NIK in what is shown, kept or asked for. */
async function expectNoNik(page: Page, sent: readonly string[]): Promise<void> {
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  for (const where of [await page.content(), kept, sent.join('\n')]) expect(where).not.toMatch(SOME_NIK);
}
const chunksIn = (sent: readonly string[]) =>
  sent.flatMap((request) => /^PUT .*\/chunks\/(\d+)$/.exec(request)?.[1] ?? []).map(Number);
const imports = (sent: readonly string[]) => sent.filter((request) => request.includes('/imports'));

describe('an officer', () => {
  test('is told which lines are no NIKs, by their numbers, and nothing is sent', async () => {
    const { page, sent } = await open();
    await page.getByText('Belum ada daftar.').waitFor();
    await page.getByRole('button', { name: 'Periksa berkas' }).click();
    await page.getByText('Pilih berkasnya.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('file');
    await lookAt(page, 'lists-empty-form');
    const lines = [...NIKS.slice(0, 2_500)];
    lines[16] = `${nik(17)}9`;
    lines[2_400] = `${nik(2_401)},Siti`;
    await choose(page, lines.join('\n'));
    await page.getByRole('heading', { name: 'Berkas ini tidak diimpor' }).waitFor();
    await page.getByText('2 baris bukan NIK.').waitFor();
    await page.getByText('Baris 17: NIK pada baris ini lebih dari 16 angka.').waitFor();
    await page.getByText('Baris 2.401: Baris ini memuat lebih dari satu kolom.').waitFor();
    await page.getByText('Tidak ada yang dikirim.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Berkas ini tidak diimpor');
    expect(imports(sent)).toEqual([]);
    expect(await page.content()).not.toContain('Siti');
    await expectNoNik(page, sent);
    await lookAt(page, 'lists-faulty');
  });

  test('is told that a file is not what the agency has announced, and nothing is sent', async () => {
    const { page, sent } = await open();
    await choose(page, TEXT, { lines: '9000' });
    await page.getByText('Berkas memuat 8.501 baris, yang disebut instansi 9.000: mungkin terpotong.').waitFor();
    await page.getByRole('button', { name: 'Pilih berkas lain' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('file');
    await choose(page, TEXT, { sha256: 'ab'.repeat(32) });
    await page.getByText(SHA256).waitFor();
    await page.getByText('SHA-256 berkas bukan yang disebut instansi').waitFor();
    expect(imports(sent)).toEqual([]);
  });

  test('loses the connection and closes the page in the middle, and the same file goes on where it stopped', async () => {
    const { page, sent } = await open();
    await page.route(/\/chunks\/[345]$/, (route) => route.abort('internetdisconnected'));
    await choose(page, TEXT, { lines: '8501', sha256: SHA256.toUpperCase() });
    await page.getByText('Sama dengan yang disebut instansi.').waitFor();
    expect(imports(sent)).toEqual([]);
    await lookAt(page, 'lists-checked');
    await page.getByRole('button', { name: 'Kirim' }).click();
    await page.getByText('2 dari 5 bagian diterima (40 %)').waitFor({ timeout: 60_000 });
    await page.getByRole('status').getByText('Tidak ada jawaban. Dicoba lagi dengan sendirinya').waitFor();
    await lookAt(page, 'lists-waiting');
    await page.getByRole('button', { name: 'Jeda' }).click();
    await page.getByText('Dijeda. Yang sudah diterima tidak hilang.').waitFor();
    const tried = chunksIn(sent).length;
    await page.waitForTimeout(2_500);
    expect(chunksIn(sent)).toHaveLength(tried);
    await expectNoNik(page, sent);
    expect((await system.send('GET', '/v1/lists', { token: await system.runtime.token('officer') })).json).toEqual({
      versions: [],
    });

    await page.unroute(/\/chunks\/[345]$/);
    sent.length = 0;
    await page.reload();
    await page.getByText(/Impor aid-2020-08 \(8\.501 baris, keadaan 1 Agustus 2020\) sudah dimulai/).waitFor();
    await lookAt(page, 'lists-unfinished');
    await choose(page, TEXT);
    await page.getByText('Ini berkas yang sama dengan impor yang belum selesai.').waitFor();
    await page.getByText('Instansi tidak menyebut jumlah baris').waitFor();
    await page.getByRole('button', { name: 'Kirim' }).click();
    await page.getByText('Berkas ini sekarang aid-2020-08@1.').waitFor({ timeout: 60_000 });
    expect(chunksIn(sent)).toEqual([3, 4, 5]);
    await page.getByRole('row', { name: /aid-2020-08@1 Penerima bantuan lain 1 Agustus 2020 8\.500 8\.501 0/ }).waitFor();
    await expectNoNik(page, sent);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await lookAt(page, 'lists-imported');
  }, 180_000);

  test('sees that a file is there already, and which versions were in force on a day', async () => {
    const { page, sent } = await open(['officer'], '/en/officers/lists');
    await page.getByText('1 versions, of all lists.').waitFor();
    await page.locator('#file').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(TEXT) });
    await page.locator('#list').fill('aid-2020-08');
    await page.locator('#kind').selectOption('aid');
    await page.locator('#asOf').fill('2020-08-01');
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('This file was there already, as aid-2020-08@1.').waitFor();
    expect(chunksIn(sent)).toEqual([]);
    await page.locator('#on').fill('2020-07-31');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('No list was in force on 31 July 2020.').waitFor();
    await page.locator('#on').fill('2020-08-02');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('1 versions in force on 2 August 2020.').waitFor();
  });
});

test('an auditor sees the versions and imports none', async () => {
  const { page } = await open(['auditor']);
  await page.getByText('Mengimpor daftar dilakukan oleh petugas.').waitFor();
  await page.getByRole('row', { name: /aid-2020-08@1/ }).waitFor();
  expect(await page.locator('#file').count()).toBe(0);
});
