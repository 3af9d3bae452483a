import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Certificate, certificateSchema, type PlacesDocument, placesDocumentSchema } from '#shared/evidence/documents.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import type { PublicWave } from '#shared/waves/public-wave.ts';
import { planBody, type System, startSystem } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;
let announced: PublicWave;

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  expect((await schedule(system, '2020-04', planBody({ reserved: 3 }))).status).toBe(201);
  announced = ANSWERS.Wave.parse((await system.send('GET', '/v1/waves/2020-04')).json);
}, 60_000);
afterAll(() => system?.stop());

/** What a wave of the made-up year says of itself, and its files. */
type Made = { wave: PublicWave; places?: PlacesDocument; certificate?: Certificate };

function made(
  number: number,
  of: Partial<PublicWave>,
  places?: Omit<PlacesDocument['provinces'][string], 'granted' | 'awarded'>,
): Made {
  const waveId = `2020-${String(number).padStart(2, '0')}`;
  const month = String(Math.min(12, number)).padStart(2, '0');
  const dates = { opensAt: `2020-${month}-01T05:00:00.000Z`, closesAt: `2020-${month}-05T05:00:00.000Z` };
  const { reserved: _, ...plan } = announced;
  const wave: PublicWave = { ...plan, waveId, number, ...dates, byProvince: 'national', state: 'published', ...of };
  if (!places) return { wave };
  const settledAt = '2020-12-20T02:00:00.000Z';
  const provinces = { national: { granted: 0, awarded: 0, ...places } };
  return { wave: { ...wave, settledAt }, places: { waveId, settledAt, places: wave.places + (wave.reserved ?? 0), provinces } };
}

function certified({ wave }: Made, awarded: number): Made {
  const hex = 'ab'.repeat(32);
  const pot = {
    places: wave.places,
    spilledIn: 0,
    spilledOut: 0,
    awarded,
    unfilled: wave.places - awarded,
    cutOff: null,
    cutOffPriority: null,
  };
  const certificate: Certificate = {
    waveId: wave.waveId,
    planHash: wave.planHash,
    entrantsRoot: hex,
    entrants: { total: awarded, priority: 0, byProvince: {} },
    exclusions: {} as Certificate['exclusions'],
    beacon: { chain: hex, chainName: 'quicknet', test: false, round: 1, signature: 'cd'.repeat(48) },
    seed: hex,
    rounds: [{ struckOut: [] }],
    places: wave.places,
    awarded,
    unfilled: wave.places - awarded,
    provinces: { national: pot },
    audit: { entries: 1, head: hex, openings: 0 },
    files: {},
    softwareVersion: 'test',
  };
  return { wave, certificate };
}

/** Serves a year that would take months to bring about, in the forms of the API. */
async function serve(page: Page, year: readonly Made[]): Promise<void> {
  const waves = ANSWERS.Waves.parse({ waves: year.map(({ wave }) => wave) });
  await page.route('**/v1/waves', (route) => route.fulfill({ json: waves }));
  await page.route('**/evidence/**', async (route) => {
    const [, waveId, file] = /waves\/([^/]+)\/evidence\/(.+)$/.exec(route.request().url()) ?? [];
    const of = year.find(({ wave }) => wave.waveId === waveId);
    if (file === 'places.json' && of?.places) return route.fulfill({ json: placesDocumentSchema.parse(of.places) });
    if (file === 'certificate.json' && of?.certificate) return route.fulfill({ json: certificateSchema.parse(of.certificate) });
    return route.fulfill({ status: 404, json: {} });
  });
}

/** 2020 in small: two settled waves, one with refills under way, one that awaits, a recovery wave that awaits, and one to come. */
const year = () => [
  made(1, { places: 1000, reserved: 20 }, { activated: 850, returned: 110, unfilled: 60 }),
  made(2, { places: 2000 }, { activated: 1800, returned: 200, unfilled: 0 }),
  certified(
    made(3, {
      places: 700,
      refills: 2,
      refilled: [{ places: 40, awarded: 30, endedAt: '2020-05-08T02:00:00.000Z' }, { places: 5 }],
    }),
    690,
  ),
  certified(made(4, { places: 500, reserved: 10 }), 500),
  certified(made(11, { places: 250, fundedBy: 'recovery' }), 245),
  made(12, { places: 900, state: 'announced' }),
];

async function streams(page: Page): Promise<string[]> {
  await page.getByText('Sebagai tabel').click();
  const rows = await page.locator('.chart tbody tr').all();
  return Promise.all(rows.map(async (row) => (await row.locator('th, td').allTextContents()).join(' | ')));
}

test('each place of a year is in one stream, from the decree to what became of it, and from what came back to a recovery wave', async () => {
  const page = await browser.newPage();
  await serve(page, year());
  await page.goto(at('/kuota'));
  await page.getByRole('img', { name: 'Gambar aliran: 5.130 kuota dari keputusan tahun 2020 lewat 6 gelombang' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await lookAt(page, 'places');
  expect((await streams(page)).sort()).toEqual(
    [
      'Keputusan 2020 | Gelombang 1 | 1.020',
      'Keputusan 2020 | Gelombang 2 | 2.000',
      'Keputusan 2020 | Gelombang 3 | 700',
      'Keputusan 2020 | Gelombang 4 | 510',
      'Keputusan 2020 | Gelombang 12 | 900',
      'Kembali | Gelombang 11 | 250',
      'Kembali | Tersedia untuk gelombang lain | 70',
      'Gelombang 1 | Dipakai | 850',
      'Gelombang 1 | Kembali | 110',
      'Gelombang 1 | Tidak terisi | 60',
      'Gelombang 2 | Dipakai | 1.800',
      'Gelombang 2 | Kembali | 200',
      // 690 were awarded; 40 came back, of which 30 went to the next, and then 5 more are being given again.
      'Gelombang 3 | Pada penerima | 675',
      'Gelombang 3 | Kembali | 10',
      'Gelombang 3 | Sedang diberikan lagi | 5',
      'Gelombang 3 | Tidak terisi | 10',
      'Gelombang 4 | Pada penerima | 500',
      'Gelombang 4 | Dicadangkan untuk keberatan | 10',
      'Gelombang 11 | Pada penerima | 245',
      'Gelombang 11 | Tidak terisi | 5',
      'Gelombang 12 | Belum diundi | 900',
    ].sort(),
  );
  const facts = await page.locator('.facts > div').allTextContents();
  expect(facts).toContain('Diputuskan5.130');
  expect(facts).toContain('Kembali320');
  expect(facts).toContain('Kembali, lalu diberikan ke gelombang lain250');
  expect(facts).toContain('Tersedia untuk gelombang lain70');
  await page.getByText('30 kuota sudah berpindah tangan di gelombangnya sendiri').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Simpan sebagai CSV' }).click();
  const csv = await new Response((await (await download).createReadStream()) as unknown as ReadableStream).text();
  expect(csv).toContain('Dari,Ke,Kuota\r\nKeputusan 2020,Gelombang 1,1020\r\n');
  await page.context().close();
});

test('what a small screen shows by numbers a list names; a wide one has the names in the picture', async () => {
  const page = await browser.newPage();
  await serve(page, year());
  await page.goto(at('/en/places#2020'));
  await page.getByRole('img', { name: 'A picture of the flow' }).waitFor();
  const named = await page.locator('.stations li').allTextContents();
  expect(named).toContain('Wave 11 250');
  expect(named).toContain('Used 2,650');
  await page.emulateMedia({ colorScheme: 'dark' });
  await lookAt(page, 'places-dark-en');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator('.flow-picture').getByText('Wave 11').waitFor();
  expect(await page.locator('.stations').count()).toBe(0);
  await page.context().close();
});

test.each([
  ['a settled wave whose places do not add up', 0, (one: Made) => (one.places!.provinces['national']!.activated = 851)],
  ['a certificate with more awards than places', 3, (one: Made) => (one.certificate!.awarded = 501)],
  ['a file of another wave', 1, (one: Made) => (one.places!.waveId = '2020-01')],
  ['a recovery wave that has more than can have come back', 5, (one: Made) => (one.wave.fundedBy = 'recovery')],
])('%s is told, by name', async (_, which, tamper) => {
  const served = year();
  tamper(served[which]!);
  const page = await browser.newPage();
  await serve(page, served);
  await page.goto(at('/kuota'));
  await page.getByRole('alert').getByText(`ANGKANYA TIDAK COCOK di gelombang ${served[which]!.wave.waveId}`).waitFor();
  if (which === 0) await lookAt(page, 'places-faulty');
  await page.context().close();
});

test('files that can not be had leave their places unknown, until they are tried again', async () => {
  const page = await browser.newPage();
  await serve(page, year());
  await page.route('**/2020-02/evidence/*.json', (route) => route.abort());
  await page.goto(at('/kuota'));
  await page.getByRole('alert').getByText('Sebagian berkas tidak dapat diunduh').waitFor();
  expect(await page.getByText('TIDAK COCOK').count()).toBe(0);
  expect(await streams(page)).toContain('Gelombang 2 | Tidak diketahui | 2.000');
  await page.unroute('**/2020-02/evidence/*.json');
  await page.getByRole('button', { name: 'Coba lagi' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: '1.800' }).waitFor();
  await page.context().close();
});

test('the system’s own wave is in its year; a year without one says so', async () => {
  const page = await browser.newPage();
  await page.goto(at('/kuota'));
  await page.getByRole('img', { name: 'Gambar aliran: 13 kuota' }).waitFor();
  expect(await streams(page)).toEqual([
    'Keputusan 2020 | Gelombang 4 | 13',
    'Gelombang 4 | Dicadangkan untuk keberatan | 3',
    'Gelombang 4 | Belum diundi | 10',
  ]);
  await page.goto(at('/kuota#2019'));
  await page.getByText('Tidak ada gelombang di tahun 2019.').waitFor();
  await lookAt(page, 'places-none');
  await page.getByLabel('Tahun').selectOption('2020');
  await page.getByRole('img', { name: 'Gambar aliran: 13 kuota' }).waitFor();
  await page.context().close();
});
