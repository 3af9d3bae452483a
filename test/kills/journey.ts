import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '#shared/in-parallel.ts';
import { EVIDENCE_PREFIX } from '#shared/names.ts';
import { MOST_RECIPIENTS_PER_HOUSEHOLD } from '#shared/recipients/recipient-keys.ts';
import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import { Ended, type Life, live } from './life.ts';
import type { Moment } from './moments.ts';
import { awardElsewhere, inOrderOfKeys, type Prepared } from './prepare.ts';
import { keptFiles, type Stored, storedIn } from './stored.ts';
import { BEFORE_CLOSING, BODIES, DRAWING_AT, OPEN, OPEN_BODIES, SELECTED, SELECTING_AT } from './wave-of-people.ts';

/** What came of a run: what it stored, what stood at each kill, and what people were answered. */
export type Journey = {
  stored: Stored;
  /** Digests by path, at each kill. */
  standing: Map<string, string>[];
  /** Moments at which the runtime was killed, and those that its life did not reach. */
  killed: Moment[];
  notReached: Moment[];
  /** Where each kill has hit: the last stage of which something was stored. */
  stages: string[];
  /** Answers to people of the open wave, by number. */
  answers: Map<number, { entryId: string; receipt: string }>;
  /** What an answer was that it must not be. */
  wrongAnswers: string[];
};

/** People who repeat their request shortly before the closing. */
const REPEATS = 40;
const AT_ONCE = 8;
/** One registration of the open wave after the other, so that they last through the screening. */
const PAUSE_MS = 40;
/**
 * Households of which another wave takes two members between commitment and draw, so that refills follow. Two, not one: of two winners in
 * a household with one place left the database decides who gets it, in any run (docs/faults.md).
 */
const TAKEN_HOUSEHOLDS = 14;

/** Runs the wave of a prepared folder to its publication, killed at each of the moments and started again. */
export async function journey(
  assembly: string,
  dataFolder: string,
  prepared: Prepared,
  moments: readonly Moment[],
): Promise<Journey> {
  const run: Omit<Journey, 'stored'> = {
    standing: [],
    killed: [],
    notReached: [],
    stages: [],
    answers: new Map(),
    wrongAnswers: [],
  };
  const left = [...moments];
  let at = BEFORE_CLOSING;
  for (;;) {
    const moment = left.shift();
    try {
      const stored = await live({ assembly, dataFolder, at, moment }, async (life) => {
        const advance = (to: string) => {
          at = to;
          life.advanceTo(to);
        };
        await untilPublished(life, dataFolder, prepared, run, at, advance);
        const found = await storedIn(dataFolder, life);
        await life.stop();
        return found;
      });
      run.notReached.push(...(moment ? [moment] : []), ...left);
      return { ...run, stored };
    } catch (error) {
      if (!(error instanceof Ended) || !error.killed || !moment) throw error;
      run.killed.push(moment);
      run.standing.push(keptFiles(dataFolder));
      run.stages.push(stageOf(dataFolder));
    }
  }
}

async function untilPublished(
  life: Life,
  dataFolder: string,
  prepared: Prepared,
  run: Omit<Journey, 'stored'>,
  at: string,
  advance: (to: string) => void,
): Promise<void> {
  const evidence = evidenceFolder(dataFolder);
  const stands = (file: string) => existsSync(join(evidence, SELECTED, file));
  const newcomers = registerOpen(life, run);
  newcomers.catch(() => {});
  if (at === BEFORE_CLOSING) {
    await repeatAll(life, prepared, run);
    advance(SELECTING_AT);
  }
  if (at !== DRAWING_AT) {
    await life.until(() => stands('commitment.json.jws') || failed(dataFolder), 'the commitment');
    const households = [...Map.groupBy(await inOrderOfKeys(life), ({ householdKey }) => householdKey).values()];
    const taken = households.slice(-TAKEN_HOUSEHOLDS).flatMap((members) => members.slice(0, MOST_RECIPIENTS_PER_HOUSEHOLD));
    await awardElsewhere(life, taken, '2020-03');
    advance(DRAWING_AT);
  }
  await life.until(() => hasEnded(dataFolder) || failed(dataFolder), 'the end of the selection');
  if (failed(dataFolder))
    throw new Error(
      `the selection failed: ${executions(dataFolder)
        .map(({ cause }) => cause)
        .join()}`,
    );
  if (!stands('attempts.jsonl.jws')) throw new Error('the selection has ended without its last file');
  await newcomers;
}

/** Everybody of the open wave who has no answer yet, and each fourth once more. */
async function registerOpen(life: Life, run: Omit<Journey, 'stored'>): Promise<void> {
  for (const [number, body] of OPEN_BODIES.entries()) {
    if (run.answers.has(number)) continue;
    await registerOne(life, run, number, body);
    if (number % 4 === 0) await registerOne(life, run, number, body);
    await sleep(PAUSE_MS);
  }
}

async function registerOne(life: Life, run: Omit<Journey, 'stored'>, number: number, body: RegistrationBody): Promise<void> {
  const { status, text } = await sent(life, OPEN, body);
  const before = run.answers.get(number);
  if (status !== 201 && status !== 200) run.wrongAnswers.push(`${number} of ${OPEN}: ${status} ${text}`);
  else {
    const { entryId, receipt } = JSON.parse(text) as { entryId: string; receipt: string };
    if (before && (status !== 200 || before.entryId !== entryId || before.receipt !== receipt))
      run.wrongAnswers.push(`${number} of ${OPEN}: ${status} with another receipt than before`);
    run.answers.set(number, { entryId, receipt });
  }
}

/** Some who have registered long ago send the same once more: the same bytes come back. */
async function repeatAll(life: Life, { answers }: Prepared, run: Omit<Journey, 'stored'>): Promise<void> {
  await inParallel([...BODIES.entries()].slice(0, REPEATS), AT_ONCE, async ([number, body]) => {
    const { status, text } = await sent(life, SELECTED, body);
    if (status !== 200 || text !== answers[number])
      run.wrongAnswers.push(`${number} of ${SELECTED}: ${status} instead of the first answer`);
  });
}

/** A connection that breaks is the kill, which `live` tells of. */
async function sent(life: Life, waveId: string, body: RegistrationBody): Promise<{ status: number; text: string }> {
  return await life.send('POST', `/v1/waves/${waveId}/registrations`, body).catch(() => new Promise<never>(() => {}));
}

export function evidenceFolder(dataFolder: string): string {
  const [bucket = ''] = readdirSync(join(dataFolder, 'buckets'));
  return join(dataFolder, 'buckets', bucket, EVIDENCE_PREFIX);
}

function executions(dataFolder: string): { name: string; status: string; cause?: string }[] {
  const folder = join(dataFolder, 'executions');
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'))
    : [];
  return files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

function failed(dataFolder: string): boolean {
  return executions(dataFolder).some(({ status }) => status !== 'RUNNING' && status !== 'SUCCEEDED');
}

/** The selection and what follows it: everybody is told, and no notice is on its way any more. */
function hasEnded(dataFolder: string): boolean {
  const all = executions(dataFolder);
  return (
    all.some(({ name }) => name.startsWith(`${SELECTED}-notification-`)) &&
    all.every(({ status }) => status === 'SUCCEEDED') &&
    filesIn(join(dataFolder, 'events')).length === 0
  );
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes('.')) : [];
}

const STAGE_FILES: readonly (readonly [stage: string, path: string])[] = [
  ['ended', 'attempts.jsonl.jws'],
  ['certified', 'certificate.json'],
  ['publishing', 'results'],
  ['drawn', 'draw.json'],
  ['committed', 'commitment.json'],
  ['screening', 'entrants'],
];

function stageOf(dataFolder: string): string {
  const evidence = join(evidenceFolder(dataFolder), SELECTED);
  const workings = join(evidence, '..', '..', 'workings', SELECTED);
  const stage = STAGE_FILES.find(([, path]) => existsSync(join(evidence, path)))?.[0] ?? 'registering';
  if (stage !== 'drawn') return stage;
  if (existsSync(join(workings, 'round-1'))) return 'refilling';
  return existsSync(join(workings, 'round-0', 'outcomes')) ? 'awarding' : stage;
}
