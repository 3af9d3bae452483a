import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { instant } from '../clock.ts';
import { isWaveId } from './plan.ts';
import { type Attempt, type AttemptEnd, type Wave, type WaveItem, waveFromItem } from './wave.ts';
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
      if (!isWaveId(waveId)) return undefined;
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
    async beginSelection(waveId: string, now: number, settleMs: number, begunBy: Attempt['begunBy']): Promise<Wave | undefined> {
      if (!isWaveId(waveId)) return undefined;
      const isScheduled = '#phase = :scheduled';
      const closedAndSettled = 'closesAt <= :settled';
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { waveId },
            UpdateExpression: 'SET #phase = :selecting, attempt = :first, attempts = :attempts',
            ConditionExpression: `${isScheduled} AND ${closedAndSettled}`,
            ExpressionAttributeNames: { '#phase': 'phase' },
            ExpressionAttributeValues: {
              ':scheduled': 'scheduled',
              ':selecting': 'selecting',
              ':first': 1,
              ':attempts': [{ attempt: 1, beganAt: instant(now), begunBy } satisfies Attempt],
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

    /** Counts up the attempt after one that failed, whose line says so from now on. @returns false when another caller was first */
    async nextAttempt(waveId: string, failed: { attempt: number } & AttemptEnd, now: number): Promise<boolean> {
      const stillThatAttempt = 'attempt = :failed';
      const stillSelecting = '#phase = :selecting';
      const next: Attempt = { attempt: failed.attempt + 1, beganAt: instant(now), begunBy: 'officer' };
      return this.updateIf(
        waveId,
        `SET attempt = :next, ${endOfAttempt(failed.attempt)}, attempts[${failed.attempt}] = :nextLine`,
        `${stillThatAttempt} AND ${stillSelecting}`,
        {
          ':failed': failed.attempt,
          ':next': next.attempt,
          ':nextLine': next,
          ':endedAt': failed.endedAt,
          ':outcome': failed.outcome,
          ':selecting': 'selecting',
        },
      );
    },

    /** From `selecting` to `published`, after which nothing of the wave changes but that its erasure is noted. @returns the wave as it then stands, whoever was first */
    async publish(waveId: string, now: number): Promise<Wave> {
      for (;;) {
        const wave = await this.read(waveId);
        if (!wave || wave.phase === 'scheduled') throw new Error(`wave ${waveId} is not being selected and can't be published`);
        if (wave.phase === 'published') return wave;
        const stillThatAttempt = 'attempt = :attempt';
        const stillSelecting = '#phase = :selecting';
        await this.updateIf(
          waveId,
          `SET #phase = :published, ${endOfAttempt(wave.attempt)}`,
          `${stillThatAttempt} AND ${stillSelecting}`,
          {
            ':attempt': wave.attempt,
            ':selecting': 'selecting',
            ':published': 'published',
            ':endedAt': instant(now),
            ':outcome': 'published' satisfies Attempt['outcome'],
          },
        );
      }
    },

    /** Says once that the erasure of a published wave is complete. @returns false when that was said before, or the wave isn't published */
    async finishErasure(waveId: string, now: number): Promise<boolean> {
      const notFinishedYet = 'attribute_not_exists(sealedErasedAt)';
      const isPublished = '#phase = :published';
      return this.updateIf(waveId, 'SET sealedErasedAt = :now', `${notFinishedYet} AND ${isPublished}`, {
        ':now': instant(now),
        ':published': 'published',
      });
    },

    /** Says once that notices of a published wave are on their way to all who are told. @returns false when that was said before, or the wave isn't published */
    async finishNotification(waveId: string, now: number): Promise<boolean> {
      const notNotedYet = 'attribute_not_exists(notifiedAt)';
      const hasResults = '#phase = :published';
      return this.updateIf(waveId, 'SET notifiedAt = :now', `${notNotedYet} AND ${hasResults}`, {
        ':now': instant(now),
        ':published': 'published',
      });
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

/** The line of an attempt, first one at index 0, gets its end. */
function endOfAttempt(attempt: number): string {
  return `attempts[${attempt - 1}].endedAt = :endedAt, attempts[${attempt - 1}].outcome = :outcome`;
}
