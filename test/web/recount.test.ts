import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applicant, nik } from '../support/people.ts';
import { planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';

type Person = { manageToken: string; receipt: string; entryId: string };

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;
const people: Person[] = [];

/** Six people for two places, one of them a civil servant; the draw is published. */
beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  const plan = planBody({ byProvince: 'national', places: 2 });
  expect((await schedule(system, '2020-04', plan)).status).toBe(201);
  system.advanceTo('2020-08-08T06:00:00.000Z');
  for (let number = 1; number <= 6; number++) {
    const body = applicant({
      nik: nik(number),
      kk: `317405120315${String(number).padStart(4, '0')}`,
      birthDate: '1990-01-01',
      occupation: number === 6 ? 'civil-servant' : 'driver',
    });
    people.push((await system.send('POST', '/v1/waves/2020-04/registrations', { body })).json as unknown as Person);
  }
  system.advanceTo('2020-08-09T05:10:31.000Z');
  await untilPublished(system, '2020-04');
}, 180_000);
afterAll(() => system?.stop());

describe('a stranger', () => {
  test('recounts the draw in the browser, every check of it, and sees that it holds', async () => {
    const page = await browser.newPage();
    await page.goto(at('/cek'));
    await page.getByRole('heading', { name: 'Gelombang 4' }).waitFor();
    await lookAt(page, 'check-before');
    await page.getByRole('button', { name: 'Hitung ulang sekarang' }).click();
    await page.getByRole('status').getByText('Undian ini benar: semua 15 pemeriksaan cocok.').waitFor({ timeout: 60_000 });
    expect(await page.locator('.findings .right').count()).toBe(15);
    await page.getByText('5 entries drawn again, in one round, 0 struck out: the same 2 winners').waitFor();
    await page
      .getByText(/1 BLS|BLS signature|round \d+/)
      .first()
      .waitFor();
    await lookAt(page, 'check-holds');
    await page.getByRole('button', { name: 'Hitung ulang lagi' }).waitFor();
  }, 120_000);

  test.each([
    ['winners.csv', (text: string) => text.replace(/,[0-9a-f]{32},/, `,${'ab'.repeat(16)},`), 'Undian, dihitung ulang'],
    ['draw.json', (text: string) => text.replace(/"signature": "../, '"signature": "00'), 'Angka acak dari drand'],
    ['commitment.json', (text: string) => text.replace('"registered": 6', '"registered": 7'), 'Tanda tangan digital'],
  ])(
    'is shown that %s is not what was published',
    async (file, change, check) => {
      const page = await browser.newPage();
      await page.route(`**/evidence/${file}`, async (route) => {
        const response = await route.fetch();
        const text = await response.text();
        expect(change(text)).not.toBe(text);
        await route.fulfill({ response, body: change(text) });
      });
      await page.goto(at('/cek#2020-04'));
      await page.getByRole('button', { name: 'Hitung ulang sekarang' }).click();
      await page.getByRole('alert').getByText('ADA YANG TIDAK COCOK').waitFor({ timeout: 60_000 });
      const wrong = page.locator('.findings .wrong').filter({ hasText: check });
      await wrong.getByText(file).first().waitFor();
      if (file === 'winners.csv') await lookAt(page, 'check-fails');
    },
    120_000,
  );

  test('is told that nothing was found out when the files can’t be had, and reads it in English too', async () => {
    const page = await browser.newPage();
    await page.goto(at('/en/check'));
    await page.getByRole('button', { name: 'Recount now' }).waitFor();
    await page.route('**/evidence/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Recount now' }).click();
    await page.getByRole('alert').getByText('The files could not be downloaded.').waitFor({ timeout: 60_000 });
    await lookAt(page, 'check-unreachable-en');
  }, 120_000);
});

describe('an applicant', () => {
  test('finds the own entry in the committed files, by the receipt, which goes nowhere', async () => {
    const page = await browser.newPage();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.goto(at('/cek'));
    const { receipt, manageToken, entryId } = people[0]!;
    await page.getByLabel('Tanda terima', { exact: true }).fill('bukan tanda terima');
    await page.getByRole('button', { name: 'Periksa tanda terima' }).click();
    await page.getByText('Di sini tidak ditemukan tanda terima.').waitFor();
    await lookAt(page, 'check-no-receipt');
    // A saved file has both; the key to the result is not taken for the receipt.
    await page.getByLabel('Tanda terima', { exact: true }).fill(`kunci ${manageToken}\ntanda terima ${receipt}`);
    await page.getByRole('button', { name: 'Periksa tanda terima' }).click();
    await page.getByText('Ya: pendaftaran Anda ikut diundi.').waitFor({ timeout: 60_000 });
    await page.getByText('Rincian').click();
    await page.getByText(`Entry ${entryId} is in the committed file`).waitFor();
    expect(sent.some((request) => request.includes(receipt) || request.includes(manageToken))).toBe(false);
    await lookAt(page, 'check-receipt');
  }, 120_000);

  test('who was refused sees by which rule', async () => {
    const page = await browser.newPage();
    await page.goto(at('/en/check'));
    await page.getByLabel('Receipt', { exact: true }).fill(people[5]!.receipt);
    await page.getByRole('button', { name: 'Check the receipt' }).click();
    await page.getByText('Your registration was refused by the rule below.').waitFor({ timeout: 60_000 });
  }, 120_000);

  test('whose entry was left out gets a proof of it', async () => {
    const page = await browser.newPage();
    const { receipt, entryId } = people[1]!;
    // As an operator would: both the file and what the commitment says of it.
    await page.route('**/evidence/entrants/*.csv', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({
        response,
        body: text
          .split('\n')
          .filter((line) => !line.startsWith(entryId))
          .join('\n'),
      });
    });
    await page.goto(at('/cek'));
    await page.getByLabel('Tanda terima', { exact: true }).fill(receipt);
    await page.getByRole('button', { name: 'Periksa tanda terima' }).click();
    await page
      .getByRole('alert')
      .getByText(/is not the file that was committed/)
      .waitFor({ timeout: 60_000 });
  }, 120_000);
});
