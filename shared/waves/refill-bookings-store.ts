import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { instant } from '../clock.ts';
import type { RefillDocument } from '../evidence/documents.ts';
import { refillClosingEntry, refillEntry } from '../ledger/journal-entry.ts';
import { booking } from '../ledger/ledger-store.ts';
import type { Wave } from './wave.ts';
import { waveBooker } from './wave-bookings-store.ts';
import type { WavesStore } from './waves-store.ts';

export type RefillBookings = ReturnType<typeof refillBookingsStore>;
type Refills = NonNullable<Wave['refills']>;

/** Begin and end of a wave's refills: each is one transaction with what the place ledger says of it. Of a wave there is one at a time. */
export function refillBookingsStore(
  client: DynamoDBDocumentClient,
  tables: { waves: string; ledger: string },
  waves: Pick<WavesStore, 'read'>,
) {
  const book = waveBooker(client, tables);
  const standing = async (waveId: string, refill: number) => (await waves.read(waveId))?.refills?.[refill - 1];

  return {
    /**
     * Places that came back are to be drawn again.
     * @param refill its number, 1 first: the one before it must be over
     * @param pots how many places of each pot
     * @returns whether it is under way then, whoever was first; never of a wave that is settled
     */
    async begin(waveId: string, refill: number, pots: Readonly<Record<string, number>>, now: number): Promise<boolean> {
      const notBegunYet = `attribute_not_exists(refills[${refill - 1}])`;
      const theOneBeforeIsOver = refill === 1 ? notBegunYet : `attribute_exists(refills[${refill - 2}].endedAt)`;
      const notSettled = 'attribute_not_exists(settledAt)';
      const isPublished = '#phase = :published';
      const places = Object.values(pots).reduce((sum, of) => sum + of, 0);
      const begun: Refills = [{ begunAt: instant(now), places }];
      const done = await book(
        waveId,
        {
          UpdateExpression: 'SET refills = list_append(if_not_exists(refills, :none), :begun)',
          ConditionExpression: `${notBegunYet} AND ${theOneBeforeIsOver} AND ${notSettled} AND ${isPublished}`,
          ExpressionAttributeNames: { '#phase': 'phase' },
          ExpressionAttributeValues: { ':none': [], ':begun': begun, ':published': 'published' },
        },
        booking(tables.ledger, refillEntry(waveId, refill, pots, instant(now))),
      );
      if (done) return true;
      const found = await standing(waveId, refill);
      return found !== undefined && found.endedAt === undefined;
    },

    /**
     * The places of a refill are awarded, and those that nobody could have had are in hand again.
     * @throws when it has not begun
     */
    async finish(
      waveId: string,
      refill: number,
      { awarded, provinces }: Pick<RefillDocument, 'awarded' | 'provinces'>,
      now: number,
    ): Promise<void> {
      const hasBegun = `attribute_exists(refills[${refill - 1}])`;
      const notOver = `attribute_not_exists(refills[${refill - 1}].endedAt)`;
      const done = await book(
        waveId,
        {
          UpdateExpression: `SET refills[${refill - 1}].endedAt = :now, refills[${refill - 1}].awarded = :awarded`,
          ConditionExpression: `${hasBegun} AND ${notOver}`,
          ExpressionAttributeValues: { ':now': instant(now), ':awarded': awarded },
        },
        booking(tables.ledger, refillClosingEntry(waveId, refill, provinces, instant(now))),
      );
      if (!done && (await standing(waveId, refill))?.endedAt === undefined)
        throw new Error(`refill ${refill} of ${waveId} has not begun and can't be over`);
    },
  };
}
