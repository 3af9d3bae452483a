import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, type TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { type Award, awardsStore } from '#shared/recipients/awards-store.ts';
import { householdCountKey, recipientKey } from '#shared/recipients/recipient-keys.ts';
import { recipientReader } from '#shared/recipients/recipient-reader-store.ts';
import { recipientsStore } from '#shared/recipients/recipients-store.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const TABLES = { recipients: 'recipients', ledger: 'ledger' };
const OPENS = '2020-08-08T05:00:00.000Z';
type Wanted = Award & { waveId: string };
/** The store, to which an award tells its wave itself. */
const storeOn = (documents: DynamoDBDocumentClient) => {
  const awards = awardsStore(documents, TABLES);
  return { award: ({ waveId, ...of }: Wanted) => awards.award({ waveId, byProvince: 'national', opensAt: OPENS }, of) };
};
const store = () => storeOn(emulator.documents);
const award = (changes: Partial<Wanted>): Wanted => ({
  waveId: '2020-04',
  registrationKey: 'c'.repeat(64),
  province: '31',
  entryId: 'a'.repeat(32),
  personKey: 'person',
  householdKey: 'household',
  awardedAt: '2020-08-12T17:11:00.000Z',
  ...changes,
});
const item = async (key: string) => (await emulator.documents.send(new GetCommand({ TableName: 'recipients', Key: { key } }))).Item;

/** DynamoDB refuses one of two transactions on an item; the workflow tries again, and so does this. */
async function persistently<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if ((error as Error).name !== 'TransientError') throw error;
    }
  }
}

describe('an award', () => {
  test('fifty at once for one person from three waves make one recipient', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, number) =>
        persistently(() =>
          store().award(
            award({
              personKey: 'p1',
              householdKey: 'h1',
              waveId: `2020-0${(number % 3) + 1}`,
              entryId: `${number % 3}`.repeat(32),
            }),
          ),
        ),
      ),
    );
    const { awardId } = (await item(recipientKey('p1'))) as { awardId: string };
    const winner = outcomes.indexOf('awarded');
    expect(awardId).toBe(`2020-0${(winner % 3) + 1}/${`${winner % 3}`.repeat(32)}`);
    // Every retry of the award that succeeded succeeds; every try for another wave is told.
    expect(outcomes.every((outcome, number) => outcome === (number % 3 === winner % 3 ? 'awarded' : 'already-a-recipient'))).toBe(
      true,
    );
    expect(await item(householdCountKey('h1'))).toEqual({ key: householdCountKey('h1'), recipients: 1 });
  });

  test('a household of five gets two, whoever comes first', async () => {
    const outcomes = await Promise.all(
      ['v', 'w', 'x', 'y', 'z'].map((person) =>
        persistently(() => store().award(award({ personKey: person, householdKey: 'h2', entryId: person.repeat(32) }))),
      ),
    );
    expect(outcomes.toSorted()).toEqual(['awarded', 'awarded', 'household-full', 'household-full', 'household-full']);
    expect(await item(householdCountKey('h2'))).toMatchObject({ recipients: 2 });
    const refused = ['v', 'w', 'x', 'y', 'z'].filter((_, at) => outcomes[at] === 'household-full');
    for (const person of refused) expect(await item(recipientKey(person))).toBeUndefined();
  });

  test('a retry long after the answer was lost still finds its own award', async () => {
    const own = award({ personKey: 'p3', householdKey: 'h3', entryId: '3'.repeat(32) });
    expect(await store().award(own)).toBe('awarded');
    // Another token, as after the ten minutes in which DynamoDB itself knows a repeat: only the person's condition is left.
    const later = storeOn(withoutToken(emulator.documents));
    expect(await later.award(own)).toBe('awarded');
    expect(await later.award({ ...own, waveId: '2020-05' })).toBe('already-a-recipient');
    expect(await item(householdCountKey('h3'))).toMatchObject({ recipients: 1 });
  });

  // The local engine writes one after the other and never answers so.
  test.each([
    ['person', 'TransactionConflict', 'None'],
    ['household', 'None', 'TransactionConflict'],
  ])('that collided with another at the %s is neither made nor refused: it is tried again', async (_, ...codes) => {
    const CancellationReasons = codes.map((Code) => ({ Code }));
    const collision = new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons });
    const colliding = { send: () => Promise.reject(collision) } as unknown as DynamoDBDocumentClient;
    await expect(storeOn(colliding).award(award({}))).rejects.toMatchObject({ name: 'TransientError' });
  });

  test('what is known of people and households is read back', async () => {
    await store().award(award({ personKey: 'p4', householdKey: 'h4', entryId: '4'.repeat(32) }));
    const { received, recipients } = await recipientsStore(emulator.documents, 'recipients').known(['p4', 'p5'], ['h4', 'h5']);
    expect([...received]).toEqual(['p4']);
    expect([...recipients]).toEqual([['h4', 1]]);
    expect(await recipientReader(emulator.json, 'recipients')('p4')).toBe(true);
    expect(await recipientReader(emulator.json, 'recipients')('p5')).toBe(false);
  });
});

/** The same client, but DynamoDB is never told that a transaction is a repeat. */
function withoutToken(documents: DynamoDBDocumentClient): DynamoDBDocumentClient {
  const send = (command: TransactWriteCommand) => {
    command.input.ClientRequestToken = undefined;
    return documents.send(command);
  };
  return { send } as unknown as DynamoDBDocumentClient;
}
