import { MOST_RECIPIENTS_PER_HOUSEHOLD } from '#shared/recipients/recipient-keys.ts';
import type { Finding, Traces } from './guarantee.ts';

export type LifetimeFinding = Finding & { recipients: number; recipientsTwice: number };

/**
 * One receipt per lifetime: every line of every winners.csv is one person's item, of that wave and entry, and no person stands
 * behind two lines, which is found out through the registrations, not through the recipients' own keys.
 */
export function onceInALifetime({ runs, tables, evidence }: Pick<Traces, 'runs' | 'tables' | 'evidence'>): LifetimeFinding {
  const personOfEntry = new Map(tables.registrations.map(({ waveId, entryId, personKey }) => [`${waveId}/${entryId}`, personKey]));
  const awarded = new Map(tables.recipients.map(({ waveId, entryId, personKey }) => [`${waveId}/${entryId}`, personKey]));
  const timesOfPerson = new Map<string, number>();
  let lines = 0;
  let strangers = 0;
  for (const [waveId, { winners }] of evidence) {
    for (const { entryId } of winners) {
      lines++;
      const entry = `${waveId}/${entryId}`;
      const person = personOfEntry.get(entry);
      if (person === undefined || awarded.get(entry) !== person) strangers++;
      else timesOfPerson.set(person, (timesOfPerson.get(person) ?? 0) + 1);
    }
  }
  const recipientsTwice = [...timesOfPerson.values()].filter((times) => times > 1).length;
  const came = runs.reduce((sum, run) => sum + run.pastRecipients, 0);
  return {
    name: 'one receipt per lifetime',
    holds: recipientsTwice === 0 && strangers === 0 && lines === tables.recipients.length,
    detail:
      `${tables.recipients.length} recipients, ${lines} lines in the winners' files, ${recipientsTwice} people in two of them, ` +
      `${strangers} lines without their award; ${came} past recipients came again and were told at once`,
    recipients: tables.recipients.length,
    recipientsTwice,
  };
}

export type HouseholdFinding = Finding & { householdsOverTwo: number };

/**
 * At most two recipients per household, recounted from the people's items; each household's own item says the same number, and the
 * household of an item is the one on the person's family card.
 */
export function householdsWithinTwo({
  runs,
  tables,
  householdKey,
}: Pick<Traces, 'runs' | 'tables' | 'householdKey'>): HouseholdFinding {
  const people = new Map(
    runs.flatMap(({ wave, answers }) => [...answers.registered].map(([id, person]) => [`${wave.waveId}/${id}`, person])),
  );
  const counted = new Map<string, number>();
  let foreign = 0;
  for (const recipient of tables.recipients) {
    counted.set(recipient.householdKey, (counted.get(recipient.householdKey) ?? 0) + 1);
    const person = people.get(`${recipient.waveId}/${recipient.entryId}`);
    if (!person || householdKey(person.kk) !== recipient.householdKey) foreign++;
  }
  const householdsOverTwo = [...counted.values()].filter((recipients) => recipients > MOST_RECIPIENTS_PER_HOUSEHOLD).length;
  const full = [...counted.values()].filter((recipients) => recipients === MOST_RECIPIENTS_PER_HOUSEHOLD).length;
  const keys = new Set([...counted.keys(), ...tables.households.keys()]);
  const differing = [...keys].filter((key) => (counted.get(key) ?? 0) !== (tables.households.get(key) ?? 0)).length;
  return {
    name: 'at most two per household',
    holds: householdsOverTwo === 0 && differing === 0 && foreign === 0,
    detail:
      `${counted.size} households have recipients, ${full} of them two, ${householdsOverTwo} more than two; ` +
      `${differing} household items differ from the recount, ${foreign} recipients stand under another household than their card's`,
    householdsOverTwo,
  };
}
