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

/** The plan that a change was based on, and by which proposal it stood: a plan that has come back is another one. */
export type PlanSeen = Pick<WaveItem, 'planHash' | 'proposalId'>;

export type WavesStore = ReturnType<typeof wavesStore>;

/** The transitions of a wave that move no places, each one conditional write; the others are in wave-bookings-store.ts. */
export function wavesStore(client: DynamoDBDocumentClient, table: string) {
  /** Writes `item` if `condition` holds. @returns whether it did */
  const putIf = async (item: WaveItem, condition: string, values: Record<string, unknown>) => {
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: item,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
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

    /** Another plan for a wave that hasn't opened. @param seen what the change was based on */
    amend(item: WaveItem, seen: PlanSeen, now: number): Promise<boolean> {
      const unchangedSinceSeen = 'planHash = :seen';
      const wellBeforeOpening = 'opensAt > :amendable';
      return putIf(item, `${unchangedSinceSeen} AND ${byTheSameProposal(seen)} AND ${wellBeforeOpening}`, {
        ...valuesOf(seen),
        ':amendable': instant(now + CHANGE_DISTANCE_MS),
      });
    },

    /** A later closing for a wave that is open; that it has opened is what was seen. */
    extend(item: WaveItem, seen: PlanSeen, now: number): Promise<boolean> {
      const unchangedSinceSeen = 'planHash = :seen';
      const wellBeforeClosing = 'closesAt > :extensible';
      const notSelecting = '#phase = :scheduled';
      return putIf(item, `${unchangedSinceSeen} AND ${byTheSameProposal(seen)} AND ${wellBeforeClosing} AND ${notSelecting}`, {
        ...valuesOf(seen),
        ':extensible': instant(now + CHANGE_DISTANCE_MS),
        ':scheduled': 'scheduled',
      });
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

function byTheSameProposal({ proposalId }: PlanSeen): string {
  return proposalId === undefined ? 'attribute_not_exists(proposalId)' : 'proposalId = :seenProposal';
}

function valuesOf({ planHash, proposalId }: PlanSeen): Record<string, string> {
  return { ':seen': planHash, ...(proposalId !== undefined && { ':seenProposal': proposalId }) };
}

/** The line of an attempt, first one at index 0, gets its end. */
export function endOfAttempt(attempt: number): string {
  return `attempts[${attempt - 1}].endedAt = :endedAt, attempts[${attempt - 1}].outcome = :outcome`;
}
