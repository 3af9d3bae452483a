import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry } from '#shared/audit/audit-entry.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import { readOn, unread } from '#web/officer/audit/read-chain.ts';
import { chainOf, rewritten } from '../support/audit-chain.ts';
import { applicant } from '../support/people.ts';
import { planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';
import { signedIn } from './officers.ts';

type Log = { chain: string; entries: AuditEntry[]; next?: number };

describe('a chain that is read', () => {
  const chain = chainOf('officers', 6);
  const [front, back] = [chain.slice(0, 3), chain.slice(3)];
  const read = (...pages: unknown[]) => pages.reduce(readOn, unread('officers'));

  test('in pages holds, as far as it was read', () => {
    const first = read({ chain: 'officers', entries: front, next: 3 });
    expect(first).toMatchObject({ entries: front, next: 3 });
    const whole = readOn(first, { chain: 'officers', entries: back });
    expect(whole).toEqual({ chain: 'officers', entries: chain, sent: chain, next: undefined });
  });

  test.each<[string, unknown[], object]>([
    ['a field changed', [{ entries: [chain[0], { ...chain[1]!, actor: 'another' }, chain[2]] }], { number: 2, why: 'changed' }],
    [
      'an entry removed between its pages',
      [{ entries: front, next: 3 }, { entries: back.slice(1) }],
      { number: 4, why: 'out-of-order' },
    ],
    [
      'its second page from a chain written anew',
      [{ entries: front, next: 3 }, { entries: rewritten(chain, 3, (of) => ({ ...of, actor: 'another' })).slice(3) }],
      { number: 4, why: 'unlinked' },
    ],
    ['an entry of another chain', [{ entries: chainOf('openings-00', 1) }], { number: 1, why: 'of-another-chain' }],
    ['a field of no entry', [{ entries: [{ ...chain[0]!, nik: '1' }], next: 1 }], { number: 1, why: 'malformed' }],
    [
      'a page that never ends',
      [
        { entries: front, next: 3 },
        { entries: [], next: 3 },
      ],
      { number: 4, why: 'endless' },
    ],
  ])('with %s is told by its number', (_, pages, broken) => {
    expect(read(...pages).broken).toEqual(broken);
  });
});

describe('the audit log', () => {
  const browser = useBrowser();
  let system: System;
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-audit-page-'));
  let log: Log;
  const at = (path: string) => `${system.runtime.url}${path}`;

  /** A wave that two people have announced, drawn and published with the heads of the log; then an officer was refused something. */
  beforeAll(async () => {
    system = await startSystem('2020-08-08T04:00:00.000Z');
    expect((await schedule(system, '2020-04', planBody({ byProvince: 'national', places: 1 }))).status).toBe(201);
    system.advanceTo('2020-08-08T05:00:00.000Z');
    expect((await system.send('POST', '/v1/waves/2020-04/registrations', { body: applicant() })).status).toBe(201);
    system.advanceTo('2020-08-09T05:10:31.000Z');
    await untilPublished(system, '2020-04');
    const auditor = await system.runtime.token('auditor', 'rina');
    const forbidden = await system.send('POST', '/v1/proposals', {
      body: { kind: 'stop-revocations', waveId: '2020-04' },
      token: auditor,
    });
    expect(forbidden.status).toBe(403);
    log = ANSWERS.AuditPage.parse((await system.send('GET', '/v1/audit/officers', { token: auditor })).json) as Log;
    expect(log.entries.length).toBeGreaterThanOrEqual(5);
  }, 180_000);
  afterAll(async () => {
    await system?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(roles: readonly string[], path = '/petugas/audit', answer?: (of: Log) => Log): Promise<Page> {
    const page = await browser.newPage({ width: 1280 });
    await signedIn(page, system, roles, 'rina');
    if (answer)
      await page.route('**/v1/audit/officers?after=0', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: answer((await response.json()) as Log) });
      });
    await page.goto(at(path));
    return page;
  }

  /** What the verifier's command says of a chain that the page has saved. */
  async function savedAndVerified(page: Page) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Simpan seluruh rantai' }).click();
    const file = join(folder, `${Math.random()}.json`);
    expect((await download).suggestedFilename()).toBe('officers.json');
    await (await download).saveAs(file);
    return spawnSync(process.execPath, ['verify/audit/main.ts', file], { encoding: 'utf8' });
  }

  test('is readable, holds, is what was published, and is saved in the form that the verifier takes', async () => {
    const page = await open(['auditor']);
    const count = log.entries.length;
    await page.getByRole('status').getByText(`Utuh: ${count} entri dari nomor 1 sampai yang terakhir`).waitFor();
    await page.getByText('Sidik yang terbit bersama hasil gelombang ada di tempatnya: 1.').waitFor();
    await page
      .getByRole('row', {
        name: /^1 Sabtu, 0?8 Agustus 2020 pukul 11\.00\sWIB local-officer \(officer\) Mengusulkan gelombang 2020-04/,
      })
      .waitFor();
    await lookAt(page, 'audit-holds');
    await page.locator('#actor').selectOption('local-rina');
    await page.getByText(`1 dari ${count} entri yang dibaca.`).waitFor();
    await page.getByRole('row', { name: /local-rina Mengusulkan .*forbidden/ }).waitFor();
    await page.locator('#actor').selectOption('');
    await page.locator('#act').selectOption('approve');
    await page.getByText(`2 dari ${count} entri yang dibaca.`).waitFor();
    const { status, stdout } = await savedAndVerified(page);
    expect([status, stdout]).toEqual([0, expect.stringContaining('The audit log holds.')]);
  });

  test('is read page by page, and checked across pages', async () => {
    const page = await open(['auditor'], '/petugas/audit', (of) => ({ ...of, entries: of.entries.slice(0, 2), next: 2 }));
    await page.getByText('Utuh sejauh yang dibaca: 2 entri dari nomor 1. Masih ada entri sesudahnya.').waitFor();
    await page.getByText('Sidik terbit yang lebih jauh dari yang dibaca: 1.').waitFor();
    await lookAt(page, 'audit-page');
    const { status, stdout } = await savedAndVerified(page);
    expect([status, stdout]).toEqual([0, expect.stringContaining(`${log.entries.length} entries`)]);
    await page.getByText(`Utuh: ${log.entries.length} entri`).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Baca berikutnya' }).click();
    await page.getByText(`Utuh: ${log.entries.length} entri`).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'check');
  });

  test('is told as broken when an entry was altered on the way, and the saved file is none that holds', async () => {
    const page = await open(['officer'], '/petugas/audit', (of) => ({
      ...of,
      entries: of.entries.map((entry) => (entry.number === 2 ? { ...entry, outcome: 'rejected' } : entry)),
    }));
    await page.getByRole('alert').getByText('TIDAK UTUH: entri nomor 2 diubah: sidiknya bukan sidik isinya.').waitFor();
    await lookAt(page, 'audit-broken');
    const { status, stdout } = await savedAndVerified(page);
    expect([status, stdout]).toEqual([1, expect.stringContaining('NOT hold')]);
  });

  test('is told as broken when all of it was written anew, which only the published heads show', async () => {
    const anew = (of: Log) => ({ ...of, entries: rewritten(of.entries, 1, (entry) => ({ ...entry, actor: 'another' })) });
    const page = await open(['officer'], '/en/officers/audit', anew);
    await page
      .getByRole('alert')
      .getByText(/is not the one that was published with the results of 2020-04/)
      .waitFor();
    const cut = await open(['officer'], '/en/officers/audit', (of) => ({ ...of, entries: of.entries.slice(0, 1) }));
    await cut
      .getByRole('alert')
      .getByText(/is not the one that was published with the results of 2020-04/)
      .waitFor();
  });

  test('has chains of openings, and is not for everybody', async () => {
    const page = await open(['officer'], '/en/officers/audit');
    await page.locator('#chain').selectOption('openings-00');
    await page.getByText('This chain has no entry yet.').waitFor();
    const forbidden = await open(['support'], '/en/officers/audit');
    await forbidden.getByRole('alert').waitFor();
    expect(await forbidden.getByRole('status').count()).toBe(0);
    await lookAt(forbidden, 'audit-forbidden');
  });
});
