/**
 * `npm run pictures -- <data folder of a demo>`: the pictures of the README, from the pages themselves. The programme of the demo goes on into
 * 2021: a wave is planned, registered in and drawn, the next one opens and a third waits for approval; then Chromium opens the pages. The
 * folder is copied first. Needs Chromium (Debian's, or its path in CHROMIUM).
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Runtime, startRuntime } from '#infra/local/runtime.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type Person, population } from './population.ts';
import { seededRandom } from './random.ts';
import { registrationBody } from './registering.ts';
import { askAt, scheduledByTwo } from './scheduling.ts';
import { synthesize } from './synthesize.ts';
import { placesByProvince } from './timeline.ts';

const OUT = join(import.meta.dirname, '..', 'docs', 'pictures');
const PHONE = { width: 360, height: 720 };
const DESK = { width: 1024, height: 720 };
const QUALITY = 72;
/** After the demo's year has been closed. */
const START = Date.parse('2021-01-11T03:00:00.000Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WAVE_12 = START + 2 * HOUR_MS;
const WAVE_13 = WAVE_12 + 2 * DAY_MS;
const PEOPLE = 400;
const PATIENCE_MS = 120_000;

const [given] = process.argv.slice(2);
if (given === undefined)
  fail('Which demo? GELOMBANG_DATA=<folder> npm run demo -- --scale 0.0001, then npm run pictures -- <folder>.');
const work = await mkdtemp(join(tmpdir(), 'gelombang-pictures-'));
await cp(resolve(given), join(work, 'data'), { recursive: true });
await rm(join(work, 'data', 'lock'), { force: true });
await synthesize(join(work, 'assembly'));
const runtime = await startRuntime({
  assembly: join(work, 'assembly'),
  dataFolder: join(work, 'data'),
  port: 0,
  startAt: START,
  log: (line) => process.stderr.write(`${line}\n`),
});
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const people = population(seededRandom(2021)).next(PEOPLE);
  await plan('2021-12', 12, WAVE_12);
  await plan('2021-13', 13, WAVE_13);
  runtime.clock.advanceTo(WAVE_12 + HOUR_MS);
  const tokens = await register('2021-12', people);
  runtime.clock.advanceTo(WAVE_12 + DAY_MS + 60_000);
  await published('2021-12');
  runtime.clock.advanceTo(WAVE_13 + HOUR_MS);
  await register('2021-13', people.slice(0, PEOPLE / 4));
  await mkdir(OUT, { recursive: true });
  await ofApplicants(await selected('2021-12', tokens), people[1] as Person);
  await ofEverybody();
  await ofOfficers();
} finally {
  await browser.close();
  await runtime.stop();
  await rm(work, { recursive: true, force: true });
}

async function ofApplicants(manageToken: string, person: Person): Promise<void> {
  const page = await opened(PHONE);
  await page.goto(at(PATHS.home.id));
  await page.getByRole('link', { name: 'Daftar gelombang 13' }).first().waitFor();
  await picture(page, 'home');
  await page.goto(at(PATHS.register.id));
  await page.locator('#nik').waitFor();
  await page.locator('#fullName').fill(person.fullName);
  await page.locator('#nik').fill(`${person.nik.slice(0, 6)}991399${person.nik.slice(12)}`);
  await page.locator('#kk').focus();
  await page.locator('#fullName').evaluate((field) => field.scrollIntoView());
  await picture(page, 'form');
  await page.goto(`${at(PATHS.result.id)}#${manageToken}`);
  await page.getByRole('heading', { name: 'Selamat, Anda terpilih' }).waitFor();
  await sleep(1_500);
  await picture(page, 'result');
  await page.context().close();
}

async function ofEverybody(): Promise<void> {
  const page = await opened(DESK);
  await page.goto(`${at(PATHS.check.en)}#2021-12`);
  await page.getByRole('button', { name: 'Recount now' }).click();
  await page.getByText(/This draw is right/).waitFor({ timeout: PATIENCE_MS });
  await picture(page, 'recount');
  await page.goto(at(PATHS.draw.en));
  await page.locator('#draw figure svg').first().waitFor();
  await page
    .locator('#draw figure')
    .first()
    .evaluate((drawing) => drawing.scrollIntoView());
  await picture(page, 'draw');
  await page.goto(at(PATHS.places.en));
  await page.locator('#year').selectOption('2020');
  await page.locator('figcaption', { hasText: 'The flow of places of 2020' }).waitFor();
  await page.locator('#places svg').first().waitFor();
  await page
    .locator('#places svg')
    .first()
    .evaluate((drawing) => drawing.closest('figure')?.scrollIntoView());
  await picture(page, 'places');
  await page.context().close();
}

async function ofOfficers(): Promise<void> {
  const page = await opened(DESK);
  await page.goto(at(PATHS.officers.en));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'siti (officer)' }).click();
  await page.getByText('local-siti').waitFor();
  await page.goto(`${at(PATHS.wave.en)}#2021-12`);
  await page.locator('.map svg').first().waitFor();
  await page
    .locator('.map svg')
    .first()
    .evaluate((drawing) => drawing.closest('figure')?.scrollIntoView());
  await picture(page, 'wave');
  await page.goto(at(PATHS.plan.en));
  await page.getByLabel('What is planned?').selectOption('A new wave, copied from wave 13');
  await page.locator('#byProvince').waitFor();
  await page.locator('#places').fill('150');
  await page.locator('#places').evaluate((field) => field.closest('section, fieldset, .field')?.scrollIntoView());
  await picture(page, 'plan');
  await page.context().close();
}

async function plan(waveId: string, number: number, opensAt: number): Promise<void> {
  const instant = (ms: number) => new Date(ms).toISOString();
  const closesAt = opensAt + DAY_MS;
  const places = 120;
  const body = {
    number,
    opensAt: instant(opensAt),
    closesAt: instant(closesAt),
    beacon: { at: instant(closesAt + 10 * 60_000) },
    places,
    byProvince: placesByProvince(places),
    priority: { group: 'laid-off', perMille: 800 },
    spillOver: true,
    rules: {
      minimumAge: 18,
      maximumAge: 64,
      formalEducation: 'refused',
      barredOccupations: ['state-official', 'assembly-member', 'civil-servant', 'soldier', 'police-officer', 'village-head'],
      exclusionLists: [],
    },
  };
  const officers = { officer: await runtime.token('officer', 'siti'), approver: await runtime.token('approver', 'budi') };
  const { status, text } = await scheduledByTwo(askAt(runtime.url), waveId, body, officers);
  if (status !== 201) fail(`${waveId} was refused: ${text}`);
}

/** @returns the manage tokens of those who were taken */
async function register(waveId: string, people: readonly Person[]): Promise<string[]> {
  const tokens: string[] = [];
  for (const person of people) {
    const answer = await fetch(at(`/v1/waves/${waveId}/registrations`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(registrationBody(person)),
    });
    if (answer.status === 201) tokens.push(((await answer.json()) as { manageToken: string }).manageToken);
  }
  return tokens;
}

async function selected(waveId: string, tokens: readonly string[]): Promise<string> {
  for (const token of tokens) {
    const answer = await fetch(at(`/v1/waves/${waveId}/registration`), { headers: { authorization: `Bearer ${token}` } });
    if (((await answer.json()) as { state: string }).state === 'selected') return token;
  }
  return fail(`Nobody was selected in ${waveId}.`);
}

async function published(waveId: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const { state } = (await (await fetch(at(`/v1/waves/${waveId}`))).json()) as { state: string };
    if (state === 'published') return;
    const commitment = await fetch(at(`/v1/waves/${waveId}/evidence/commitment.json`));
    if (commitment.ok) {
      const { beacon } = (await commitment.json()) as { beacon: { roundAt: string } };
      runtime.clock.advanceTo(Date.parse(beacon.roundAt) + 1_000);
    }
    await sleep(200);
  }
  fail(`${waveId} was not published in ${PATIENCE_MS / 1000} s.`);
}

async function opened(viewport: { width: number; height: number }): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport, colorScheme: 'light', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** What the window shows, as WebP: a tenth of a PNG. */
async function picture(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  const bytes = Buffer.from(data, 'base64');
  await writeFile(join(OUT, `${name}.webp`), bytes);
  process.stdout.write(`docs/pictures/${name}.webp: ${Math.round(bytes.length / 1024)} KB\n`);
}

function at(path: string): string {
  return `${(runtime as Runtime).url}${path}`;
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
