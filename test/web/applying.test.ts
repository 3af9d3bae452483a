import { readFileSync } from 'node:fs';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applicant, nik } from '../support/people.ts';
import { planBody, type System, startSystem } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { expectAccessible, lookAt, useBrowser } from './browser.ts';
import { fillIn } from './typing.ts';

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  expect((await schedule(system, '2020-04', planBody({ byProvince: 'national' }))).status).toBe(201);
});
afterAll(() => system?.stop());

/** Every POST that the page has sent. */
function postsOf(page: Page): Request[] {
  const posts: Request[] = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(request));
  return posts;
}

async function openForm(page: Page, path = '/daftar'): Promise<void> {
  await page.goto(at(path));
  await page.locator('#nik').waitFor();
}

describe('before the opening', () => {
  test('the wave is announced with its countdown by the server’s clock, and the form can be filled in', async () => {
    const page = await browser.newPage();
    await page.goto(at('/'));
    // The phone’s own clock is years ahead.
    await page.getByText(/^Dibuka (59 menit|1 jam)/).waitFor();
    await lookAt(page, 'home-announced');
    await page.getByRole('link', { name: 'Isi formulir sekarang' }).click();
    await fillIn(page);
    const posts = postsOf(page);
    await page.getByRole('button', { name: 'Kirim pendaftaran' }).click();
    await page.getByText(/Gelombang ini belum dibuka. Pendaftaran Anda dikirim sendiri 1 jam/).waitFor();
    await lookAt(page, 'waiting-for-the-opening');
    await page.getByRole('button', { name: 'Batal' }).click();
    // What was typed is still there.
    expect(await page.locator('#nik').inputValue()).toBe(applicant().nik);
    expect(posts).toEqual([]);
    await page.context().close();
  });

  test('in the first minutes the submit is put off by the published rule, and is sent by itself', async () => {
    system.advanceTo('2020-08-08T05:00:01.000Z');
    const page = await browser.newPage();
    await page.clock.install();
    await openForm(page);
    await fillIn(page, { nik: nik(901), birthDate: '1990-01-01' });
    const posts = postsOf(page);
    // As unlucky as one can be: three minutes.
    await page.evaluate(() => {
      Math.random = () => 0.999;
    });
    await page.getByRole('button', { name: 'Kirim pendaftaran' }).click();
    await page.getByText(/Dikirim sendiri (2 menit 5\d|3 menit) /).waitFor();
    await lookAt(page, 'waiting-for-the-turn');
    await page.clock.fastForward(100_000);
    expect(posts).toEqual([]);
    await page.clock.fastForward(81_000);
    await page.getByRole('heading', { name: 'Anda sudah terdaftar' }).waitFor();
    expect(posts).toHaveLength(1);
    await page.context().close();
  });
});

describe('while the wave is open', () => {
  beforeAll(() => system.advanceTo('2020-08-08T06:00:00.000Z'));

  test('somebody applies, presses twice, and is registered once; the receipt is kept as a file, on paper and on the phone', async () => {
    const page = await browser.newPage();
    await page.goto(at('/'));
    await lookAt(page, 'home-open');
    await page.getByRole('link', { name: 'Daftar gelombang 4' }).click();
    await page.locator('#nik').waitFor();
    await lookAt(page, 'form-empty');
    const body = await fillIn(page);
    const posts = postsOf(page);
    // Twice before anything can be drawn anew, as a trembling finger does.
    await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('button[type=submit]');
      button?.click();
      button?.click();
    });
    await page.getByRole('heading', { name: 'Anda sudah terdaftar' }).waitFor();
    expect(posts).toHaveLength(1);
    expect(JSON.parse(posts[0]!.postData()!)).toEqual(body);
    expect(await page.evaluate(() => localStorage.length), 'nothing is kept before it is asked for').toBe(0);
    await page.getByRole('img', { name: /Kode QR/ }).waitFor();
    await lookAt(page, 'receipt');

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Simpan sebagai berkas' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('tanda-terima-gelombang-4.txt');
    const text = readFileSync(await file.path(), 'utf8');
    const again = await system.send('POST', '/v1/waves/2020-04/registrations', { body });
    expect(again.status).toBe(200);
    for (const part of ['entryId', 'receipt', 'manageToken']) expect(text).toContain(String(again.json[part]));
    expect(text).not.toContain(body.nik);

    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('img', { name: /Kode QR/ }).isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Cetak' }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });

    await page.getByRole('button', { name: 'Simpan di HP ini' }).click();
    await page.getByText('Tersimpan di HP ini.').waitFor();
    await page.goto(at('/hasil'));
    await page.getByRole('heading', { name: 'Anda terdaftar' }).waitFor();
    await lookAt(page, 'result-waiting');
    await page.getByText('Tanda terima di HP ini').click();
    await page.getByRole('button', { name: 'Hapus dari HP ini' }).click();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.context().close();
  });

  test('a connection that breaks costs nothing: it is sent again, the same bytes, and gives the same receipt', async () => {
    const page = await browser.newPage();
    await openForm(page);
    await fillIn(page, { nik: nik(902), birthDate: '1990-01-01' });
    await page.locator('#remember').check();
    await page.getByText('Isian Anda tersimpan di HP ini.').waitFor();
    await lookAt(page, 'form-kept');
    const posts = postsOf(page);
    // The first try arrives and its answer is lost; the second finds no connection at all.
    let answers = 0;
    await page.route('**/registrations', async (route) => {
      await route.fetch();
      answers++;
      await page.context().setOffline(true);
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'Kirim pendaftaran' }).click();
    await page.getByText(/Sambungan terputus/).waitFor();
    await lookAt(page, 'offline');
    expect(answers).toBe(1);

    await page.unroute('**/registrations');
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'Anda sudah terdaftar' }).waitFor();
    await page.getByText('Tersimpan di HP ini.').waitFor();
    expect(new Set(posts.map((post) => post.postData())).size).toBe(1);
    expect(posts.length).toBeGreaterThanOrEqual(2);
    const again = await system.send('POST', '/v1/waves/2020-04/registrations', { body: JSON.parse(posts[0]!.postData()!) });
    const kept = JSON.parse((await page.evaluate(() => localStorage.getItem('gelombang.receipts'))) ?? '[]');
    expect(kept).toMatchObject([{ receipt: again.json['receipt'], manageToken: again.json['manageToken'] }]);
    expect(await page.evaluate(() => localStorage.getItem('gelombang.draft')), 'sent, and so forgotten').toBeNull();
    await page.context().close();
  });

  test('what was typed outlives a page that is closed, when asked to, and is deleted by one press', async () => {
    const page = await browser.newPage();
    await openForm(page);
    await page.locator('#nik').fill('317405');
    await page.reload();
    await page.locator('#nik').waitFor();
    expect(await page.locator('#nik').inputValue(), 'nothing is kept that was not asked for').toBe('');
    await page.locator('#nik').fill('317405');
    await page.locator('#remember').check();
    await page.reload();
    await page.locator('#nik').waitFor();
    expect(await page.locator('#nik').inputValue()).toBe('317405');
    await page.getByRole('button', { name: 'Hapus dari HP ini' }).click();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.context().close();
  });

  test('an empty form is refused field by field; the summary has the focus and leads to each field', async () => {
    const page = await browser.newPage();
    await openForm(page);
    const posts = postsOf(page);
    await page.getByRole('button', { name: 'Kirim pendaftaran' }).click();
    await page.getByRole('heading', { name: 'Ada yang perlu diperbaiki' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Ada yang perlu diperbaiki');
    const links = page.locator('.summary a');
    expect(await links.count()).toBe(10);
    for (let link = 0; link < 10; link++) {
      await links.nth(link).click();
      const id = await page.evaluate(() => document.activeElement?.id);
      expect(id).toBe(((await links.nth(link).getAttribute('href')) ?? '').slice(1));
      // What is wrong is said of the field itself as well.
      const said = await page.evaluate((field) => {
        const element = document.getElementById(field);
        const group = element?.closest('fieldset');
        const ids = [element, group].flatMap((one) => (one?.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean));
        return ids.map((one) => document.getElementById(one)?.textContent).join(' ');
      }, id!);
      expect(said).toContain(await links.nth(link).textContent());
    }
    await lookAt(page, 'form-faults');
    expect(posts).toEqual([]);
    await page.context().close();
  });

  test('each field says what is wrong as soon as it is left, and nothing more once it is mended', async () => {
    const page = await browser.newPage();
    await openForm(page);
    const cases: [id: string, wrong: string, says: RegExp, right: string][] = [
      ['fullName', 'S1ti', /huruf/, 'Siti'],
      ['nik', '31740565089200', /16 angka/, '3174056508920003'],
      ['nik', '0074056508920003', /provinsi/, '3174056508920003'],
      ['nik', '3174057508920003', /tanggal/, '3174 0565 0892 0003'],
      ['kk', '0174051203150007', /Kartu Keluarga/, '3174051203150007'],
      ['kk', '3174056508920003', /NIK Anda/, '3174051203150007'],
      ['phone', '0812', /nomor HP/, '0812-3456-7890'],
      ['birthDate-year', '2095', /kalender/, '1992'],
    ];
    await page.locator('#birthDate').fill('25');
    await page.locator('#birthDate-month').selectOption('8');
    for (const [id, wrong, says, right] of cases) {
      const field = page.locator(`#${id}`);
      await field.fill(wrong);
      await field.blur();
      const fault = page.locator('.fault');
      expect(await fault.textContent(), `${id}: ${wrong}`).toMatch(says);
      await field.fill(right);
      await expect.poll(() => fault.count(), { message: `${id}: ${right}` }).toBe(0);
    }
    await page.locator('#birthDate-year').fill('1991');
    await page.getByText('NIK Anda menunjukkan tanggal lahir lain').waitFor();
    await page.getByText('NIK ini diterbitkan di DKI Jakarta.').waitFor();
    await page.context().close();
  });

  test('what only the server knows is said in its words: other details, and a field', async () => {
    const page = await browser.newPage();
    await openForm(page);
    // As the first test has registered, with another name.
    await fillIn(page, { fullName: 'Siti Rahayu' });
    await page.getByRole('button', { name: 'Kirim pendaftaran' }).click();
    await page.getByText('Anda sudah terdaftar di gelombang ini dengan data lain; pendaftaran pertama tetap berlaku.').waitFor();
    await lookAt(page, 'refused');
    await page.getByRole('button', { name: 'Kembali ke formulir' }).click();
    expect(await page.locator('#fullName').inputValue()).toBe('Siti Rahayu');

    const errors = [{ pointer: '/province', detail: 'Provinsi domisili adalah kode dua angka.' }];
    const problem = {
      type: 'urn:gelombang:problem:invalid-fields',
      title: 'Ada isian yang perlu diperbaiki.',
      status: 422,
      errors,
    };
    await page.route('**/registrations', (route) =>
      route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    );
    await page.getByRole('button', { name: 'Kirim pendaftaran' }).click();
    const link = page.locator('.summary a');
    await link.click();
    expect(await link.textContent()).toBe(errors[0]!.detail);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('province');
    await page.context().close();
  });

  test('a busy service is asked again after what it says, with the same bytes', async () => {
    const page = await browser.newPage();
    await openForm(page, '/en/register');
    await fillIn(page, { nik: nik(903), birthDate: '1990-01-01' });
    const posts = postsOf(page);
    let busy = 2;
    await page.route('**/registrations', (route) =>
      busy-- > 0 ? route.fulfill({ status: 503, headers: { 'retry-after': '1' }, body: 'busy' }) : route.continue(),
    );
    await page.getByRole('button', { name: 'Send the registration' }).click();
    await page.getByText(/The service is busy. It is sent again by itself in \d+ s/).waitFor();
    await page.getByRole('heading', { name: 'You are registered' }).waitFor();
    expect(posts).toHaveLength(3);
    expect(new Set(posts.map((post) => post.postData())).size).toBe(1);
    await page.context().close();
  });

  test('the keyboard alone is enough, from the top of the page to the receipt', async () => {
    const page = await browser.newPage();
    await openForm(page);
    const press = async (keys: string) => page.keyboard.press(keys);
    await press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Langsung ke isi');
    await press('Enter');
    const type = async (text: string) => {
      await press('Tab');
      await page.keyboard.type(text);
    };
    await type('Dewi Lestari');
    await type(nik(904));
    await type('3174051203150019');
    await type('1');
    await type('Januari');
    await type('1990');
    await type('081234567890');
    await type('DKI');
    await type('Sopir');
    for (let group = 0; group < 2; group++) {
      await press('Tab');
      await press('Space');
      await press('ArrowRight');
    }
    await press('Tab');
    await press('Space');
    await press('Tab');
    await press('Tab');
    await press('Enter');
    await page.getByRole('heading', { name: 'Anda sudah terdaftar' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Anda sudah terdaftar');
    await page.context().close();
  });

  test('no address that goes to a server, and nothing but our own origin, is ever asked with what is secret', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await openForm(page);
    const body = await fillIn(page, { nik: nik(905), birthDate: '1990-01-01' });
    await page.getByRole('button', { name: 'Kirim pendaftaran' }).click();
    await page.getByRole('heading', { name: 'Anda sudah terdaftar' }).waitFor();
    const again = await system.send('POST', '/v1/waves/2020-04/registrations', { body });
    await page.goto(`${at('/hasil')}#${again.json['manageToken']}`);
    await page.getByRole('heading', { name: 'Anda terdaftar' }).waitFor();
    expect(page.url(), 'the key does not stay in the address').toBe(at('/hasil'));
    expect(asked.length).toBeGreaterThan(8);
    for (const url of asked) {
      expect(url.startsWith(`${system.runtime.url}/`)).toBe(true);
      for (const secret of [body.nik, body.kk, String(again.json['manageToken']), String(again.json['receipt'])])
        expect(url.split('#')[0]).not.toContain(secret);
    }
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });

  test('without scripts the pages still say what the programme is, that hurrying makes no difference, and what is never asked for', async () => {
    const page = await browser.newPage({ javaScript: false });
    await page.goto(at('/'));
    const text = await page.locator('body').innerText();
    expect(text).toContain('Kapan Anda mendaftar selama pendaftaran dibuka tidak membuat perbedaan.');
    expect(text).toContain('kode OTP, PIN, atau kata sandi');
    expect(text).toContain('/v1/waves');
    await page.context().close();
  });

  test('who changes the language in the middle of the form goes on where she was, and nothing of it stays', async () => {
    const page = await browser.newPage();
    await openForm(page, '/daftar');
    const { fullName, kk } = await fillIn(page);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Send the registration' }).waitFor();
    expect(page.url()).toBe(at('/en/register'));
    expect([await page.locator('#fullName').inputValue(), await page.locator('#kk').inputValue()]).toEqual([fullName, kk]);
    expect(await page.locator('#consent').isChecked()).toBe(true);
    expect(await page.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 0]);
    await page.reload();
    await page.locator('#nik').waitFor();
    expect(await page.locator('#fullName').inputValue()).toBe('');
    await page.context().close();
  });

  test('the language is the address, and each page leads to itself in the other one', async () => {
    const page = await browser.newPage();
    const pairs: [id: string, en: string][] = [
      ['/', '/en/'],
      ['/daftar', '/en/register'],
      ['/hasil', '/en/result'],
      ['/data-anda', '/en/your-data'],
    ];
    for (const [id, en] of pairs) {
      await page.goto(at(id));
      expect(await page.locator('html').getAttribute('lang')).toBe('id');
      await page.getByRole('link', { name: 'English' }).click();
      await page.waitForURL(at(en));
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await lookAt(page, `english${en.replaceAll('/', '-')}`);
      await page.getByRole('link', { name: 'Indonesia', exact: true }).click();
      await page.waitForURL(at(id));
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
    await page.context().close();
  });
});
