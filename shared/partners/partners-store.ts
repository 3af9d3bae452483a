import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { PARTNER_PARTITIONS } from '../names.ts';
import { type Partner, partnerSchema } from './partner.ts';

/** The item of a partner: all of them in one partition, since there are dozens. */
const partnerItemSchema = z.pipe(
  z.extend(partnerSchema, { partition: z.literal(PARTNER_PARTITIONS.partners), id: z.string() }),
  z.transform(({ partition: _, id: __, ...partner }): Partner => partner),
);

/** What the table keeps of a request that has done something. It is put with what it did, in one transaction. */
export const requestItemSchema = z.object({
  /** `requests#<partnerId>` */
  partition: z.string(),
  /** The idempotency key. */
  id: z.string(),
  /** Hex SHA-256 of the body's bytes. */
  bodyHash: z.string(),
  waveId: z.string(),
  entryId: z.string(),
  activatedAt: z.string(),
});
export type RequestItem = z.infer<typeof requestItemSchema>;

export type PartnersStore = ReturnType<typeof partnersStore>;

/** Partners, the nonces that they have used up, and their requests that have done something. Nothing is ever deleted from the table. */
export function partnersStore(client: DynamoDBDocumentClient, table: string) {
  const { partners, nonces, requests } = PARTNER_PARTITIONS;

  return {
    /** Strongly consistent: a key that was taken away, or a partner suspended, is so for the next request. */
    async read(partnerId: string): Promise<Partner | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { partition: partners, id: partnerId }, ConsistentRead: true }),
      );
      return Item && partnerItemSchema.parse(Item);
    },

    /** All partners, in the order of their ids. */
    async list(): Promise<Partner[]> {
      const found: Partner[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#partition = :partners',
            ExpressionAttributeNames: { '#partition': 'partition' },
            ExpressionAttributeValues: { ':partners': partners },
            ConsistentRead: true,
            ExclusiveStartKey: start,
          }),
        );
        found.push(...(page.Items ?? []).map((item) => partnerItemSchema.parse(item)));
        start = page.LastEvaluatedKey;
      } while (start);
      return found;
    },

    /**
     * Puts a partner in the place of the one that stood when it was proposed.
     * @param basis the proposal by which that one stood; undefined when it stood by none, or there was none
     * @returns whether the partner then stands by its proposal
     */
    async register(partner: Partner & { proposalId: string }, basis: string | undefined): Promise<boolean> {
      const unchangedSinceSeen = basis === undefined ? 'attribute_not_exists(proposalId)' : 'proposalId = :basis';
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { partition: partners, id: partner.partnerId, ...partner },
            ConditionExpression: unchangedSinceSeen,
            ...(basis !== undefined && { ExpressionAttributeValues: { ':basis': basis } }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return error.Item?.['proposalId']?.S === partner.proposalId;
      }
    },

    /**
     * Uses a nonce up, for good.
     * @param token of this very request: when the answer to the put was lost, the client's second try finds its own
     * @returns false when another request has used it
     */
    async useNonce(partnerId: string, nonce: string, token: string): Promise<boolean> {
      const notUsedYet = 'attribute_not_exists(id)';
      const usedByThisRequest = '#token = :token';
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { partition: `${nonces}${partnerId}`, id: nonce, token },
            ConditionExpression: `${notUsedYet} OR ${usedByThisRequest}`,
            ExpressionAttributeNames: { '#token': 'token' },
            ExpressionAttributeValues: { ':token': token },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    /** What a partner's request by that key has done; undefined when it has done nothing. Strongly consistent. */
    async request(partnerId: string, idempotencyKey: string): Promise<RequestItem | undefined> {
      const { Item } = await client.send(
        new GetCommand({
          TableName: table,
          Key: { partition: `${requests}${partnerId}`, id: idempotencyKey },
          ConsistentRead: true,
        }),
      );
      return Item && requestItemSchema.parse(Item);
    },

    /** The part of a transaction that keeps a request: it fails, and what the request does with it, when one by that key stands already. */
    keeping(partnerId: string, { idempotencyKey, ...of }: Omit<RequestItem, 'partition' | 'id'> & { idempotencyKey: string }) {
      const noneByThatKey = 'attribute_not_exists(id)';
      const Item: RequestItem = { partition: `${requests}${partnerId}`, id: idempotencyKey, ...of };
      return { Put: { TableName: table, Item, ConditionExpression: noneByThatKey } };
    },
  };
}
