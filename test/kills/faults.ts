import { basename, join } from 'node:path';
import { householdCountKey, MOST_RECIPIENTS_PER_HOUSEHOLD, recipientKey } from '#shared/recipients/recipient-keys.ts';
import { keysOfSet } from '#shared/tokens/public-keys.ts';
import { folderSource } from '#verify/source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { evidenceFolder, type Journey } from './journey.ts';
import type { Prepared } from './prepare.ts';
import { filesIn, type Stored } from './stored.ts';
import { OPEN_BODIES, PLAN, SELECTED } from './wave-of-people.ts';

/** The lock and the engine's own files, which a stop or a kill leaves as it likes. */
const NOT_KEPT = /^(lock(-journal)?|dynamodb\/.*)$/;

/** A run's own data folder and what came of it, beside a run that nobody disturbed. @returns every way in which it isn't the same */
export async function faultsOf(
  { dataFolder, run }: { dataFolder: string; run: Journey },
  reference: { dataFolder: string; run: Journey },
  prepared: Prepared,
): Promise<string[]> {
  return [
    ...run.wrongAnswers,
    ...run.standing.flatMap((files, kill) =>
      [...files].flatMap(([path, digest]) =>
        mayStand(path, digest, reference.run.stored) ? [] : [`at kill ${kill + 1} ${path} stood with other bytes`],
      ),
    ),
    ...differences(run.stored, reference.run.stored),
    ...litter(dataFolder, reference.dataFolder),
    ...receivers(run.stored),
    ...openRegistrations(run),
    ...(await unverified(dataFolder, prepared)),
  ];
}

/** Everything but an execution's own file is written once, or (facts of an object that is not there yet) again with the same bytes. */
function mayStand(path: string, digest: string, { files }: Stored): boolean {
  return path.startsWith('executions/') || files.get(path) === digest;
}

function differences(run: Stored, reference: Stored): string[] {
  const paths = new Set([...run.files.keys(), ...reference.files.keys()]);
  const files = [...paths].filter((path) => run.files.get(path) !== reference.files.get(path));
  const tables = Object.entries(run.tables).flatMap(([table, items]) => {
    const expected = reference.tables[table as keyof Stored['tables']];
    return items.join('\n') === expected.join('\n')
      ? []
      : [`${table} holds other items (${items.length}, ${expected.length} expected)`];
  });
  return [...files.map((path) => `${path} is not what an undisturbed run leaves`), ...tables];
}

function litter(dataFolder: string, reference: string): string[] {
  const expected = new Set(filesIn(reference));
  return filesIn(dataFolder)
    .filter((path) => !expected.has(path) && !NOT_KEPT.test(path))
    .map((path) => `${path} is left behind`);
}

/** Nobody twice, households of two at most, the items that count them right, and the places of the wave given once each. */
function receivers({ tables }: Stored): string[] {
  const items = tables.recipients.map((text) => JSON.parse(text) as { key: string } & Record<string, string | number>);
  const people = items.filter(({ key }) => key.startsWith(recipientKey('')));
  const ofHousehold = Map.groupBy(people, ({ householdKey }) => householdCountKey(String(householdKey)));
  const faults = [...ofHousehold].flatMap(([key, members]) => {
    const counted = items.find((item) => item.key === key)?.['recipients'];
    return members.length > MOST_RECIPIENTS_PER_HOUSEHOLD || counted !== members.length
      ? [`a household of ${members.length} recipients is counted as ${counted}`]
      : [];
  });
  const here = people.filter(({ waveId }) => waveId === SELECTED);
  if (new Set(here.map(({ entryId }) => entryId)).size !== here.length) faults.push('an entry has received twice');
  if (here.length > PLAN.places) faults.push(`${here.length} recipients of ${PLAN.places} places`);
  return faults;
}

/** Whoever was answered has exactly the entry of the answer. */
function openRegistrations({ answers, stored }: Journey): string[] {
  const kept = stored.openRegistrations.map(({ entryId }) => entryId).sort();
  const told = [...answers.values()].map(({ entryId }) => entryId).sort();
  return kept.join() === told.join() && kept.length === OPEN_BODIES.length
    ? []
    : [
        `${OPEN_BODIES.length} people of the open wave have ${told.length} answers and ${kept.length} registrations, or others than they were told`,
      ];
}

async function unverified(dataFolder: string, { keySet }: Prepared): Promise<string[]> {
  const folder = join(evidenceFolder(dataFolder), SELECTED);
  const findings = await verifyWave(folderSource(folder), { keys: keysOfSet(keySet), from: basename(folder) });
  return findings
    .filter(({ state }) => state !== 'holds')
    .map(({ check, sentence }) => `the verifier refuses ${check}: ${sentence}`);
}
