/**
 * Beside `npm start`, as a process of its own: waves of some minutes, one after the other, so that whoever opens the page finds one to apply
 * to. They are proposed and approved as officers do it, by tokens of the runtime's own user pool, and a few people who don't exist
 * register too. Arguments: the runtime's address, its assembly, its data folder.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { printedToken } from '#infra/local/printed-token.ts';
import type { PublicWave } from '#shared/waves/public-wave.ts';
import { population } from './population.ts';
import { seededRandom } from './random.ts';
import { registrationBody } from './registering.ts';
import { askAt, scheduledByTwo } from './scheduling.ts';

/** `coba` is Indonesian for "try". */
const TRIAL = /^coba-(\d+)$/;
/** The API takes no plan that opens sooner than in ten seconds. */
const OPENS_IN_MS = 15_000;
const OPEN_MS = 240_000;
/** Time for screening and commitment on a slow laptop: a round that is over by then would be put off by another minute. */
const BEACON_AFTER_MS = 40_000;
/** As many as one hour holds: a runtime that is left alone doesn't fill the disk. */
const MOST_WAVES = 15;
const LOOK_EVERY_MS = 2_000;
/** With whoever tries the page, about half of those who are drawn are selected. */
const PLACES = 6;
const MADE_UP_PEOPLE = 11;

const [url = '', assembly = '', dataFolder = ''] = process.argv.slice(2);
// The runtime has ended, however it did.
process.on('disconnect', () => process.exit(0));

const ask = askAt(url);
for (let scheduled = 0; scheduled < MOST_WAVES; ) {
  const waves = await known();
  // Somebody plans waves by hand here: nothing is added to them.
  if (waves.some(({ waveId }) => !TRIAL.test(waveId))) break;
  const last = Math.max(0, ...waves.map(({ closesAt }) => Date.parse(closesAt)));
  const now = Date.now();
  if (last - now < 2 * OPENS_IN_MS) {
    const number = 1 + Math.max(0, ...waves.map((wave) => wave.number));
    const opensAt = Math.max(now + OPENS_IN_MS, last);
    const answer = await scheduledByTwo(ask, `coba-${number}`, plan(number, opensAt), await officers());
    if (answer.status !== 201) fail(`The trial wave ${number} was refused: ${answer.text}`);
    scheduled++;
    await sleep(opensAt + 1_000 - Date.now());
    await registerPeople(`coba-${number}`, number);
  }
  await sleep(LOOK_EVERY_MS);
}
process.disconnect?.();

async function known(): Promise<PublicWave[]> {
  const { waves } = (await (await fetch(`${url}/v1/waves`)).json()) as { waves: PublicWave[] };
  return waves;
}

async function officers(): Promise<{ officer: string; approver: string }> {
  const tokenOf = (role: string, name: string) => printedToken(assembly, dataFolder, { roles: [role], name });
  return { officer: await tokenOf('officer', 'siti'), approver: await tokenOf('approver', 'budi') };
}

function plan(number: number, opensAt: number) {
  const at = (ms: number) => new Date(ms).toISOString();
  const closesAt = opensAt + OPEN_MS;
  return {
    number,
    opensAt: at(opensAt),
    closesAt: at(closesAt),
    beacon: { at: at(closesAt + BEACON_AFTER_MS) },
    places: PLACES,
    byProvince: 'national',
    spillOver: false,
    rules: {
      minimumAge: 18,
      maximumAge: 64,
      formalEducation: 'refused',
      barredOccupations: ['state-official', 'assembly-member', 'civil-servant', 'soldier', 'police-officer', 'village-head'],
      exclusionLists: [],
    },
  };
}

async function registerPeople(waveId: string, seed: number): Promise<void> {
  for (const person of population(seededRandom(seed)).next(MADE_UP_PEOPLE)) {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(registrationBody(person));
    const { status } = await fetch(`${url}/v1/waves/${waveId}/registrations`, { method: 'POST', headers, body });
    if (status !== 201 && status !== 200 && status !== 409) fail(`A made-up person could not register in ${waveId}: ${status}.`);
  }
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
