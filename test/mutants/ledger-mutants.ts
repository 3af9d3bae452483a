import type { Mutant } from './mutant.ts';

const places = 'shared/recipients/places-store.ts';
const awards = 'shared/recipients/awards-store.ts';
const bookings = 'shared/waves/wave-bookings-store.ts';
const ledger = 'shared/ledger/ledger-store.ts';
const recovery = 'shared/ledger/recovery-store.ts';
const recover = 'shared/ledger/recover-places.ts';
const entry = 'shared/ledger/journal-entry.ts';
const checkPlaces = 'shared/ledger/check-places.ts';
const checkWaves = 'shared/ledger/check-waves.ts';
const checkLedger = 'shared/ledger/check-ledger.ts';
const tend = 'shared/deadlines/tend-places.ts';
const TRANSITIONS = ['test/ledger/transitions.test.ts'];
const TAMPERED = ['test/ledger/tampered.test.ts'];
const DEADLINES = ['test/deadlines/start-deadlines.test.ts'];

/** Places are conserved, from the decree to the grant of what came back. */
export const LEDGER_MUTANTS: readonly Mutant[] = [
  {
    name: 'a fact is booked twice',
    file: ledger,
    find: "'attribute_not_exists(#entry)'",
    replace: "'attribute_not_exists(#entry) OR attribute_exists(#entry)'",
    tests: ['test/ledger/journal.test.ts'],
  },
  {
    name: 'an award is not booked',
    file: awards,
    find: '          booking(tables.ledger, awardEntry(plan, award)),\n',
    replace: '',
    tests: TRANSITIONS,
  },
  {
    name: 'a move of a place is not booked',
    file: places,
    find: '      booking(tables.ledger, placeEntry(kind, place, at)),\n',
    replace: '',
    tests: TRANSITIONS,
  },
  {
    name: 'a place that is used or has come back moves again',
    file: places,
    find: "const stillToBeUsed = '#state = :awarded';\n    const fields",
    replace: "const stillToBeUsed = '(#state = :awarded OR attribute_exists(#state))';\n    const fields",
    tests: TRANSITIONS,
  },
  {
    name: "a place of another wave's award moves",
    file: places,
    find: "const ofThisAward = 'awardId = :awardId';\n    const stillToBeUsed = '#state = :awarded';\n    const fields",
    replace:
      "const ofThisAward = '(awardId = :awardId OR attribute_exists(awardId))';\n    const stillToBeUsed = '#state = :awarded';\n    const fields",
    tests: TRANSITIONS,
  },
  {
    name: 'a place is used after its deadline',
    file: places,
    find: "'deadline >= :latest'",
    replace: "'(deadline >= :latest OR attribute_exists(deadline))'",
    tests: TRANSITIONS,
  },
  {
    name: 'a place comes back before its deadline',
    file: places,
    find: "'deadline < :passed'",
    replace: "'(deadline < :passed OR attribute_exists(deadline))'",
    tests: TRANSITIONS,
  },
  {
    name: 'a place comes back in the last instant of its deadline',
    file: places,
    find: "'deadline < :passed'",
    replace: "'deadline <= :passed'",
    tests: TRANSITIONS,
  },
  {
    name: 'officers take back a place that is on hold',
    file: places,
    find: "'(attribute_not_exists(heldUntil) OR heldUntil <= :now)'",
    replace: "'(attribute_not_exists(heldUntil) OR heldUntil <= :now OR attribute_exists(heldUntil))'",
    tests: TRANSITIONS,
  },
  {
    name: 'a hold is given twice',
    file: places,
    find: "'NOT contains(holds, :hold)'",
    replace: "'(NOT contains(holds, :hold) OR attribute_exists(holds))'",
    tests: TRANSITIONS,
  },
  {
    name: 'two holds are reckoned from the same deadline',
    file: places,
    find: "'deadline = :seen'",
    replace: "'(deadline = :seen OR attribute_exists(deadline))'",
    tests: TRANSITIONS,
  },
  {
    name: 'a place that was used is put on hold',
    file: places,
    find: "const stillToBeUsed = '#state = :awarded';\n      const unmovedSince",
    replace: "const stillToBeUsed = '(#state = :awarded OR attribute_exists(#state))';\n      const unmovedSince",
    tests: TRANSITIONS,
  },
  {
    name: "another partner's request counts as the same",
    file: places,
    find: 'standing.activatedBy === of.partner && standing.activationRequest === of.request',
    replace: 'standing.activatedBy === of.partner',
    tests: TRANSITIONS,
  },
  {
    name: 'a selection grants no places',
    file: bookings,
    find: ': booking(tables.ledger, grantEntry(wave.plan, instant(now))),',
    replace: ': booking(tables.ledger, { ...grantEntry(wave.plan, instant(now)), moves: [] }),',
    tests: TRANSITIONS,
  },
  {
    name: 'a published wave is not closed in the ledger',
    file: bookings,
    find: 'booking(tables.ledger, closingEntry(waveId, provinces, instant(now))),',
    replace: 'booking(tables.ledger, closingEntry(waveId, {}, instant(now))),',
    tests: TRANSITIONS,
  },
  {
    name: 'a wave of places that came back is announced without them',
    file: bookings,
    find: "'attribute_exists(#entry)'",
    replace: "'attribute_exists(#entry) OR attribute_not_exists(#entry)'",
    tests: TRANSITIONS,
  },
  {
    name: 'a wave that was granted places is announced as one of the decree',
    file: bookings,
    find: "'attribute_not_exists(#entry)'",
    replace: "'attribute_not_exists(#entry) OR attribute_exists(#entry)'",
    tests: TRANSITIONS,
  },
  {
    name: 'places are granted to a wave that is announced',
    file: recovery,
    find: "'attribute_not_exists(waveId)'",
    replace: "'attribute_not_exists(waveId) OR attribute_exists(waveId)'",
    tests: TRANSITIONS,
  },
  {
    name: 'two grants take the same number',
    file: recovery,
    find: "const entry = `grant#${String(of.after + 1).padStart(6, '0')}`;",
    replace: "const entry = `grant#${String(of.after + 1).padStart(6, '0')}-${waveId}`;",
    tests: TRANSITIONS,
  },
  {
    name: 'more is granted than is in hand',
    file: recover,
    find: 'if (total < recovery.places)',
    replace: 'if (total < 0 * recovery.places)',
    tests: TRANSITIONS,
  },
  {
    name: 'what was granted before is granted again',
    file: recover,
    find: 'if (waveId !== undefined) book(sheet, await ledger.all(waveJournal(waveId)));',
    replace: 'if (waveId === year) book(sheet, await ledger.all(waveJournal(waveId)));',
    tests: TRANSITIONS,
  },
  {
    name: 'a grant is repeated by another decision',
    file: recover,
    find: 'return grant.decision === decision ?',
    replace: 'return grant.decision !== undefined ?',
    tests: TRANSITIONS,
  },
  {
    name: 'the plan of a recovery wave is not held against its grant',
    file: entry,
    find: "granted.get(waveAccount(plan.waveId, pot, 'granted')) === places",
    replace: "granted.get(waveAccount(plan.waveId, pot, 'granted')) !== places * 0",
    tests: ['test/ledger/journal.test.ts'],
  },
  {
    name: 'a stop of the revocations is not heeded',
    file: tend,
    find: 'const overdue = wave.revocationsStopped\n    ? []',
    replace: 'const overdue = wave.phase === undefined\n    ? []',
    tests: TRANSITIONS,
  },
  {
    name: 'a hold of the whole wave is not heeded',
    file: tend,
    find: 'const passed = instant(now - stoodMs(wave, now));',
    replace: 'const passed = instant(now - stoodMs(wave, now) * 0);',
    tests: TRANSITIONS,
  },
  {
    name: 'a wave is settled while places are still to be used',
    file: 'shared/deadlines/settle-wave.ts',
    find: 'if (sumOf(Object.values(provinces)).awarded > 0) return;',
    replace: '',
    tests: TRANSITIONS,
  },
  {
    name: 'a wave is settled twice',
    file: bookings,
    find: "'attribute_not_exists(settledAt)'",
    replace: "'(attribute_not_exists(settledAt) OR attribute_exists(settledAt))'",
    tests: TRANSITIONS,
  },
  {
    name: 'a day begins at night',
    file: 'shared/deadlines/start-deadlines.ts',
    find: 'if (sinceMidnightInWibMs(now) < BEGINS_MS) return [];',
    replace: '',
    tests: DEADLINES,
  },
  {
    name: 'a wave whose places are settled has days for ever',
    file: 'shared/deadlines/start-deadlines.ts',
    find: 'wave.settledAt !== undefined || ',
    replace: '',
    tests: DEADLINES,
  },
  {
    name: 'a held wave has its days as if it were not',
    file: 'shared/deadlines/start-deadlines.ts',
    find: '+ heldMs(wave)',
    replace: '+ heldMs(wave) * 0',
    tests: DEADLINES,
  },
  {
    name: 'the deadline is reckoned in UTC',
    file: 'shared/recipients/deadline.ts',
    find: 'DAY_MS - WIB_OFFSET_MS - 1',
    replace: 'DAY_MS - WIB_OFFSET_MS * 0 - 1',
    tests: DEADLINES,
  },
  {
    name: 'the years of fifteen days have thirty',
    file: 'shared/recipients/deadline.ts',
    find: 'FIRST_YEAR_OF_15_DAYS = 2023',
    replace: 'FIRST_YEAR_OF_15_DAYS = 2024',
    tests: DEADLINES,
  },
  {
    name: "the check does not see that a recipient's entries are not those of the state",
    file: checkPlaces,
    find: 'if (names.join() !== due.join())',
    replace: 'if (names.join() === undefined)',
    tests: TAMPERED,
  },
  {
    name: 'the check does not see an award without its recipient',
    file: checkPlaces,
    find: 'if (!item || item.awardId !== awardIdOf(place.waveId, place.entryId))',
    replace: 'if (!item)',
    tests: TAMPERED,
  },
  {
    name: 'the check does not see an entry that moves other places',
    file: checkPlaces,
    find: 'if (misshapen)',
    replace: 'if (misshapen && due.length > 9)',
    tests: TAMPERED,
  },
  {
    name: 'the check does not see an entry without an award',
    file: checkPlaces,
    find: 'for (const entryId of byEntry.keys())',
    replace: 'for (const entryId of [...byEntry.keys()].slice(0, 0))',
    tests: TAMPERED,
  },
  {
    name: 'the check does not see a recipient without an award',
    file: checkLedger,
    find: 'const lost = known === awards ?',
    replace: 'const lost = known !== undefined ?',
    tests: TAMPERED,
  },
  {
    name: 'the check does not see a grant that is not of the plan',
    file: checkWaves,
    find: '!isGrantOf(wave, grant)',
    replace: 'grant === undefined',
    tests: TAMPERED,
  },
  {
    name: 'the check does not see that a published wave is not closed',
    file: checkWaves,
    find: "if ((wave.phase === 'published') !== (closing !== undefined))",
    replace: "if (wave.phase !== 'published' && closing !== undefined)",
    tests: TAMPERED,
  },
  {
    name: 'the check does not see an account below nothing',
    file: checkLedger,
    find: 'if (settled && places < 0)',
    replace: 'if (settled && places < -1_000)',
    tests: TAMPERED,
  },
  {
    name: 'the check does not see places that are nowhere',
    file: checkLedger,
    find: 'closed.has(parts.waveId) && places > 0)',
    replace: 'closed.has(parts.waveId) && places > 1_000)',
    tests: TAMPERED,
  },
  {
    name: 'the check does not see a grant out of its turn',
    file: checkWaves,
    find: "if (Number(entry.split('#')[1]) !== at + 1)",
    replace: "if (Number(entry.split('#')[1]) < 0)",
    tests: TAMPERED,
  },
];
