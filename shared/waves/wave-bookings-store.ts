import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, type TransactWriteCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { instant } from '../clock.ts';
import type { ProvincePlaces } from '../evidence/documents.ts';
import { closingEntry, GRANT, grantEntry, reserveClosingEntry, waveJournal } from '../ledger/journal-entry.ts';
import { booking, transact } from '../ledger/ledger-store.ts';
import type { Plan } from './plan.ts';
import type { Attempt, Wave, WaveItem } from './wave.ts';
import { endOfAttempt, type WavesStore } from './waves-store.ts';

export type WaveBookings = ReturnType<typeof waveBookingsStore>;

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type ConditionCheck = NonNullable<TransactItem['ConditionCheck']>;
type Update = Omit<NonNullable<TransactItem['Update']>, 'TableName' | 'Key'>;

/** One transaction: an update of a wave, if its condition holds, and what the ledger says of it. @returns whether the condition held */
export function waveBooker(client: DynamoDBDocumentClient, tables: { waves: string }) {
  return async (waveId: string, update: Update, bookingOfIt: TransactItem): Promise<boolean> => {
    const result = await transact(client, [{ Update: { TableName: tables.waves, Key: { waveId }, ...update } }, bookingOfIt]);
    if (result !== 'done' && !result.refused[0]) throw new Error(`wave ${waveId} and what the ledger says of it are not at one`);
    return result === 'done';
  };
}

/** The transitions of a wave that move its places: each is one transaction with what the place ledger says of it. */
export function waveBookingsStore(
  client: DynamoDBDocumentClient,
  tables: { waves: string; ledger: string },
  waves: Pick<WavesStore, 'read'>,
) {
  const book = waveBooker(client, tables);

  return {
    /**
     * A new wave. One of places that came back must have been granted them, and no other may have been: from here on it can't be.
     * @returns false when there is one by that id, or its grant has come between
     */
    async announce(item: WaveItem, fundedBy: Plan['fundedBy']): Promise<boolean> {
      const notThereYet = 'attribute_not_exists(waveId)';
      const result = await transact(client, [
        { Put: { TableName: tables.waves, Item: item, ConditionExpression: notThereYet } },
        { ConditionCheck: fundedBy === 'recovery' ? granted(tables.ledger, item.waveId) : notGranted(tables.ledger, item.waveId) },
      ]);
      return result === 'done';
    },

    /**
     * From `scheduled` to `selecting`, once the wave has been closed for the settling time: its places are granted.
     * @returns the wave as it stands afterwards, also when another caller was first; undefined when it isn't due or not there
     */
    async beginSelection(waveId: string, now: number, settleMs: number, begunBy: Attempt['begunBy']): Promise<Wave | undefined> {
      let refused: string | undefined;
      for (;;) {
        const wave = await waves.read(waveId);
        if (wave?.phase !== 'scheduled') return wave;
        // It was this very plan that was refused: it isn't due.
        if (wave.planHash === refused) return undefined;
        const isScheduled = '#phase = :scheduled';
        const closedAndSettled = 'closesAt <= :settled';
        const asRead = 'planHash = :planHash';
        const begun = await book(
          waveId,
          {
            UpdateExpression: 'SET #phase = :selecting, attempt = :first, attempts = :attempts',
            ConditionExpression: `${isScheduled} AND ${closedAndSettled} AND ${asRead}`,
            ExpressionAttributeNames: { '#phase': 'phase' },
            ExpressionAttributeValues: {
              ':scheduled': 'scheduled',
              ':selecting': 'selecting',
              ':first': 1,
              ':attempts': [{ attempt: 1, beganAt: instant(now), begunBy } satisfies Attempt],
              ':settled': instant(now - settleMs),
              ':planHash': wave.planHash,
            },
          },
          wave.plan.fundedBy === 'recovery'
            ? { ConditionCheck: granted(tables.ledger, waveId) }
            : booking(tables.ledger, grantEntry(wave.plan, instant(now))),
        );
        if (!begun) refused = wave.planHash;
      }
    },

    /**
     * From `selecting` to `published`: what spilled over and what is left is booked, and of the plan nothing changes any more.
     * @param provinces as certified
     * @param deadline until when its places are to be used (ISO)
     * @returns the wave as it then stands, whoever was first
     */
    async publish(
      waveId: string,
      now: number,
      { provinces, deadline }: { provinces: Readonly<Record<string, ProvincePlaces>>; deadline: string },
    ): Promise<Wave> {
      for (;;) {
        const wave = await waves.read(waveId);
        if (!wave || wave.phase === 'scheduled') throw new Error(`wave ${waveId} is not being selected and can't be published`);
        if (wave.phase === 'published') return wave;
        const stillThatAttempt = 'attempt = :attempt';
        const stillSelecting = '#phase = :selecting';
        await book(
          waveId,
          {
            UpdateExpression: `SET #phase = :published, deadline = :deadline, ${endOfAttempt(wave.attempt)}`,
            ConditionExpression: `${stillThatAttempt} AND ${stillSelecting}`,
            ExpressionAttributeNames: { '#phase': 'phase' },
            ExpressionAttributeValues: {
              ':attempt': wave.attempt,
              ':selecting': 'selecting',
              ':published': 'published',
              ':deadline': deadline,
              ':endedAt': instant(now),
              ':outcome': 'published' satisfies Attempt['outcome'],
            },
          },
          booking(tables.ledger, closingEntry(waveId, provinces, instant(now))),
        );
      }
    },

    /** Says once of a published wave that no reserved place of it is awarded any more: what is left is unfilled. @returns whether that stands as seen in `wave` */
    closeReserve({ waveId, plan, reservedAwarded }: Wave, now: number): Promise<boolean> {
      const isPublished = '#phase = :published';
      const notClosedYet = 'attribute_not_exists(reserveClosedAt)';
      const noneAwardedSince = reservedAwarded === undefined ? 'attribute_not_exists(reservedAwarded)' : 'reservedAwarded = :seen';
      const left = (plan.reserved ?? 0) - (reservedAwarded ?? 0);
      return book(
        waveId,
        {
          UpdateExpression: 'SET reserveClosedAt = :now',
          ConditionExpression: `${isPublished} AND ${notClosedYet} AND ${noneAwardedSince}`,
          ExpressionAttributeNames: { '#phase': 'phase' },
          ExpressionAttributeValues: {
            ':now': instant(now),
            ':published': 'published',
            ...(reservedAwarded !== undefined && { ':seen': reservedAwarded }),
          },
        },
        booking(tables.ledger, reserveClosingEntry(waveId, left, instant(now))),
      );
    },

    /**
     * Says once of a published wave that each of its places is activated or has come back, for good.
     * @param refills that it has had, the last one over: none may have begun since
     * @returns false when that was said before, or there is another refill
     */
    async settle(waveId: string, now: number, refills: number): Promise<boolean> {
      const notSettledYet = 'attribute_not_exists(settledAt)';
      const isPublished = '#phase = :published';
      const noOtherRefill = `attribute_not_exists(refills[${refills}])`;
      const lastOneIsOver = refills === 0 ? noOtherRefill : `attribute_exists(refills[${refills - 1}].endedAt)`;
      try {
        await client.send(
          new UpdateCommand({
            TableName: tables.waves,
            Key: { waveId },
            UpdateExpression: 'SET settledAt = :now',
            ConditionExpression: `${notSettledYet} AND ${isPublished} AND ${noOtherRefill} AND ${lastOneIsOver}`,
            ExpressionAttributeNames: { '#phase': 'phase' },
            ExpressionAttributeValues: { ':now': instant(now), ':published': 'published' },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

/** A wave of places that came back got them before it was announced (shared/ledger/recovery-store.ts). */
function granted(ledger: string, waveId: string): ConditionCheck {
  const wasGranted = 'attribute_exists(#entry)';
  return { ...grantIn(ledger, waveId), ConditionExpression: wasGranted };
}

function notGranted(ledger: string, waveId: string): ConditionCheck {
  const wasNotGranted = 'attribute_not_exists(#entry)';
  return { ...grantIn(ledger, waveId), ConditionExpression: wasNotGranted };
}

function grantIn(ledger: string, waveId: string) {
  return {
    TableName: ledger,
    Key: { journal: waveJournal(waveId), entry: GRANT },
    ExpressionAttributeNames: { '#entry': 'entry' },
  };
}
