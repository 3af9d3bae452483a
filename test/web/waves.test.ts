import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Certificate, Commitment, DrawRecord, SelectionRates } from '#shared/evidence/documents.ts';
import { PROVINCES } from '#shared/regions/provinces.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;
const PEOPLE = 30;

function published<T>(file: string): T {
  return JSON.parse(evidenceFile(system.runtime, '2020-04', file)!) as T;
}

/** Thirty people of two provinces for ten places, three of them refused, and a closing that was put off; then the next wave is announced. */
beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  const plan = planBody({ reserved: 2, refills: 2 });
  expect((await schedule(system, '2020-04', plan)).status).toBe(201);
  system.advanceTo('2020-08-08T06:00:00.000Z');
  for (let number = 1; number <= PEOPLE; number++) {
    const body = applicant({
      nik: nik(number),
      kk: `317405120315${String(number).padStart(4, '0')}`,
      birthDate: '1990-01-01',
      province: number % 2 === 0 ? '31' : '32',
      occupation: number > PEOPLE - 3 ? 'civil-servant' : number % 3 === 0 ? 'laid-off-worker' : 'driver',
    });
    expect((await system.send('POST', '/v1/waves/2020-04/registrations', { body })).status).toBe(201);
  }
  const later = { closesAt: '2020-08-09T06:00:00.000Z', beacon: { at: '2020-08-09T06:10:00.000Z' } };
  expect((await schedule(system, '2020-04', { ...plan, ...later })).status).toBe(200);
  system.advanceTo('2020-08-09T06:10:31.000Z');
  await untilPublished(system, '2020-04');
  const next = {
    number: 5,
    opensAt: '2020-08-12T05:00:00.000Z',
    closesAt: '2020-08-13T05:00:00.000Z',
    beacon: { at: '2020-08-13T05:10:00.000Z' },
    byProvince: 'national' as const,
  };
  const { priority: _, ...without } = planBody(next);
  expect((await schedule(system, '2020-05', without)).status).toBe(201);
}, 180_000);
afterAll(() => system?.stop());

test('lists all waves, newest first, with state, dates in WIB and places; one is chosen by the address', async () => {
  const page = await browser.newPage();
  await page.goto(at('/gelombang'));
  await page.getByRole('heading', { name: 'Gelombang 5' }).waitFor();
  expect(await page.locator('#waves h2').allTextContents()).toEqual(['Gelombang 5', 'Gelombang 4']);
  await page.getByText(/Rabu, 12 Agustus 2020 pukul 12\.00\sWIB sampai Kamis, 13 Agustus 2020/).waitFor();
  await lookAt(page, 'waves-list');
  await page.getByRole('link', { name: 'Lihat gelombang 4' }).click();
  await page.getByRole('heading', { name: 'Gelombang 4 (2020-04)' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Gelombang 4 (2020-04)');
  // The link to the content is no name of a wave.
  await page.evaluate(() => {
    location.hash = '#isi';
  });
  await page.getByRole('heading', { name: 'Gelombang 4 (2020-04)' }).waitFor();
  await page.getByRole('link', { name: '← Semua gelombang' }).click();
  await page.getByRole('heading', { name: 'Gelombang 5', exact: true }).waitFor();
  await page.goto(at('/gelombang#2019-99'));
  await page.getByRole('alert').getByText('Tidak ada gelombang dengan nama itu.').waitFor();
  await page.context().close();
});

describe('one published wave', () => {
  test('shows plan, commitment, draw and certificate as the files say, and links to each of them', async () => {
    const page = await browser.newPage();
    await page.goto(at('/gelombang#2020-04'));
    await page.getByText('Berkas-berkas gelombang ini saling cocok').waitFor();
    const said = async (section: string) =>
      ((await page.locator(`section[aria-labelledby=${section}]`).textContent()) ?? '').replaceAll('\u00a0', ' ');
    const plan = await said('plan');
    expect(plan).toContain('10, dibagi ke 2 provinsi');
    expect(plan).toContain('80% dari kuota setiap provinsi lebih dulu untuk korban PHK');
    expect(plan).toContain('Bukan: ASN (PNS atau PPPK), Anggota TNI');
    expect(plan).toContain('Versi 1: ditutup Minggu, 09 Agustus 2020 pukul 12.00 WIB');
    expect(plan).toContain('Versi 2: ditutup Minggu, 09 Agustus 2020 pukul 13.00 WIB (berlaku), diperpanjang Sabtu, 08 Agustus');
    expect(plan).toContain('Rantai uji coba dengan satu penandatangan');
    await page.locator('summary').filter({ hasText: 'Kuota menurut provinsi' }).click();
    const planned = page.getByRole('table', { name: 'Kuota menurut provinsi' }).locator('tbody tr');
    expect(await planned.allTextContents()).toEqual(['DKI Jakarta6', 'Jawa Barat4']);
    const commitment = published<Commitment>('commitment.json');
    expect(await said('commitment')).toContain('Pendaftar30');
    expect(await said('commitment')).toContain(`27, di antaranya ${commitment.entrants.priority} dengan prioritas`);
    expect(await said('commitment')).toContain('Pekerjaan yang dikecualikan3');
    expect(await said('commitment')).toContain(commitment.entrantsRoot);
    const record = published<DrawRecord>('draw.json');
    for (const fact of [record.seed, record.beacon.randomness]) expect(await said('draw')).toContain(fact);
    const { awarded, provinces } = published<Certificate>('certificate.json');
    expect(await said('result')).toContain(`Terpilih${awarded}`);
    const jakarta = page.locator('section[aria-labelledby=result] tr').filter({ hasText: 'DKI Jakarta' });
    const { total } = commitment.entrants.byProvince['31']!;
    expect(await jakarta.locator('td').allTextContents()).toEqual([
      '6',
      String(total),
      String(provinces['31']!.awarded),
      String(provinces['31']!.spilledIn),
      String(provinces['31']!.unfilled),
    ]);
    await lookAt(page, 'wave-published');
    const links = await page.locator('#waves .files a').evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
    expect(links.length).toBeGreaterThan(12);
    for (const link of links) expect([link, (await system.send('GET', link)).status]).toEqual([link, 200]);
    await page.getByRole('link', { name: 'Hitung ulang undian ini' }).click();
    await page.getByRole('heading', { name: 'Gelombang 4' }).waitFor();
    await page.context().close();
  });

  test('shows for each group the share selected next to the share expected, as a drawing and as a table', async () => {
    const page = await browser.newPage();
    await page.goto(at('/en/waves#2020-04'));
    await page.getByLabel('By', { exact: true }).selectOption('priority');
    const { dimensions } = published<SelectionRates>('selection-rates.json');
    const drawing = page.getByRole('img', { name: `A chart of ${dimensions!.priority.bands.length} groups` });
    await drawing.waitFor();
    expect(await drawing.locator('.limits').count()).toBe(dimensions!.priority.bands.length);
    await page.getByText('As a table').click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await lookAt(page, 'wave-dark-en');
    const rows = page.getByRole('table', { name: 'Share of entrants selected: priority' }).locator('tbody tr');
    expect(await rows.count()).toBe(dimensions!.priority.bands.length);
    for (const [row, { entrants, selected }] of dimensions!.priority.bands.entries()) {
      expect((await rows.nth(row).locator('td').allTextContents()).slice(0, 2)).toEqual([String(entrants), String(selected)]);
    }
    await page.context().close();
  });

  test('draws all provinces on a small screen, and marks the one that an honest draw would hardly have', async () => {
    const page = await browser.newPage();
    const bands = PROVINCES.slice(0, 34).map(({ code }, at) => {
      const [entrants, expected] = [400 + 37 * at, 40 + 6 * at];
      return { band: code, entrants, selected: code === '53' ? Math.round(expected / 2) : expected + (at % 5) - 2, expected };
    });
    await page.route('**/evidence/selection-rates.json', async (route) => {
      const response = await route.fetch();
      const rates = (await response.json()) as SelectionRates;
      const province = { bands, chiSquare: 31.2, degreesOfFreedom: 33, p: 0.0000004 };
      await route.fulfill({ response, json: { ...rates, dimensions: { ...rates.dimensions!, province } } });
    });
    await page.goto(at('/gelombang#2020-04'));
    const drawing = page.getByRole('img', { name: 'Diagram 34 kelompok' });
    await drawing.waitFor();
    expect(await drawing.locator('.observed').count()).toBe(33);
    expect(await drawing.locator('.outside').count()).toBe(1);
    await page.getByText('Ini hampir tidak mungkin kebetulan.').waitFor();
    await lookAt(page, 'wave-rates');
    await page.getByText('Sebagai tabel').click();
    const row = page
      .getByRole('table', { name: 'Bagian peserta yang terpilih' })
      .locator('tr')
      .filter({ hasText: 'di luar batas' });
    expect(await row.locator('th').allTextContents()).toEqual(['Nusa Tenggara Timur']);
    await page.context().close();
  });

  test.each([
    ['draw.json', (text: string) => text.replace(/"randomness": "../, '"randomness": "zz'), 'draw.json tidak berbentuk'],
    [
      'draw.json',
      (text: string) => text.replace(/"seed": "[0-9a-f]{64}"/, `"seed": "${'ab'.repeat(32)}"`),
      'draw.json tidak cocok dengan berkas lainnya.',
    ],
    ['plan.json', (text: string) => text.replace('"places": 10', '"places": 11'), 'plan.json tidak cocok dengan berkas lainnya.'],
    ['plans/1.json', (text: string) => text.replace('"places": 10', '"places": 12'), 'plans/1.json tidak cocok dengan'],
    [
      'certificate.json',
      (text: string) => text.replace(/"unfilled": \d+,\n {2}"provinces"/, '"unfilled": 9,\n  "provinces"'),
      'certificate.json tidak cocok dengan berkas lainnya.',
    ],
    [
      'selection-rates.json',
      (text: string) => text.replace(/"selected": \d+/, '"selected": 3'),
      'selection-rates.json tidak cocok dengan berkas lainnya.',
    ],
  ])('tells that %s is not what was published', async (file, change, sentence) => {
    const page = await browser.newPage();
    await page.route(`**/evidence/${file}`, async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      expect(change(text)).not.toBe(text);
      await route.fulfill({ response, body: change(text) });
    });
    await page.goto(at('/gelombang#2020-04'));
    const alert = page.getByRole('alert').filter({ hasText: 'ADA BERKAS YANG TIDAK COCOK' });
    await alert.getByText(sentence).waitFor();
    if (file === 'plan.json') await lookAt(page, 'wave-misfit');
    await page.context().close();
  });

  test('tells that the seed does not follow, also where the certificate can’t be had', async () => {
    const page = await browser.newPage();
    await page.route('**/evidence/certificate.json', (route) => route.abort());
    await page.route('**/evidence/draw.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), seed: 'ab'.repeat(32) } });
    });
    await page.goto(at('/gelombang#2020-04'));
    await page.getByRole('alert').getByText('draw.json tidak cocok dengan berkas lainnya.').waitFor();
    await page.context().close();
  });

  test('tells that a file is missing, and of a broken connection only that it is incomplete, until it is tried again', async () => {
    const page = await browser.newPage();
    await page.route('**/evidence/certificate.json', (route) => route.fulfill({ status: 404, body: '{}' }));
    await page.goto(at('/gelombang#2020-04'));
    await page.getByText('certificate.json seharusnya ada, tetapi tidak ditemukan.').waitFor();
    await page.unroute('**/evidence/certificate.json');
    await page.route('**/evidence/*.json', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('Sebagian berkas tidak dapat diunduh.').waitFor();
    expect(await page.getByText('TIDAK COCOK').count()).toBe(0);
    expect(await page.getByText('saling cocok').count()).toBe(0);
    await page.unroute('**/evidence/*.json');
    await page.getByRole('button', { name: 'Coba lagi' }).click();
    await page.getByText('Berkas-berkas gelombang ini saling cocok').waitFor();
    await page.context().close();
  });
});

test('a wave that is announced shows its plan, and nothing missing is a fault', async () => {
  const page = await browser.newPage();
  await page.goto(at('/gelombang#2020-05'));
  await page.getByText('10, satu kuota untuk seluruh Indonesia').waitFor();
  await page.getByText('Tidak ada kelompok prioritas').waitFor();
  await page.getByText('Belum diundi.').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await lookAt(page, 'wave-announced');
  await page.context().close();
});
