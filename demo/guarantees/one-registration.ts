import type { Finding, Traces } from './guarantee.ts';

/**
 * One registration per person per wave: the people who were told "registered" are exactly those of the table's items, under the
 * entry that they were told, no person has two items in a wave, and a repeat was answered with the same bytes.
 */
export function oneRegistration({ runs, tables, personKey }: Traces): Finding {
  const kept = Map.groupBy(tables.registrations, ({ waveId }) => waveId);
  let people = 0;
  let twice = 0;
  let missing = 0;
  let unknown = 0;
  let repeats = 0;
  let differing = 0;
  const unexpected: string[] = [];
  for (const { wave, answers } of runs) {
    const items = kept.get(wave.waveId) ?? [];
    twice += items.length - new Set(items.map((item) => item.personKey)).size;
    const personOfEntry = new Map(items.map((item) => [item.entryId, item.personKey]));
    for (const [entryId, person] of answers.registered) {
      if (personOfEntry.get(entryId) !== personKey(person.nik)) missing++;
      personOfEntry.delete(entryId);
    }
    unknown += personOfEntry.size;
    people += answers.registered.size;
    repeats += answers.repeats;
    differing += answers.differingRepeats;
    for (const [kind, times] of answers.unexpected) unexpected.push(`${wave.waveId} ${kind} (${times} times)`);
  }
  const faults = [
    twice > 0 && `${twice} items too many for a person and wave`,
    missing > 0 && `${missing} registrations without their item`,
    unknown > 0 && `${unknown} items that nobody was told of`,
    differing > 0 && `${differing} repeats answered with other bytes`,
    unexpected.length > 0 && `unexpected answers: ${unexpected.join(', ')}`,
  ].filter((fault) => fault !== false);
  return {
    name: 'one registration per person and wave',
    holds: faults.length === 0 && people === tables.registrations.length,
    detail: [
      `${people} registrations, ${tables.registrations.length} items, ${repeats} repeats answered byte for byte the same`,
      ...faults,
    ].join('; '),
  };
}
