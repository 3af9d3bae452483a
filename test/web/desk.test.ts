import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KINDS } from '#shared/desk/kinds.ts';
import { planBody, type System, startSystem } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';
import { lookAt, useBrowser } from './browser.ts';
import { signedIn } from './officers.ts';

const browser = useBrowser();
let system: System;
const at = (path: string) => `${system.runtime.url}${path}`;
const ENTRY = '0123456789abcdef0123456789abcdef';

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  expect((await schedule(system, '2020-04', planBody())).status).toBe(201);
}, 120_000);
afterAll(() => system?.stop());

async function openAs(name: string, role: string, path: string): Promise<Page> {
  const page = await browser.newPage({ width: 1280 });
  await signedIn(page, system, [role], name);
  await page.goto(at(path));
  return page;
}

test('what an opening lacks is told with what to mend, on the overview and where a plan is refused for it', async () => {
  const checks = [
    { check: 'beacon', holds: true, needed: 'a signed round', found: 'round 123' },
    { check: 'sealing-key', holds: false, needed: 'an answer', found: 'none', mend: 'Periksa kunci KMS.' },
  ];
  const page = await openAs('siti', 'officer', '/petugas/rencana#2020-04');
  await page.route('**/v1/preflight', (route) => route.fulfill({ json: { ready: false, checks } }));
  await page.route('**/v1/waves/2020-04', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'urn:gelombang:problem:not-ready', title: 'Belum dapat dijadwalkan.', checks: checks.slice(1) }),
    }),
  );
  await page.locator('#number').fill('7');
  await page.getByRole('button', { name: 'Usulkan' }).click();
  await page.getByText('Belum dapat dijadwalkan.').waitFor();
  await page.getByText('(Periksa kunci KMS.)').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Belum dapat dijadwalkan.');
  expect(await page.locator('#number').inputValue()).toBe('7');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(at('/petugas'));
  await page.getByText('Belum siap: 1 hal perlu dibereskan.').waitFor();
  await page.getByText('Periksa kunci KMS.').first().waitFor();
  await lookAt(page, 'overview-not-ready');
  await page.context().close();
});

test('decided ones come page by page, newest first, in the state that is asked for', async () => {
  const decided = (number: number, state: string) => ({
    proposalId: String(number).padStart(32, '0'),
    kind: 'resume-revocations',
    waveId: `wave-${number}`,
    body: { kind: 'resume-revocations', waveId: `wave-${number}` },
    bodyHash: '',
    proposedBy: 'local-siti',
    proposedAt: '2020-08-01T04:00:00.000Z',
    decideBy: '2020-08-08T04:00:00.000Z',
    state,
    ...(state === 'approved' && { decidedBy: 'local-budi', decidedAt: `2020-08-0${number}T04:00:00.000Z` }),
    decideAt: `/v1/proposals/${number}/decision`,
  });
  const page = await openAs('rina', 'auditor', '/petugas');
  await page.route('**/v1/proposals?**', (route) => {
    const query = new URL(route.request().url()).searchParams;
    if (query.get('state') === 'pending') return route.fulfill({ json: { proposals: [] } });
    if (query.get('state') === 'expired') return route.fulfill({ json: { proposals: [decided(9, 'expired')] } });
    if (query.get('after') === '2') return route.fulfill({ json: { proposals: [decided(3, 'approved')] } });
    return route.fulfill({ json: { proposals: [decided(1, 'approved'), decided(2, 'approved')], next: '2' } });
  });
  await page.goto(at('/petugas/usulan'));
  const waves = async () => (await page.locator('.decided summary').allTextContents()).map((text) => /wave-\d/.exec(text)?.[0]);
  await page.getByRole('button', { name: 'Muat lebih banyak' }).waitFor();
  expect(await waves()).toEqual(['wave-2', 'wave-1']);
  await page.getByRole('button', { name: 'Muat lebih banyak' }).press('Enter');
  await page.getByText('Semua sudah dimuat.').waitFor();
  expect(await waves()).toEqual(['wave-3', 'wave-2', 'wave-1']);
  await page.locator('.decided summary').first().press('Enter');
  await page.getByText('Disetujui, belum dilaksanakan').first().waitFor();
  // An auditor looks, and carries nothing out.
  expect(await page.getByRole('button', { name: 'Laksanakan lagi' }).count()).toBe(0);
  await lookAt(page, 'proposals-paged');
  await page.getByLabel('Gugur').check();
  await page.locator('.decided').filter({ hasText: 'wave-9' }).waitFor();
  expect(await waves()).toEqual(['wave-9']);
  await page.context().close();
});

test('each kind is told in plain words with all that it says, in both languages', async () => {
  const bodies: Record<keyof typeof KINDS, object> = {
    'stop-revocations': { waveId: '2020-03', reason: 'payments-failing' },
    'resume-revocations': { waveId: '2020-02' },
    'hold-wave': {
      waveId: '2020-03',
      from: '2020-08-08T05:00:00.000Z',
      until: '2020-08-10T05:00:00.000Z',
      reason: 'partner-outage',
    },
    'hold-place': { waveId: '2020-03', entryId: ENTRY, until: '2020-08-10T05:00:00.000Z', reason: 'open-appeal' },
    'revoke-place': { waveId: '2020-03', entryId: ENTRY, reason: 'withdrew' },
    'grant-recovered': { waveId: '2020-11', year: '2020', places: 1500, byProvince: { '31': 1000, '32': 500 } },
    'grant-appeal': { waveId: '2020-03', entryId: ENTRY, reason: 'list-was-wrong', remedyWaveId: '2020-04' },
    'register-partner': {
      partnerId: 'platform-a',
      name: 'Platform A',
      keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) }],
      state: 'suspended',
    },
  };
  const proposals = Object.entries(bodies).map(([kind, body], number) => ({
    proposalId: String(number).padStart(32, '0'),
    kind,
    ...('waveId' in body && { waveId: body.waveId }),
    body: { kind, ...body },
    bodyHash: '',
    proposedBy: 'local-siti',
    proposedAt: '2020-08-07T04:00:00.000Z',
    decideBy: '2020-08-14T04:00:00.000Z',
    state: 'pending',
    decideAt: '/v1/proposals/x/decision',
  }));
  const words = {
    '/petugas/usulan': [
      'Hentikan pencabutan kuota gelombang 2020-03',
      'Lanjutkan pencabutan kuota gelombang 2020-02',
      'Jeda batas waktu semua kuota gelombang 2020-03',
      'Jeda batas waktu satu kuota gelombang 2020-03',
      'Cabut satu kuota gelombang 2020-03',
      'Berikan 1.500 kuota kembali tahun 2020 kepada gelombang 2020-11',
      'Kabulkan satu keberatan gelombang 2020-03',
      'Mitra Platform A (platform-a)',
    ],
    '/en/officers/proposals': [
      'Stop taking back places of wave 2020-03',
      'Take back places of wave 2020-02 again',
      'Hold the deadlines of all places of wave 2020-03',
      'Hold the deadline of one place of wave 2020-03',
      'Take back one place of wave 2020-03',
      'Grant 1,500 returned places of 2020 to wave 2020-11',
      'Grant an appeal of wave 2020-03',
      'The partner Platform A (platform-a)',
    ],
  };
  for (const [path, lines] of Object.entries(words)) {
    const page = await openAs('budi', 'approver', '/petugas');
    await page.route('**/v1/proposals?**', (route) => route.fulfill({ json: { proposals } }));
    await page.goto(at(path));
    await page
      .getByRole('button', { name: /^(Setujui|Approve)$/ })
      .first()
      .waitFor();
    expect(await page.locator('article h3').allTextContents()).toEqual(lines);
    // A word of the API that is shown as it is would be one that nobody has translated.
    const shown = (await page.locator('article').allTextContents()).join('\n');
    for (const raw of [
      'payments-failing',
      'partner-outage',
      'open-appeal',
      'withdrew',
      'list-was-wrong',
      'suspended',
      'byProvince',
    ]) {
      expect(shown).not.toContain(raw);
    }
    for (const fact of [ENTRY, 'platform-a', 'A'.repeat(43), 'DKI Jakarta (31)']) expect(shown).toContain(fact);
    await lookAt(page, path.startsWith('/en') ? 'proposals-kinds-en' : 'proposals-kinds');
    await page.context().close();
  }
});
