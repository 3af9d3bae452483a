import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { potOf, yearOf } from '../ledger/accounts.ts';
import { type AwardedPerson, awardEntry } from '../ledger/journal-entry.ts';
import { booking, transact } from '../ledger/ledger-store.ts';
import type { Plan } from '../waves/plan.ts';
import { deadlineOf } from './deadline.ts';
import { awardIdOf, type RecipientItem } from './recipient-item.ts';
import { householdCountKey, MOST_RECIPIENTS_PER_HOUSEHOLD, recipientKey } from './recipient-keys.ts';

/** `awardedAt` is the same in every try of an award: the transaction's parameters must be, for its token to count. */
export type Award = AwardedPerson & { householdKey: string };
export type AwardPlan = Pick<Plan, 'waveId' | 'byProvince' | 'opensAt'>;

/** What became of an award; permanent, since nothing is ever deleted from the table. */
export const AWARD_OUTCOMES = ['awarded', 'already-a-recipient', 'household-full'] as const;
export type AwardOutcome = (typeof AWARD_OUTCOMES)[number];

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export type AwardsStore = ReturnType<typeof awardsStore>;

export function awardsStore(client: DynamoDBDocumentClient, tables: { recipients: string; ledger: string }) {
  return {
    /**
     * Makes a person a recipient: once in a lifetime, at most two in a household, and booked in the place ledger, in one transaction.
     * A repeat of an award that succeeded succeeds.
     * @throws RetryableError when another transaction was at the same person or household
     */
    async award(plan: AwardPlan, award: Award): Promise<AwardOutcome> {
      const awardId = awardIdOf(plan.waveId, award.entryId);
      const result = await transact(
        client,
        [...recipientParts(tables.recipients, plan, award), booking(tables.ledger, awardEntry(plan, award))],
        // For ten minutes DynamoDB itself knows a repeat; after that the person's condition does.
        createHash('sha256').update(awardId).digest('hex').slice(0, 36),
      );
      if (result === 'done') return 'awarded';
      const [person, household] = result.refused;
      if (person) return result.reasons[0]?.Item?.['awardId']?.S === awardId ? 'awarded' : 'already-a-recipient';
      if (household) return 'household-full';
      throw new Error(`the ledger has an award of ${awardId}, and nobody has received by it`);
    },
  };
}

/** What every award is on, by the draw or for an appeal: the person, who has never received, and the household, which has a place left. */
export function recipientParts(table: string, plan: AwardPlan, award: Award): TransactItem[] {
  const neverReceived = 'attribute_not_exists(#key)';
  const householdHasAPlace = 'attribute_not_exists(recipients) OR recipients < :most';
  const recipient: RecipientItem = {
    key: recipientKey(award.personKey),
    awardId: awardIdOf(plan.waveId, award.entryId),
    waveId: plan.waveId,
    entryId: award.entryId,
    householdKey: award.householdKey,
    awardedAt: award.awardedAt,
    pot: potOf(plan, award.province),
    state: 'awarded',
    deadline: deadlineOf(award.awardedAt, yearOf(plan)),
  };
  return [
    {
      Put: {
        TableName: table,
        Item: recipient,
        ConditionExpression: neverReceived,
        ExpressionAttributeNames: { '#key': 'key' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    {
      Update: {
        TableName: table,
        Key: { key: householdCountKey(award.householdKey) },
        UpdateExpression: 'ADD recipients :one',
        ConditionExpression: householdHasAPlace,
        ExpressionAttributeValues: { ':one': 1, ':most': MOST_RECIPIENTS_PER_HOUSEHOLD },
      },
    },
  ];
}
