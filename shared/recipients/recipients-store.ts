import { createHash } from 'node:crypto';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { RETRYABLE, RetryableError } from '../errors.ts';
import { batchGet } from '../lambda/batch-get.ts';
import { householdCountKey, MOST_RECIPIENTS_PER_HOUSEHOLD, recipientKey } from './recipient-keys.ts';

export const recipientItemSchema = z.object({
  key: z.string(),
  awardId: z.string(),
  waveId: z.string(),
  entryId: z.string(),
  householdKey: z.string(),
  awardedAt: z.string(),
});
const householdItemSchema = z.object({ key: z.string(), recipients: z.int() });

/** `awardedAt` is the same in every try of an award: the transaction's parameters must be, for its token to count. */
export type Award = { waveId: string; entryId: string; personKey: string; householdKey: string; awardedAt: string };

/** What became of an award; permanent, since nothing is ever deleted from the table. */
export const AWARD_OUTCOMES = ['awarded', 'already-a-recipient', 'household-full'] as const;
export type AwardOutcome = (typeof AWARD_OUTCOMES)[number];

/** The name of an award, from wave and entry alone: whoever retries it knows its own. */
export function awardIdOf(waveId: string, entryId: string): string {
  return `${waveId}/${entryId}`;
}

export type RecipientsStore = ReturnType<typeof recipientsStore>;

export function recipientsStore(client: DynamoDBDocumentClient, table: string) {
  return {
    /**
     * Makes a person a recipient: once in a lifetime, at most two in a household, in one transaction.
     * A repeat of an award that succeeded succeeds.
     * @throws RetryableError when another transaction was at the same person or household
     */
    async award(award: Award): Promise<AwardOutcome> {
      const awardId = awardIdOf(award.waveId, award.entryId);
      const neverReceived = 'attribute_not_exists(#key)';
      const householdHasAPlace = 'attribute_not_exists(recipients) OR recipients < :most';
      try {
        await client.send(
          new TransactWriteCommand({
            // For ten minutes DynamoDB itself knows a repeat; after that the person's condition does.
            ClientRequestToken: createHash('sha256').update(awardId).digest('hex').slice(0, 36),
            TransactItems: [
              {
                Put: {
                  TableName: table,
                  Item: {
                    key: recipientKey(award.personKey),
                    awardId,
                    waveId: award.waveId,
                    entryId: award.entryId,
                    householdKey: award.householdKey,
                    awardedAt: award.awardedAt,
                  },
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
            ],
          }),
        );
        return 'awarded';
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const [person, household] = error.CancellationReasons ?? [];
        if (person?.Code === 'ConditionalCheckFailed') {
          return person.Item?.['awardId']?.S === awardId ? 'awarded' : 'already-a-recipient';
        }
        if (household?.Code === 'ConditionalCheckFailed') return 'household-full';
        throw new RetryableError(
          RETRYABLE.transient,
          `an award was cancelled (${person?.Code}, ${household?.Code}) and is to be tried again`,
        );
      }
    },

    /** Of the given people and households: who has received, and how many recipients each household has. */
    async known(
      personKeys: readonly string[],
      householdKeys: readonly string[],
    ): Promise<{ received: Set<string>; recipients: Map<string, number> }> {
      const received = new Set<string>();
      const recipients = new Map<string, number>();
      const people = new Map(personKeys.map((key) => [recipientKey(key), key]));
      const households = new Map(householdKeys.map((key) => [householdCountKey(key), key]));
      for (const item of await batchGet(
        client,
        table,
        [...people.keys(), ...households.keys()].map((key) => ({ key })),
      )) {
        const household = householdItemSchema.safeParse(item);
        if (household.success) recipients.set(households.get(household.data.key) as string, household.data.recipients);
        else received.add(people.get(recipientItemSchema.parse(item).key) as string);
      }
      return { received, recipients };
    },
  };
}
