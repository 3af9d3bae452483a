import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildSite } from '#infra/site.ts';
import { EVIDENCE_ORIGIN, SITE_HEADERS } from '#infra/site-headers.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type System, startSystem } from '../support/running-system.ts';
import { lookAt, useBrowser } from './browser.ts';

/** Compressed, all that the home page needs before it is complete. */
const MOST_BYTES = 60 * 1024;

const site = await buildSite();
const text = (path: string) => Buffer.from(site.find((file) => file.path === path)!.contents).toString();
const pages = site.filter(({ contentType }) => contentType.startsWith('text/html'));
const scripts = site.filter(({ contentType }) => contentType.startsWith('text/javascript'));

describe('the built site', () => {
  test('is the same bytes from the same sources, and what a test runs is what was built', async () => {
    expect(await buildSite()).toEqual(site);
    const folder = join(inject('assembly'), 'site');
    const { files } = JSON.parse(readFileSync(join(folder, 'site.json'), 'utf8'));
    expect(files.map(({ path }: { path: string }) => path)).toEqual(site.map(({ path }) => path));
    for (const { path, file } of files) expect(readFileSync(join(folder, file), 'utf8')).toBe(text(path));
  });

  test('has each page in both languages, and names its files by their content', () => {
    expect(pages.map(({ path }) => path)).toEqual([...Object.values(PATHS).flatMap(({ id, en }) => [id, en])]);
    for (const { path } of pages) expect(text(path)).toContain(`<html lang="${path.startsWith('/en/') ? 'en' : 'id'}">`);
    for (const { path, cacheControl } of site.filter((file) => !pages.includes(file))) {
      expect(path).toMatch(/^\/assets\/[\w-]+-[A-Z0-9]{8}\.(js|css)$/);
      expect(cacheControl).toBe('public, max-age=31536000, immutable');
    }
    for (const { cacheControl } of pages) expect(cacheControl).toBe('public, max-age=0, s-maxage=60, must-revalidate');
  });

  test('puts a page online after all that it loads', () => {
    for (const [at, page] of site.entries()) {
      for (const asset of assetsIn(page.path)) expect(site.findIndex(({ path }) => path === asset)).toBeLessThan(at);
    }
    expect(site.slice(-pages.length)).toEqual(pages);
  });

  test.each([['/'], ['/en/'], ['/daftar'], ['/hasil'], ['/cek'], ['/gelombang'], ['/undian'], ['/kuota']])(
    '%s is complete with less than 60 KB',
    (path) => {
      const loaded = [path, ...assetsIn(path)];
      const bytes = loaded.map((one) => gzipSync(text(one), { level: 9 }).length).reduce((sum, one) => sum + one, 0);
      expect(loaded.length).toBeGreaterThan(2);
      expect(bytes).toBeLessThan(MOST_BYTES);
    },
  );

  test('asks nobody else, and has nothing inline that its policy would refuse', () => {
    for (const { path } of pages) {
      const html = text(path);
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/);
      for (const [, address] of html.matchAll(/\s(?:src|href|action)="([^"]*)"/g))
        expect(address).toMatch(/^(?:\/(?!\/)|#|data:image\/svg)/);
    }
    // The names of XML, which nobody loads, and the licence of a library.
    const known = /^http:\/\/www\.w3\.org\//;
    for (const { path } of [...scripts, ...site.filter((file) => file.path.endsWith('.css'))]) {
      const foreign = [...text(path).matchAll(/https?:\/\/[\w./-]+/g)]
        .map(([address]) => address)
        .filter((one) => !known.test(one));
      expect(foreign).toEqual([]);
    }
    expect(SITE_HEADERS['content-security-policy']).not.toMatch(/unsafe|\*|https?:/);
  });

  test('runs in the browsers of old phones: nothing of Node is in it', () => {
    for (const { path } of scripts) expect(text(path)).not.toMatch(/\bBuffer\b|\bprocess\.|node:|\brequire\(/);
  });
});

/** What a page loads at once. */
function assetsIn(path: string): string[] {
  return [...text(path).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, asset]) => asset!);
}

describe('beside the local API', () => {
  const browser = useBrowser();
  let system: System;
  beforeAll(async () => {
    system = await startSystem('2020-08-08T04:00:00.000Z');
  });
  afterAll(() => system?.stop());

  const bucketHere = () => system.runtime.environment('evidence')['AWS_ENDPOINT_URL_S3']!;
  const policyHere = () => SITE_HEADERS['content-security-policy'].replace(EVIDENCE_ORIGIN, new URL(bucketHere()).origin);

  test('a published file that is too large for a function reaches a page from the bucket, and nothing else of another origin does', async () => {
    const large = 'line\n'.repeat(1_000_000);
    const s3 = new S3Client({ endpoint: bucketHere(), region: 'x', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });
    const Bucket = system.runtime.environment('evidence')['EVIDENCE_BUCKET']!;
    await s3.send(new PutObjectCommand({ Bucket, Key: 'evidence/2020-04/winners.csv', Body: large, ContentType: 'text/csv' }));
    s3.destroy();
    const page = await browser.newPage();
    await page.goto(`${system.runtime.url}/cek`);
    const fetched = (address: string) =>
      page.evaluate(async (path) => {
        const text = await fetch(path)
          .then((answer) => answer.text())
          .catch(() => 'refused');
        return [text.length, text.slice(0, 7)] as const;
      }, address);
    expect(await fetched('/v1/waves/2020-04/evidence/winners.csv')).toEqual([large.length, 'line\nli']);
    const complaints: string[] = [];
    page.removeAllListeners('console');
    page.on('console', (message) => complaints.push(message.text()));
    expect(await fetched('http://127.0.0.1:9/anything')).toEqual([7, 'refused']);
    expect(complaints.join()).toMatch(/Content Security Policy/);
    await page.context().close();
  });

  test('each file has its headers, whatever the query; and only reading is allowed', async () => {
    for (const { path, contentType, cacheControl } of site) {
      const { status, headers, text: body } = await system.send('GET', `${path}?anything=1`);
      expect([path, status]).toEqual([path, 200]);
      expect(Object.fromEntries(headers)).toMatchObject({
        ...SITE_HEADERS,
        'content-security-policy': policyHere(),
        'content-type': contentType,
        'cache-control': cacheControl,
      });
      expect(body).toBe(text(path));
    }
    expect((await system.send('HEAD', '/')).text).toBe('');
    expect((await system.send('POST', '/daftar', { body: {} })).status).toBe(405);
    expect((await system.send('GET', '/assets/nothing.js')).status).toBe(404);
    expect((await system.send('GET', '/assets/../site.json')).status).toBe(404);
  });

  test('what is no page is said to be none, in both languages; a slash too many or too few leads to the page meant', async () => {
    for (const path of ['/tidak-ada', '/en/nothing', '/daftar/x', '/index.html', '/site.json', '/%00', '/__proto__']) {
      const { status, headers, text: body } = await system.send('GET', path);
      expect([path, status]).toEqual([path, 404]);
      expect(Object.fromEntries(headers)).toMatchObject({
        ...SITE_HEADERS,
        'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'content-type': 'text/html; charset=utf-8',
      });
      expect(body).toMatch(/Halaman ini tidak ada[\s\S]+There is no such page/);
    }
    expect((await system.send('HEAD', '/tidak-ada')).text).toBe('');
    for (const [path, meant] of [
      ['/en', '/en/'],
      ['/daftar/', '/daftar'],
      ['/en/officers/wave/?x=1', '/en/officers/wave'],
    ] as const) {
      const { status, headers } = await system.send('GET', path);
      expect([status, headers.get('location')]).toEqual([301, meant]);
    }
    const page = await browser.newPage();
    await page.goto(`${system.runtime.url}/tidak-ada`);
    await lookAt(page, 'not-there');
    await page.context().close();
  });

  test('the API stays where it was, and says the time of its own clock', async () => {
    const { status, headers } = await system.send('GET', '/v1/waves');
    expect(status).toBe(200);
    expect(headers.get('date')).toMatch(/^Sat, 08 Aug 2020 04:00:/);
    expect((await system.send('GET', '/.well-known/jwks.json')).status).toBe(200);
    expect((await system.send('GET', '/v1/nothing')).json).toEqual({ message: 'Not Found' });
  });
});
