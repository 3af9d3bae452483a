import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawExample, firstPlay, invented, type Play, withOneBitTurned } from '#web/public/draw/example.ts';
import { type System, startSystem } from '../support/running-system.ts';
import { lookAt, useBrowser } from './browser.ts';

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;
const play = firstPlay();

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
}, 60_000);
afterAll(() => system?.stop());

/** Whom the page says to be where in the order, with ticket and fate. */
async function shown(page: Page): Promise<string[][]> {
  const rows = await page.locator('.chart tbody tr').all();
  return Promise.all(rows.map(async (row) => (await row.locator('td').allTextContents()).slice(0, 4)));
}

function expected(of: Play): string[][] {
  const names: Record<string, string> = { 31: 'DKI Jakarta', 32: 'Jawa Barat' };
  return drawExample(of).order.map(({ letter, ticket, selected, province }) => [
    letter,
    selected ? 'terpilih' : 'tidak terpilih',
    names[province]!,
    ticket,
  ]);
}

test('what is played shows what the draw’s own functions give, after each change, and says what has changed', async () => {
  const page = await browser.newPage();
  await page.goto(at('/undian'));
  await page.getByText('Sebagai tabel').click();
  expect(await shown(page)).toEqual(expected(play));
  await lookAt(page, 'draw');
  const status = page.getByRole('status');

  const turned = { ...play, randomness: withOneBitTurned(play.randomness) };
  await page.getByRole('button', { name: 'Balik satu bit' }).click();
  await status.getByText('Satu bit dari angka acak berubah. 12 dari 12 tiket menjadi lain.').waitFor();
  expect(await shown(page)).toEqual(expected(turned));
  expect(await shown(page)).not.toEqual(expected(play));

  await page.getByRole('button', { name: 'Acak urutan pendaftaran' }).click();
  await status.getByText('Tidak ada tiket yang berubah, dan yang terpilih tetap sama').waitFor();
  expect(await shown(page)).toEqual(expected(turned));
  const letters = await page.locator('.chips li').allTextContents();
  expect(letters.map((one) => one[0]).join('')).not.toBe('ABCDEFGHIJKL');

  await page.getByRole('button', { name: 'Kembali ke awal' }).click();
  expect(await shown(page)).toEqual(expected(play));

  await page.getByRole('button', { name: 'Keluarkan C' }).click();
  await status.getByText('Daftar peserta berubah. 11 dari 11 tiket menjadi lain.').waitFor();
  const without = { ...play, registered: play.registered.filter(({ letter }) => letter !== 'C') };
  expect(await shown(page)).toEqual(expected(without));
  // The letter that is free comes again, at the end.
  await page.getByRole('button', { name: 'Tambah peserta' }).click();
  await page.getByRole('button', { name: 'Tambah peserta' }).click();
  const more = { ...play, registered: [...without.registered, invented(2), invented(12)] };
  expect(await shown(page)).toEqual(expected(more));

  await page.getByLabel('Kuota Jawa Barat').selectOption('0');
  await status.getByText('Rencana berubah.').waitFor();
  expect(await shown(page)).toEqual(expected({ ...more, places: { 31: 2, 32: 0 } }));
  await page.context().close();
});

test('a number typed over draws anew, one that is none is told and draws nothing; another number is another draw', async () => {
  const page = await browser.newPage();
  await page.goto(at('/undian'));
  await page.getByText('Sebagai tabel').click();
  const field = page.getByLabel('Angka acak', { exact: true });
  await page.emulateMedia({ colorScheme: 'dark' });
  await field.fill('abc');
  await page.getByRole('alert').getByText('di sini 3').waitFor();
  await lookAt(page, 'draw-no-number');
  expect(await shown(page)).toEqual(expected(play));
  const typed = 'AB'.repeat(32);
  await field.fill(typed);
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await shown(page)).toEqual(expected({ ...play, randomness: typed.toLowerCase() }));
  await page.getByRole('button', { name: 'Angka acak lain' }).click();
  const number = await field.inputValue();
  expect(number).toMatch(/^[0-9a-f]{64}$/);
  expect(number).not.toBe(typed.toLowerCase());
  expect(await shown(page)).toEqual(expected({ ...play, randomness: number }));
  await page.context().close();
});

test('without scripts the page still says how the draw works, in both languages', async () => {
  const page = await browser.newPage({ javaScript: false });
  await page.goto(at('/en/draw'));
  await page.getByText('The lowest tickets come first, until the places of their province are used up.').waitFor();
  await page.getByRole('heading', { name: 'Why nobody could have chosen the outcome' }).waitFor();
  await page.goto(at('/undian'));
  await page.getByRole('heading', { name: 'Mengapa tidak ada yang dapat mengatur hasilnya' }).waitFor();
  await page.context().close();
});
