import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { appealAwardEntry } from '../ledger/journal-entry.ts';
import { booking, transact } from '../ledger/ledger-store.ts';
import { recipientParts } from '../recipients/awards-store.ts';
import { shardOf } from '../registrations/person-keys.ts';
import { partitionOf } from '../registrations/registration-item.ts';
import type { Wave } from '../waves/wave.ts';
import { type AppealItem, appealItemSchema } from './appeal.ts';
import type { GRANT_REASONS } from './appeal-reasons.ts';

export type Grant = { at: string; decision: string; reason: (typeof GRANT_REASONS)[number] };

export type GrantOutcome =
  /** `decidedAt`: when it was granted first. */
  | { outcome: 'granted'; decidedAt: string }
  | { outcome: 'decidedOtherwise' | 'alreadyARecipient' | 'householdFull' | 'noReservedPlace' | 'detailsErased' };

export type GrantsStore = ReturnType<typeof grantsStore>;

export function grantsStore(
  client: DynamoDBDocumentClient,
  tables: { appeals: string; waves: string; registrations: string; recipients: string; ledger: string },
) {
  return {
    /**
     * Grants an appeal: the appellant gets a reserved place of the wave `remedy`, under the conditions of every award. One transaction, on
     * the appeal, the person, the household, the wave, the registration and the ledger; a repeat of the same decision finds it done.
     * @throws RetryableError when another transaction was at one of them
     */
    async grant(appeal: AppealItem, remedy: Pick<Wave, 'waveId' | 'plan'>, { at, decision, reason }: Grant): Promise<GrantOutcome> {
      const { waveId, entryId, registrationKey } = appeal;
      const { reserved } = remedy.plan;
      // Of the plan, which is frozen: where nothing is reserved there is nothing to count.
      if (reserved === undefined) return { outcome: 'noReservedPlace' };
      const isOpen = '#state = :open';
      const hasReservedPlacesLeft = '(attribute_not_exists(reservedAwarded) OR reservedAwarded < :reserved)';
      const isPublished = '#phase = :published';
      const reserveIsOpen = 'attribute_not_exists(reserveClosedAt)';
      const detailsAreKept = 'attribute_exists(sealed)';
      const thatEntry = 'entryId = :entryId';
      const award = { ...appeal, awardedAt: at };
      const result = await transact(client, [
        {
          Update: {
            TableName: tables.appeals,
            Key: { waveId, entryId },
            UpdateExpression:
              'SET #state = :granted, decidedAt = :at, decisionReason = :reason, remedyWaveId = :remedy, decision = :decision',
            ConditionExpression: isOpen,
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: {
              ':open': 'open',
              ':granted': 'granted',
              ':at': at,
              ':reason': reason,
              ':remedy': remedy.waveId,
              ':decision': decision,
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        ...recipientParts(tables.recipients, remedy.plan, award),
        {
          Update: {
            TableName: tables.waves,
            Key: { waveId: remedy.waveId },
            UpdateExpression: 'ADD reservedAwarded :one',
            ConditionExpression: `${isPublished} AND ${reserveIsOpen} AND ${hasReservedPlacesLeft}`,
            ExpressionAttributeNames: { '#phase': 'phase' },
            ExpressionAttributeValues: { ':one': 1, ':published': 'published', ':reserved': reserved },
          },
        },
        {
          Update: {
            TableName: tables.registrations,
            Key: { partition: partitionOf(waveId, shardOf(registrationKey)), registrationKey },
            UpdateExpression: 'SET kept = :kept',
            ConditionExpression: `${detailsAreKept} AND ${thatEntry}`,
            ExpressionAttributeValues: { ':kept': true, ':entryId': entryId },
          },
        },
        booking(tables.ledger, appealAwardEntry(remedy.plan, award, waveId)),
      ]);
      if (result === 'done') return { outcome: 'granted', decidedAt: at };
      const [decided, person, household, wave, registration] = result.refused;
      if (decided) return standing(result.reasons[0]?.Item, decision);
      if (person) return { outcome: 'alreadyARecipient' };
      if (household) return { outcome: 'householdFull' };
      if (registration) return { outcome: 'detailsErased' };
      if (wave) return { outcome: 'noReservedPlace' };
      throw new Error(`the ledger has an award for the appeal of ${waveId}/${entryId}, and nobody has received by it`);
    },
  };
}

/** Whether it is this very decision that stands. */
function standing(item: Parameters<typeof unmarshall>[0] | undefined, decision: string): GrantOutcome {
  const appeal = item && appealItemSchema.parse(unmarshall(item));
  return appeal?.state === 'granted' && appeal.decision === decision && appeal.decidedAt
    ? { outcome: 'granted', decidedAt: appeal.decidedAt }
    : { outcome: 'decidedOtherwise' };
}
