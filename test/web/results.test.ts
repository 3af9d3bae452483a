import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applicant, nik } from '../support/people.ts';
import { planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';

type Own = { state: string; ticket: string; position: number; recompute: { files: string[] } };
type Person = { manageToken: string; receipt: string; entryId: string; registeredAt: string };

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;
/** By what became of them. */
let waiting: Page;
const people: Record<string, Person & { own: Own }> = {};

/** Three people for one place, and a civil servant; then the wave is drawn and the next one opens. */
beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  const plan = planBody({ byProvince: 'national', places: 1 });
  delete plan.priority;
  expect((await schedule(system, '2020-04', plan)).status).toBe(201);
  system.advanceTo('2020-08-08T06:00:00.000Z');
  const registered: Person[] = [];
  for (const number of [1, 2, 3, 4]) {
    const body = applicant({
      nik: nik(number),
      kk: `317405120315${String(number).padStart(4, '0')}`,
      birthDate: '1990-01-01',
      occupation: number === 4 ? 'civil-servant' : 'driver',
    });
    const { json } = await system.send('POST', '/v1/waves/2020-04/registrations', { body });
    registered.push(json as unknown as Person);
  }
  const next = {
    opensAt: '2020-08-09T05:30:00.000Z',
    closesAt: '2020-08-10T05:30:00.000Z',
    beacon: { at: '2020-08-10T05:40:00.000Z' },
  };
  expect((await schedule(system, '2020-05', { ...plan, ...next, number: 5, places: 2 })).status).toBe(201);
  waiting = await browser.newPage();
  await waiting.goto(`${at('/hasil')}#${registered[0]!.manageToken}`);
  await waiting.getByText(/Pendaftaran masih dibuka sampai/).waitFor();
  // The wave is of a day: up to three minutes after it is published, by chance.
  await waiting.evaluate(() => {
    Math.random = () => 0;
  });
  system.advanceTo('2020-08-09T05:00:01.000Z');
  await untilPublished(system, '2020-04');
  for (const person of registered) {
    const { json } = await system.send('GET', '/v1/waves/2020-04/registration', { token: person.manageToken });
    people[String(json['state'])] = { ...person, own: json as Own };
  }
  expect(Object.keys(people).sort()).toEqual(['excluded', 'not-selected', 'selected']);
}, 180_000);
afterAll(() => system?.stop());

async function openResult(state: string, path = '/hasil'): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${at(path)}#${people[state]!.manageToken}`);
  return page;
}

/** Answers the own registration of the page with these changes: states that would take days to bring about. */
async function pretend(page: Page, changes: object): Promise<void> {
  await page.route('**/registration', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), ...changes } });
  });
}

describe('the own result', () => {
  test('of somebody selected: until when the place is to be used, what to do, and a reminder for the phone', async () => {
    const page = await openResult('selected');
    await page.getByRole('heading', { name: 'Selamat, Anda terpilih' }).waitFor();
    // Thirty days in 2020, to the end of the day.
    await page.getByText(/Pakai bantuan Anda paling lambat Selasa, 0?8 September 2020 pukul 23\.59\sWIB/).waitFor();
    await page.getByText(/^Masih (29|30) hari \d+ jam$/).waitFor();
    await page.getByText('1 dari 3 peserta').waitFor();
    await lookAt(page, 'result-selected');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Ingatkan lewat kalender HP' }).click();
    const stream = await (await download).createReadStream();
    const calendar = await new Response(stream as unknown as ReadableStream).text();
    expect(calendar).toContain('DTSTART:20200908T165959Z');
    expect(calendar).not.toContain(people['selected']!.entryId);
    // Nothing more to win.
    expect(await page.getByText('Ikut gelombang berikutnya').count()).toBe(0);
    await page.context().close();
  });

  test('of somebody not selected: ticket, position and cut-off, and lines and files by which it is checked', async () => {
    const { own } = people['not-selected']!;
    const page = await openResult('not-selected');
    await page.getByRole('heading', { name: 'Kali ini Anda belum terpilih' }).waitFor();
    await page.getByText(`${own.position} dari 3 peserta`).waitFor();
    await page.getByText(own.ticket, { exact: true }).waitFor();
    await page.getByText(people['selected']!.own.ticket, { exact: true }).waitFor();
    await page.getByText('Periksa sendiri').click();
    await lookAt(page, 'result-not-selected');
    for (const file of own.recompute.files) {
      const href = await page.getByRole('link', { name: file, exact: true }).getAttribute('href');
      expect((await system.send('GET', href!)).status).toBe(200);
    }
    await page.context().close();
  });

  test('of somebody refused: the rule in plain words with its source, in the language of the page', async () => {
    const page = await openResult('excluded', '/en/result');
    await page.getByRole('heading', { name: 'You did not take part in the draw' }).waitFor();
    await page.getByText('Your occupation is one that this programme excludes.').waitFor();
    await page.getByText('Source of the rule: Perpres 76/2020').waitFor();
    await lookAt(page, 'result-excluded');
    await page.context().close();
  });

  test.each([
    ['household-full', { state: 'household-full' }, /Dua anggota keluarga/],
    ['already-a-recipient', { state: 'already-a-recipient' }, /Anda sudah pernah menerima/],
  ])('%s has its sentence', async (name, changes, sentence) => {
    const page = await browser.newPage();
    await pretend(page, changes);
    await page.goto(`${at('/hasil')}#${people['not-selected']!.manageToken}`);
    await page.getByText(sentence).waitFor();
    await lookAt(page, `result-${name}`);
    await page.context().close();
  });

  test.each([
    ['activated', { state: 'activated', activatedAt: '2020-08-20T03:00:00.000Z' }, /sudah dipakai pada Kamis, 20 Agustus 2020/],
    ['revoked', { state: 'revoked', revokedAt: '2020-09-09T03:00:00.000Z' }, /dicabut pada Rabu, 0?9 September 2020/],
    ['on hold', { state: 'awarded', heldUntil: '2020-09-01T03:00:00.000Z' }, /sedang dihentikan sampai Selasa, 0?1 September 2020/],
  ])('a place that is %s says so', async (name, place, sentence) => {
    const page = await browser.newPage();
    await pretend(page, { place: { deadline: '2020-09-08T16:59:59.999Z', ...place } });
    await page.goto(`${at('/hasil')}#${people['selected']!.manageToken}`);
    await page.getByText(sentence).waitFor();
    await lookAt(page, `place-${name.replace(' ', '-')}`);
    await page.context().close();
  });
});

describe('a refusal', () => {
  test('is appealed once, in own words, by keyboard, over a broken connection; the same page shows it from then on', async () => {
    const page = await openResult('excluded');
    await page.getByText(/Anda dapat mengajukan keberatan satu kali, sampai .+ 23\.59\sWIB/).waitFor();
    await page.getByText('Ajukan keberatan', { exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Kirim keberatan' }).press('Enter');
    await page.getByText('Pilih satu alasan.').waitFor();
    await page.getByText('Tulis penjelasan Anda.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('appeal-reason');
    await lookAt(page, 'appeal-faults');
    await page.getByLabel('Data yang tercatat tentang saya salah').check();
    await page.getByLabel('Jelaskan dengan kata-kata').fill('x'.repeat(460));
    await page.getByText('Masih 40 karakter').waitFor();
    await page.getByLabel('Jelaskan dengan kata-kata').fill('  Saya sopir, bukan pegawai negeri.  ');
    await lookAt(page, 'appeal-form');
    const sent: string[] = [];
    page.on('request', (request) => request.url().endsWith('/appeal') && sent.push(request.postData() ?? ''));
    let broken = true;
    // Arrives, and its answer does not: the same again is the same appeal.
    await page.route('**/registration/appeal', async (route) => {
      const response = await route.fetch();
      if (broken) await route.abort();
      else await route.fulfill({ response });
      broken = false;
    });
    await page.getByRole('button', { name: 'Kirim keberatan' }).press('Enter');
    await page.getByText('Sudah kami terima pada').waitFor({ timeout: 30_000 });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Keberatan Anda');
    expect(sent).toEqual(Array(2).fill('{"reason":"details-wrong","text":"Saya sopir, bukan pegawai negeri."}'));
    await lookAt(page, 'appeal-made');
    await page.reload();
    await page.goto(`${at('/en/result')}#${people['excluded']!.manageToken}`);
    await page.getByText('We received it on').waitFor();
    expect(await page.getByText('Do you think that this refusal is wrong?').count()).toBe(0);
    await page.context().close();
  });

  test.each([
    [
      'granted',
      { state: 'granted', decisionReason: 'list-was-wrong', remedyWaveId: '2020-04' },
      /Dikabulkan pada .+: daftarnya keliru/,
    ],
    ['dismissed', { state: 'dismissed', decisionReason: 'rule-applies' }, /Tidak dikabulkan pada .+ aturannya memang berlaku/],
  ])('whose appeal was %s says why, and what follows', async (name, decision, sentence) => {
    const page = await browser.newPage();
    const appeal = { reason: 'listed-by-mistake', appealedAt: '2020-08-10T03:00:00.000Z', decidedAt: '2020-08-11T03:00:00.000Z' };
    const place = { state: 'awarded', deadline: '2020-09-10T16:59:59.999Z' };
    await pretend(page, { appeal: { ...appeal, ...decision }, ...(name === 'granted' && { place }) });
    await page.goto(`${at('/hasil')}#${people['excluded']!.manageToken}`);
    await page.getByText(sentence).waitFor();
    expect(await page.getByText('Pakai bantuan Anda paling lambat').count()).toBe(name === 'granted' ? 1 : 0);
    expect(await page.getByText('Ikut gelombang berikutnya').count()).toBe(name === 'granted' ? 0 : 1);
    await lookAt(page, `appeal-${name}`);
    await page.context().close();
  });

  test('can not be appealed after its time, and who lost the draw is offered nothing to appeal', async () => {
    const page = await browser.newPage();
    await pretend(page, { appealableUntil: undefined, appeal: undefined });
    await page.goto(`${at('/hasil')}#${people['excluded']!.manageToken}`);
    await page.getByRole('heading', { name: 'Anda tidak ikut diundi' }).waitFor();
    expect(await page.getByText('Ajukan keberatan', { exact: true }).count()).toBe(0);
    const other = await openResult('not-selected');
    await other.getByRole('heading', { name: 'Kali ini Anda belum terpilih' }).waitFor();
    expect(await other.getByText('Ajukan keberatan', { exact: true }).count()).toBe(0);
    await Promise.all([page.context().close(), other.context().close()]);
  });
});

test('a receipt file and a pasted key open the result; what holds no key is told', async () => {
  const page = await browser.newPage();
  await page.goto(at('/hasil'));
  await page.getByLabel('Kunci hasil').fill('ini bukan kunci');
  await page.getByRole('button', { name: 'Buka', exact: true }).click();
  await page.getByText('Di sini tidak ditemukan kunci hasil.').waitFor();
  await lookAt(page, 'result-no-key');
  const { receipt, manageToken } = people['excluded']!;
  const buffer = Buffer.from(`TANDA TERIMA\r\n${receipt}\r\n\r\n${manageToken}\r\n`);
  await page.getByLabel('Buka berkas tanda terima').setInputFiles({ name: 'tanda-terima.txt', mimeType: 'text/plain', buffer });
  await page.getByRole('heading', { name: 'Anda tidak ikut diundi' }).waitFor();
  await page.getByText('Buka tanda terima lain').click();
  await page.getByLabel('Kunci hasil').fill(people['selected']!.manageToken);
  await page.getByRole('button', { name: 'Buka', exact: true }).click();
  await page.getByRole('heading', { name: 'Selamat, Anda terpilih' }).waitFor();
  await page.context().close();
});

test('a key that is not ours is refused in words', async () => {
  const { manageToken } = people['selected']!;
  const [header, payload, signature = ''] = manageToken.split('.');
  const page = await browser.newPage();
  await page.goto(`${at('/hasil')}#${header}.${payload}.${'A'.repeat(signature.length)}`);
  await page.getByText('Kunci ini tidak berlaku, atau sudah lewat masanya.').waitFor();
  await lookAt(page, 'result-refused');
  await page.context().close();
});

test('the next wave is joined by one press, kept where the last one is, and shown as registered; twice is once', async () => {
  // Beyond the minutes of the spread, and before the sealed details are erased, which is after a day in this stage.
  system.advanceTo('2020-08-09T05:45:00.000Z');
  const page = await browser.newPage();
  const { own: _, ...kept } = people['not-selected']!;
  await page.goto(at('/'));
  await page.evaluate((one) => localStorage.setItem('gelombang.receipts', JSON.stringify([one])), {
    ...kept,
    waveId: '2020-04',
    number: 4,
  });
  await page.reload();
  await page.getByText('Tanda terima Anda tersimpan di HP ini.').waitFor();
  await lookAt(page, 'home-published');
  await page.goto(at('/hasil'));
  const posts: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
  await page.getByRole('button', { name: 'Ikut gelombang 5' }).dblclick();
  await page.getByRole('heading', { name: 'Anda sudah terdaftar' }).waitFor();
  expect(posts).toEqual([at('/v1/waves/2020-05/registration')]);
  const now = JSON.parse((await page.evaluate(() => localStorage.getItem('gelombang.receipts'))) ?? '[]') as { waveId: string }[];
  expect(now.map(({ waveId }) => waveId)).toEqual(['2020-05', '2020-04']);
  const again = await system.send('POST', '/v1/waves/2020-05/registration', { token: kept.manageToken });
  expect(now[0]).toMatchObject({ receipt: again.json['receipt'], manageToken: again.json['manageToken'] });
  await page.locator('.receipt').getByText('Tersimpan di HP ini.').waitFor();
  await lookAt(page, 'joined');

  // Both are there, and there is no third wave.
  await page.goto(at('/hasil'));
  await page.getByRole('heading', { name: 'Anda terdaftar' }).waitFor();
  await page.getByLabel('Gelombang 4').check();
  await page.getByText('Belum ada gelombang berikutnya.').waitFor();
  await lookAt(page, 'result-of-two');
  await page.context().close();
});

test('whose details are erased is told so, and led to the form', async () => {
  const page = await openResult('not-selected');
  await page.route('**/2020-05/registration', (route) => {
    const problem = {
      type: 'urn:gelombang:problem:details-erased',
      title: 'Data dari pendaftaran ini sudah tidak kami simpan.',
      status: 409,
    };
    return route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(problem) });
  });
  await page.getByRole('button', { name: 'Ikut gelombang 5' }).click();
  await page.getByText('Data dari pendaftaran ini sudah tidak kami simpan.').waitFor();
  await lookAt(page, 'join-refused');
  await page.getByRole('link', { name: 'Isi formulir sekarang' }).click();
  await page.locator('#nik').waitFor();
  await page.context().close();
});

test('who has waited with the page open sees the result without touching anything', async () => {
  await waiting.getByRole('heading', { name: /Selamat, Anda terpilih|Kali ini Anda belum terpilih/ }).waitFor({ timeout: 40_000 });
  await waiting.context().close();
});
