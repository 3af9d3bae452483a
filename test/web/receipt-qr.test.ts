import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applicant, nik } from '../support/people.ts';
import { planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';

type Person = { waveId: string; manageToken: string; receipt: string; entryId: string; registeredAt: string };

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;
let person: Person;
/** Pictures of the two codes on the receipt: the key to the result, and the receipt itself. */
let keyCode: Buffer;
let receiptCode: Buffer;
let noCode: Buffer;
const png = (name: string, buffer: Buffer) => ({ name: `${name}.png`, mimeType: 'image/png', buffer });

/** Two people for one place; one of them keeps the receipt, and takes pictures of its codes. */
beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  expect((await schedule(system, '2020-04', planBody({ byProvince: 'national', places: 1 }))).status).toBe(201);
  system.advanceTo('2020-08-08T06:00:00.000Z');
  for (const number of [1, 2]) {
    const body = applicant({ nik: nik(number), kk: `317405120315000${number}`, birthDate: '1990-01-01' });
    person = (await system.send('POST', '/v1/waves/2020-04/registrations', { body })).json as unknown as Person;
  }
  system.advanceTo('2020-08-09T05:10:31.000Z');
  await untilPublished(system, '2020-04');
  const page = await browser.newPage({ width: 768 });
  await page.goto(at('/'));
  await page.evaluate((one) => localStorage.setItem('gelombang.receipts', JSON.stringify([one])), { ...person, number: 4 });
  noCode = await page.screenshot();
  await page.goto(at('/hasil'));
  await page.getByText('Tanda terima di HP ini', { exact: true }).click();
  const key = page.getByRole('img', { name: 'Kode QR: membuka hasil Anda di HP lain' });
  keyCode = await key.screenshot();
  receiptCode = await page.getByRole('img', { name: 'Kode tanda terima: memeriksa pendaftaran Anda' }).screenshot();
  await lookAt(page, 'receipt-codes');
  await page.context().close();
}, 180_000);
afterAll(() => system?.stop());

/** The page for checking, with all that it sends. */
async function open(): Promise<{ page: Page; sent: string[] }> {
  const page = await browser.newPage();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`));
  await page.goto(at('/cek'));
  await page.getByLabel('Buka gambar kode tanda terima').waitFor();
  return { page, sent };
}

/** What a hand does to a picture: aslant, on a grey table, unevenly lit, and pressed into a JPEG. */
async function photographed(page: Page, picture: Buffer): Promise<Buffer> {
  const address = await page.evaluate(async (base64) => {
    const blob = new Blob([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))]);
    const code = await createImageBitmap(blob);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1600, 1200];
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#8a8178';
    context.fillRect(0, 0, 1600, 1200);
    context.translate(800, 600);
    context.rotate(0.14);
    context.drawImage(code, -420, -420, 840, 840);
    context.resetTransform();
    const light = context.createLinearGradient(0, 0, 1600, 1200);
    light.addColorStop(0, 'rgba(0,0,0,0.35)');
    light.addColorStop(1, 'rgba(255,255,255,0.15)');
    context.fillStyle = light;
    context.fillRect(0, 0, 1600, 1200);
    return canvas.toDataURL('image/jpeg', 0.7);
  }, picture.toString('base64'));
  return Buffer.from(address.split(',')[1]!, 'base64');
}

describe('the code of the receipt', () => {
  test('as a picture finds the entry in the committed files, and goes nowhere', async () => {
    const { page, sent } = await open();
    await page.getByLabel('Buka gambar kode tanda terima').setInputFiles(png('kode', receiptCode));
    await page.getByText('Ya: pendaftaran Anda ikut diundi.').waitFor({ timeout: 30_000 });
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('status');
    await page.getByText('Rincian').click();
    await page.getByText(`Entry ${person.entryId} is in the committed file`).waitFor();
    await lookAt(page, 'check-by-code');
    expect(sent.filter((one) => one.includes(person.receipt) || one.includes(person.entryId))).toEqual([]);
    await page.context().close();
  }, 60_000);

  test('as a photo does too', async () => {
    const { page } = await open();
    const photo = { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: await photographed(page, receiptCode) };
    const camera = page.getByLabel('Potret kode tanda terima');
    expect(await camera.getAttribute('capture')).toBe('environment');
    await camera.setInputFiles(photo);
    await page.getByText('Ya: pendaftaran Anda ikut diundi.').waitFor({ timeout: 30_000 });
    await page.context().close();
  }, 60_000);

  test('read by a phone’s camera opens the page, which checks at once and takes the receipt out of the address', async () => {
    const page = await browser.newPage();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.goto(at(`/cek#${person.receipt}`));
    await page.getByText('Ya: pendaftaran Anda ikut diundi.').waitFor({ timeout: 30_000 });
    expect(page.url()).toBe(at('/cek'));
    expect(sent.filter((one) => one.includes(person.receipt))).toEqual([]);
    await page.context().close();
  }, 60_000);
});

describe('what is no receipt is told', () => {
  test.each([
    ['the key to the result, which stays secret', () => png('kode', keyCode), 'Ini kunci hasil Anda, bukan tanda terima.'],
    ['a picture without a code', () => png('kosong', noCode), 'Tidak ada kode QR yang terbaca di gambar ini.'],
    ['a file that is no picture', () => png('kode', Buffer.from('bukan gambar')), 'bukan gambar yang dikenal peramban Anda.'],
  ])('%s', async (_, picture, sentence) => {
    const { page } = await open();
    await page.getByLabel('Buka gambar kode tanda terima').setInputFiles(picture());
    await page.getByRole('alert').getByText(sentence).waitFor();
    expect(await page.getByText('pendaftaran Anda ikut diundi.').count()).toBe(0);
    expect(await page.content()).not.toContain(person.manageToken);
    await page.context().close();
  });

  test('the key to the result in the address is told and taken away', async () => {
    const page = await browser.newPage();
    await page.goto(at(`/cek#${person.manageToken}`));
    await page.getByRole('alert').getByText('Jangan ditunjukkan kepada siapa pun.').waitFor();
    expect(page.url()).toBe(at('/cek'));
    await page.context().close();
  });
});
