import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { instant } from '../clock.ts';
import { type Wave, type WaveItem, waveFromItem } from './wave.ts';
import { WAVE_CACHE_MS } from './wave-cache.ts';

/**
 * A change must reach the table this long before the old opening or closing takes effect: registration functions hold a wave
 * for up to WAVE_CACHE_MS, and would still go by the old plan.
 */
export const CHANGE_DISTANCE_MS = 2 * WAVE_CACHE_MS;

export type WavesStore = ReturnType<typeof wavesStore>;

/** Every transition of a wave, each one conditional write. */
export function wavesStore(client: DynamoDBDocumentClient, table: string) {
  /** Writes `item` if `condition` holds. @returns whether it did */
  const putIf = async (item: WaveItem, condition: string, values: Record<string, unknown> | undefined) => {
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: item,
          ConditionExpression: condition,
          ...(values && { ExpressionAttributeValues: values }),
          ...(condition.includes('#phase') && { ExpressionAttributeNames: { '#phase': 'phase' } }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  return {
    async read(waveId: string): Promise<Wave | undefined> {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: { waveId }, ConsistentRead: true }));
      return Item && waveFromItem(Item);
    },

    /** All waves, first opening first. A programme has dozens, so a scan is one page. */
    async list(): Promise<Wave[]> {
      const waves: Wave[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
        waves.push(...(page.Items ?? []).map(waveFromItem));
        start = page.LastEvaluatedKey;
      } while (start);
      return waves.sort((left, right) => left.opensAt.localeCompare(right.opensAt) || left.waveId.localeCompare(right.waveId));
    },

    /** A new wave. @returns false when there is one by that id */
    announce(item: WaveItem): Promise<boolean> {
      const notThereYet = 'attribute_not_exists(waveId)';
      return putIf(item, notThereYet, undefined);
    },

    /** Another plan for a wave that hasn't opened. @param seen the planHash that the change was based on */
    amend(item: WaveItem, seen: string, now: number): Promise<boolean> {
      const unchangedSinceSeen = 'planHash = :seen';
      const wellBeforeOpening = 'opensAt > :amendable';
      return putIf(item, `${unchangedSinceSeen} AND ${wellBeforeOpening}`, {
        ':seen': seen,
        ':amendable': instant(now + CHANGE_DISTANCE_MS),
      });
    },

    /** A later closing for a wave that is open; that it has opened is what was seen. */
    extend(item: WaveItem, seen: string, now: number): Promise<boolean> {
      const unchangedSinceSeen = 'planHash = :seen';
      const wellBeforeClosing = 'closesAt > :extensible';
      const notSelecting = '#phase = :scheduled';
      return putIf(item, `${unchangedSinceSeen} AND ${wellBeforeClosing} AND ${notSelecting}`, {
        ':seen': seen,
        ':extensible': instant(now + CHANGE_DISTANCE_MS),
        ':scheduled': 'scheduled',
      });
    },

    /**
     * From `scheduled` to `selecting`, once the wave has been closed for the settling time.
     * @returns the wave as it stands afterwards, also when another caller was first; undefined when it isn't due or not there
     */
    async beginSelection(waveId: string, now: number, settleMs: number): Promise<Wave | undefined> {
      const isScheduled = '#phase = :scheduled';
      const closedAndSettled = 'closesAt <= :settled';
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { waveId },
            UpdateExpression: 'SET #phase = :selecting, attempt = :first',
            ConditionExpression: `${isScheduled} AND ${closedAndSettled}`,
            ExpressionAttributeNames: { '#phase': 'phase' },
            ExpressionAttributeValues: {
              ':scheduled': 'scheduled',
              ':selecting': 'selecting',
              ':first': 1,
              ':settled': instant(now - settleMs),
            },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return waveFromItem(Attributes);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const wave = await this.read(waveId);
        return wave && wave.phase !== 'scheduled' ? wave : undefined;
      }
    },

    /** Counts up the attempt after a failed execution. @returns false when another caller was first */
    async nextAttempt(waveId: string, failedAttempt: number): Promise<boolean> {
      const stillThatAttempt = 'attempt = :failed';
      const stillSelecting = '#phase = :selecting';
      return this.updateIf(waveId, 'SET attempt = :next', `${stillThatAttempt} AND ${stillSelecting}`, {
        ':failed': failedAttempt,
        ':next': failedAttempt + 1,
        ':selecting': 'selecting',
      });
    },

    /** From `selecting` to `published`; a second call finds it done. */
    async publish(waveId: string): Promise<void> {
      const selectedOrDone = '#phase IN (:selecting, :published)';
      const done = await this.updateIf(waveId, 'SET #phase = :published', selectedOrDone, {
        ':selecting': 'selecting',
        ':published': 'published',
      });
      if (!done) throw new Error(`wave ${waveId} is not being selected and can't be published`);
    },

    async updateIf(waveId: string, update: string, condition: string, values: Record<string, unknown>): Promise<boolean> {
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { waveId },
            UpdateExpression: update,
            ConditionExpression: condition,
            ExpressionAttributeNames: { '#phase': 'phase' },
            ExpressionAttributeValues: values,
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
