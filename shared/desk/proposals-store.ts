import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { instant } from '../clock.ts';
import { type Proposal, proposalSchema } from './proposal.ts';

/** Proposals of at most some 9 KB each: a page stays below DynamoDB's 1 MB and Lambda's 6 MB. */
const PROPOSALS_OF_A_PAGE = 100;

/** What was decided, and by whom. */
export type Decision = Required<Pick<Proposal, 'decidedBy'>> & Pick<Proposal, 'reason'> & { state: 'approved' | 'rejected' };

export type ProposalsStore = ReturnType<typeof proposalsStore>;

/** What officers propose, and what others make of it. Each step is one conditional write. */
export function proposalsStore(client: DynamoDBDocumentClient, table: string) {
  return {
    /** Puts a proposal, once. @returns the one that then stands by its id */
    async propose(proposal: Proposal): Promise<Proposal> {
      const notProposedYet = 'attribute_not_exists(proposalId)';
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: proposal,
            ConditionExpression: notProposedYet,
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return proposal;
      } catch (error) {
        return standingIn(error);
      }
    },

    async read(proposalId: string): Promise<Proposal | undefined> {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: { proposalId }, ConsistentRead: true }));
      return Item && proposalSchema.parse(Item);
    },

    /** Decides a pending proposal of somebody else, once and in time. @returns whether it did, and the proposal as it then stands */
    async decide(
      proposalId: string,
      { state, decidedBy, reason }: Decision,
      now: number,
    ): Promise<{ decided: boolean; proposal: Proposal }> {
      const isPending = '#state = :pending';
      const byAnother = 'proposedBy <> :decider';
      const inTime = 'decideBy > :now';
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { proposalId },
            UpdateExpression: `SET #state = :state, decidedBy = :decider, decidedAt = :now${reason ? ', reason = :reason' : ''}`,
            ConditionExpression: `${isPending} AND ${byAnother} AND ${inTime}`,
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: {
              ':pending': 'pending',
              ':state': state,
              ':decider': decidedBy,
              ':now': instant(now),
              ...(reason && { ':reason': reason }),
            },
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { decided: true, proposal: proposalSchema.parse(Attributes) };
      } catch (error) {
        return { decided: false, proposal: standingIn(error) };
      }
    },

    /**
     * Notes what came of carrying out an approved proposal; once it is said to be carried out, nothing is said over that.
     * @param executedAt when it had been, if it was
     * @returns the proposal as it then stands
     */
    async noteOutcome(proposalId: string, outcome: string, executedAt: string | undefined): Promise<Proposal> {
      const isApproved = '#state = :approved';
      const notCarriedOutYet = 'attribute_not_exists(executedAt)';
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { proposalId },
            UpdateExpression: `SET outcome = :outcome${executedAt ? ', executedAt = :executedAt' : ''}`,
            ConditionExpression: `${isApproved} AND ${notCarriedOutYet}`,
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: {
              ':approved': 'approved',
              ':outcome': outcome,
              ...(executedAt && { ':executedAt': executedAt }),
            },
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return proposalSchema.parse(Attributes);
      } catch (error) {
        return standingIn(error);
      }
    },

    /** One page of all proposals, in no order; with `next` there are more, after that one. */
    async page(after: string | undefined): Promise<{ proposals: Proposal[]; next?: string }> {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({
          TableName: table,
          Limit: PROPOSALS_OF_A_PAGE,
          ConsistentRead: true,
          ...(after !== undefined && { ExclusiveStartKey: { proposalId: after } }),
        }),
      );
      const next = LastEvaluatedKey?.['proposalId'] as string | undefined;
      return { proposals: Items.map((item) => proposalSchema.parse(item)), ...(next !== undefined && { next }) };
    },
  };
}

/** The item that a condition was not true of. @throws the error itself when it is another one, or there is no item */
function standingIn(error: unknown): Proposal {
  if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
  return proposalSchema.parse(unmarshall(error.Item));
}
