import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KINDS } from '#shared/desk/kinds.ts';
import type { ProposalDocument } from '#shared/desk/proposal.ts';
import { importPeople } from '../support/import-over-http.ts';
import { nik } from '../support/people.ts';
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

/** @returns the id of the proposal of a plan of the wave with these changes */
async function proposed(changes: object): Promise<string> {
  const token = await system.runtime.token(['officer'], 'siti');
  const { json } = await system.send('PUT', '/v1/waves/2020-04', { body: planBody(changes), token });
  return String(json['proposalId']);
}

const card = (page: Page, proposalId: string) => page.locator('article').filter({ hasText: proposalId });

describe('a decision', () => {
  test('whose answer is lost is sent again, and is the same decision', async () => {
    const proposalId = await proposed({ places: 12, byProvince: { '31': 6, '32': 6 } });
    const page = await openAs('budi', 'approver', `/en/officers/proposals#${proposalId}`);
    let lost = 0;
    await page.route('**/plan-decision', async (route) => {
      if (lost++ > 0) return route.fallback();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'Approve' }).press('Enter');
    await page.getByText('The server does not answer.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('The server does not answer.');
    await lookAt(page, 'decision-lost');
    await page.getByRole('button', { name: 'Send the decision again' }).press('Enter');
    await page.getByText('Approved and carried out.').waitFor();
    // What it was held against is still there to be read, though the wave is another one by now.
    expect(await page.locator('ins').allTextContents()).toEqual(['12', '6']);
    expect((await system.send('GET', '/v1/waves/2020-04')).json['places']).toBe(12);
    await page.context().close();
  });

  test('on a plan that another one has overtaken is refused in words, and the card stays with them', async () => {
    const overtaken = await proposed({ number: 5 });
    const first = await proposed({ number: 6 });
    const page = await openAs('budi', 'approver', '/en/officers/proposals');
    await card(page, first).getByRole('button', { name: 'Approve' }).click();
    await card(page, first).getByText('Approved and carried out.').waitFor();
    await card(page, overtaken).getByRole('button', { name: 'Approve' }).click();
    await card(page, overtaken).getByText('Another officer has just changed this wave; read it again and repeat.').waitFor();
    await lookAt(page, 'decision-overtaken');
    await page.goto(at(`/en/officers/proposals#${overtaken}`));
    await page.reload();
    await page.getByText('Not carried out: the wave had changed meanwhile').waitFor();
    expect(await page.getByRole('button', { name: 'Carry it out again' }).count()).toBe(0);
    expect((await system.send('GET', '/v1/waves/2020-04')).json['number']).toBe(6);
    await page.context().close();
  });
});

test('lists of the right kind are offered by their versions, and the proposal names the exact one', async () => {
  const token = await system.runtime.token(['officer'], 'siti');
  const api = { base: system.runtime.url, token };
  await importPeople(api, 'aid-2020', [nik(1), nik(2)], 'aid', '2020-08-01');
  await importPeople(api, 'officials', [nik(3)], 'barred-occupation', '2020-08-01');
  const page = await openAs('siti', 'officer', '/petugas/rencana#2020-04');
  await page.getByLabel('aid-2020', { exact: true }).check();
  await page.getByLabel('Versi aid-2020').waitFor();
  await page.getByLabel('officials', { exact: true }).check();
  await page.getByLabel('Versi officials').selectOption('Versi 1: 1 Agustus 2020, 1 orang');
  await page.locator('.preview').getByText('officials, versi 1').waitFor();
  await lookAt(page, 'plan-lists');
  await page.getByRole('button', { name: 'Usulkan' }).click();
  await page.getByRole('heading', { name: 'Usulan sudah masuk' }).waitFor();
  const { json } = await system.send('GET', '/v1/proposals?state=pending', { token });
  const [proposal] = json['proposals'] as ProposalDocument[];
  expect(proposal?.body['rules']).toMatchObject({ exclusionLists: ['aid-2020@1'], barredLists: ['officials@1'] });
  await page.context().close();
});

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
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Belum dapat dijadwalkan.');
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
