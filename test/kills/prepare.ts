import { join } from 'node:path';
import { scheduledByTwo } from '#demo/scheduling.ts';
import { awardsStore } from '#shared/recipients/awards-store.ts';
import type { RegistrationItem } from '#shared/registrations/registration-item.ts';
import { importPeople } from '../support/import-over-http.ts';
import { type Life, live } from './life.ts';
import { filesIn, itemsOf } from './stored.ts';
import { ANNOUNCED_AT, BODIES, OPEN, OPEN_PLAN, PLAN, REGISTERING_AT, SELECTED } from './wave-of-people.ts';

/** A data folder in which everybody has registered and nothing is selected yet. */
export type Prepared = {
  dataFolder: string;
  /** What the people were answered, as they came. */
  answers: readonly string[];
  /** The published keys, as `/.well-known/jwks.json` gives them. */
  keySet: string;
};

const AT_ONCE = 10;
/** People with the lowest keys have received before; others are on the aid list. */
const PAST_RECIPIENTS = 6;
const AIDED = 6;

/** @param dataFolder an empty folder */
export function prepare(assembly: string, dataFolder: string): Promise<Prepared> {
  return live({ assembly, dataFolder, at: ANNOUNCED_AT, moment: undefined }, async (life) => {
    const aided = BODIES.slice(-AIDED).map(({ nik }) => nik);
    await importPeople({ base: life.url, token: life.tokens.officer }, 'aid', aided);
    for (const [waveId, plan] of [
      [SELECTED, PLAN],
      [OPEN, OPEN_PLAN],
    ] as const) {
      const { status, text } = await scheduledByTwo(life.send, waveId, plan, life.tokens);
      if (status !== 201) throw new Error(`the plan of ${waveId} was answered ${status}: ${text}`);
    }
    life.advanceTo(REGISTERING_AT);
    await life.until(
      () => [SELECTED, OPEN].every((waveId) => filesIn(join(dataFolder, 'buckets')).some((path) => isFrozenPlan(path, waveId))),
      'the frozen plans',
    );
    const answers: string[] = [];
    for (let at = 0; at < BODIES.length; at += AT_ONCE) {
      const some = BODIES.slice(at, at + AT_ONCE);
      const given = await Promise.all(some.map((body) => life.send('POST', `/v1/waves/${SELECTED}/registrations`, body)));
      const other = given.find(({ status }) => status !== 201);
      if (other) throw new Error(`a registration was answered ${other.status}: ${other.text}`);
      answers.push(...given.map(({ text }) => text));
    }
    const people = await inOrderOfKeys(life);
    await awardElsewhere(life, people.slice(0, PAST_RECIPIENTS), '2020-01');
    const keySet = (await life.send('GET', '/.well-known/jwks.json')).text;
    await life.stop();
    return { dataFolder, answers, keySet };
  });
}

/** Everybody registered in the wave that is selected, always in the same order. */
export async function inOrderOfKeys(life: Life): Promise<RegistrationItem[]> {
  const items = (await itemsOf(life, 'registrations')) as RegistrationItem[];
  return items
    .filter(({ partition }) => partition.startsWith(`${SELECTED}#`))
    .sort((one, other) => (one.registrationKey < other.registrationKey ? -1 : 1));
}

/** Makes people recipients of another wave, as often as one likes. */
export async function awardElsewhere(life: Life, people: readonly RegistrationItem[], waveId: string): Promise<void> {
  const awards = awardsStore(life.documents, life.tables);
  const plan = { waveId, byProvince: 'national', opensAt: ANNOUNCED_AT } as const;
  for (const person of people) {
    await awards.award(plan, { ...person, awardedAt: ANNOUNCED_AT });
  }
}

function isFrozenPlan(path: string, waveId: string): boolean {
  return path.endsWith(`/${waveId}/plans/1.json.jws`);
}
