import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator } from '../support/emulator.ts';
import { AWARDED_AT, DEADLINE, entryOf, type LedgerProgramme, programmeOn } from './a-programme.ts';

const WAVE = '2020-04';
const PLAN = { waveId: WAVE, byProvince: { 31: 4 }, places: 4, opensAt: '2020-08-08T05:00:00.000Z' };
const BEFORE = '2020-09-01T00:00:00.000Z';
const AFTER = '2020-09-13T02:00:00.000Z';

let stop = async () => {};
let programme: LedgerProgramme;
afterEach(() => stop());

/** A published wave of four places: person 1 has used one, person 2 has lost one, person 3 still has one; two that came back were granted again. */
beforeEach(async () => {
  const emulator = await startEmulator();
  stop = emulator.stop;
  programme = programmeOn(emulator.documents);
  await programme.announce(PLAN);
  await programme.begin(WAVE);
  for (const person of [1, 2, 3]) await programme.award(WAVE, person);
  await programme.close(WAVE);
  const { places } = programme;
  await places.activate(programme.place(WAVE, 1), { at: BEFORE, latest: BEFORE, partner: 'p', request: 'r' });
  await places.revokeOverdue(programme.place(WAVE, 2), { at: AFTER, passed: AFTER });
  await programme.recover('2020-11', 1, 'decision');
  expect((await programme.check()).faults).toEqual([]);
});

const send = (command: PutCommand | UpdateCommand | DeleteCommand) => programme.documents.send(command as PutCommand);
const faults = async () => (await programme.check()).faults;
const journal = (person: number) => `${WAVE}#${entryOf(person).slice(0, 2)}`;
const set = (table: string, key: object, field: string, value: unknown) =>
  send(
    new UpdateCommand({
      TableName: table,
      Key: key,
      UpdateExpression: 'SET #field = :value',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
const drop = (journalOf: string, entry: string) =>
  send(new DeleteCommand({ TableName: 'ledger', Key: { journal: journalOf, entry } }));

/** What somebody could do behind the conditions, and what the check says of it. */
describe('the check of the ledger', () => {
  test('sees a state without its entry, and an entry without its state', async () => {
    await set('recipients', { key: 'person#person-3' }, 'state', 'activated');
    expect(await faults()).toEqual([`${WAVE}, entry ${entryOf(3)}: it is activated, and the ledger has award`]);
    await set('recipients', { key: 'person#person-3' }, 'state', 'awarded');
    await set('recipients', { key: 'person#person-1' }, 'state', 'awarded');
    expect(await faults()).toEqual([`${WAVE}, entry ${entryOf(1)}: it is awarded, and the ledger has activation and award`]);
  });

  test('sees a recipient whom nobody awarded, and an award whose recipient is gone or another', async () => {
    await drop(journal(3), `award#${entryOf(3)}`);
    expect(await faults()).toContain(`${WAVE} has 3 recipients, and the ledger 2 awards of it`);
    await programme.documents.send(new PutCommand({ TableName: 'recipients', Item: { key: 'person#x', waveId: 'unheard-of' } }));
    expect(await faults()).toContain('there are recipients of unheard-of, and no such wave');
    await set('recipients', { key: 'person#person-2' }, 'awardId', 'another/award');
    expect(await faults()).toContain(`${WAVE}, entry ${entryOf(2)}: the ledger has an award, and nobody has received by it`);
  });

  test('sees an entry that moves other places than its own, or has no award', async () => {
    const moves = [{ from: `${WAVE}/31/awarded`, to: `${WAVE}/31/returned`, places: 2 }];
    await set('ledger', { journal: journal(2), entry: `revocation#${entryOf(2)}` }, 'moves', moves);
    expect(await faults()).toContain(`${WAVE}, entry ${entryOf(2)}: its revocation moves other places than its own`);
    await send(
      new PutCommand({
        TableName: 'ledger',
        Item: { journal: journal(9), entry: `revocation#${entryOf(9)}`, at: AFTER, moves: [{ ...moves[0], places: 1 }] },
      }),
    );
    expect(await faults()).toContain(`${WAVE}, entry ${entryOf(9)}: it is booked, and was never awarded`);
  });

  test('sees a deadline that was brought forward, and a place on the account of another pot', async () => {
    await set('recipients', { key: 'person#person-3' }, 'deadline', BEFORE);
    expect(await faults()).toEqual([`${WAVE}, entry ${entryOf(3)}: its deadline comes before the one that it was awarded with`]);
    await set('recipients', { key: 'person#person-3' }, 'deadline', DEADLINE);
    await set('recipients', { key: 'person#person-3' }, 'pot', '32');
    expect(await faults()).toEqual([`${WAVE}, entry ${entryOf(3)}: it is booked on 31, and its recipient has it from 32`]);
  });

  test('sees a grant that is not the plan, and what comes of it', async () => {
    await set('ledger', { journal: `${WAVE}#wave`, entry: 'grant' }, 'moves', [
      { from: 'decree/2020', to: `${WAVE}/31/granted`, places: 5 },
    ]);
    expect(await faults()).toEqual([
      `${WAVE}: its grant is not the places of its plan`,
      `${WAVE}/31/granted keeps 1 that are nowhere`,
    ]);
  });

  test('sees a published wave that is not closed, and one that is closed and not published', async () => {
    await drop(`${WAVE}#wave`, 'closing');
    expect(await faults()).toEqual([
      `${WAVE}: it is published and not closed in the ledger`,
      `${WAVE}/31/granted keeps 1 that are nowhere`,
    ]);
  });

  test('sees a refill without its entry, one that is over and not closed, and one that moves other places', async () => {
    const id = '2020-05';
    const own = `${id}#wave`;
    await programme.announce({ ...PLAN, waveId: id, refills: 1 });
    await programme.begin(id);
    for (const person of [5, 7]) await programme.award(id, person);
    await programme.close(id);
    for (const person of [5, 7]) await programme.places.revokeOverdue(programme.place(id, person), { at: AFTER, passed: AFTER });
    await programme.refills.begin(id, 1, { 31: 2 }, Date.parse(AFTER));
    const provinces = { 31: { returned: 2, spilledIn: 0, spilledOut: 0, awarded: 0, left: 2 } };
    await programme.refills.finish(id, 1, { awarded: 0, provinces }, Date.parse(AFTER));
    expect(await faults()).toEqual([]);
    const closing = (await programme.ledger.read(own, 'refill-closing#01'))!;
    await drop(own, 'refill-closing#01');
    expect(await faults()).toContain(`${id}: it has had 1 refills, and the ledger has refill#01`);
    const [move] = closing.moves;
    const unfilled = [{ ...move, to: `${id}/31/unfilled` }];
    await send(new PutCommand({ TableName: 'ledger', Item: { ...closing, moves: unfilled } }));
    expect(await faults()).toContain(`${id}: its refill 1 moves other places than those that came back`);
    await send(new PutCommand({ TableName: 'ledger', Item: closing }));
    await set('waves', { waveId: id }, 'refills', [{ begunAt: AFTER, places: 1, endedAt: AFTER, awarded: 0 }]);
    expect(await faults()).toEqual([`${id}: its refill 1 moves other places than those that came back`]);
    await set('waves', { waveId: id }, 'refills', []);
    expect(await faults()).toContain(`${id}: it has had 0 refills, and the ledger has refill#01, refill-closing#01`);
  });

  test('sees an entry of a wave that no fact has', async () => {
    const moves = [{ from: `${WAVE}/31/unfilled`, to: `${WAVE}/31/granted`, places: 1 }];
    await send(new PutCommand({ TableName: 'ledger', Item: { journal: `${WAVE}#wave`, entry: 'favour', at: AWARDED_AT, moves } }));
    expect(await faults()).toContain(`${WAVE}: its journal has an entry favour that no fact has`);
  });

  test('sees places that came back and are granted twice, and grants out of their turn', async () => {
    const moves = [{ from: `${WAVE}/31/returned`, to: '2020-12/31/granted', places: 1 }];
    await send(
      new PutCommand({ TableName: 'ledger', Item: { journal: '2020-12#wave', entry: 'grant', at: AFTER, moves, decision: 'd' } }),
    );
    const numbered = { journal: 'recovery#2020', at: AFTER, moves: [], waveId: '2020-12', decision: 'd' };
    await send(new PutCommand({ TableName: 'ledger', Item: { ...numbered, entry: 'grant#000002' } }));
    expect(await faults()).toEqual([`${WAVE}/31/returned is at -1`]);
    await send(new PutCommand({ TableName: 'ledger', Item: { ...numbered, entry: 'grant#000004', waveId: '2020-13' } }));
    expect(await faults()).toEqual([
      'the grants of 2020 have no number 3',
      'the grant 3 of 2020 is to 2020-13, which was not granted by it',
      `${WAVE}/31/returned is at -1`,
    ]);
  });

  test('sees a household that counts others than its people', async () => {
    await set('recipients', { key: 'household#household-1' }, 'recipients', 1);
    expect(await faults()).toEqual(['3 people have received, and their households count 2']);
  });
});
