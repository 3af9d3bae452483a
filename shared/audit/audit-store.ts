import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Clock, instant } from '../clock.ts';
import { RETRYABLE, RetryableError } from '../errors.ts';
import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { mayPass } from '../lambda/passing-errors.ts';
import { type AuditEntry, auditEntrySchema, entryAfter } from './audit-entry.ts';
import type { ChainHead } from './audit-heads.ts';
import type { AuditAppend } from './audited.ts';
import { CHAINS } from './chains.ts';

/** A try is lost only to an entry of somebody else, so 32 writers on one chain at the same time all get through, however they collide. */
const MOST_TRIES = 32;

export type AuditWriterDeps = {
  clock: Clock;
  /** 32 random hex digits. */
  newToken(): string;
  /** Between two tries, the first of which is number 1. */
  pause(tries: number): Promise<void>;
};

/** The end of a chain is where several may write: whose number is taken reads again and takes the next one. */
export function auditWriter(client: DynamoDBDocumentClient, table: string, deps: AuditWriterDeps): AuditAppend {
  return async (chain, facts) => {
    const own = { ...facts, chain, at: instant(deps.clock.now()), entryToken: deps.newToken() };
    let entry: AuditEntry | undefined;
    let failure: unknown;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (tries > 0) await deps.pause(tries);
      try {
        entry ??= entryAfter(await lastEntry(client, table, chain), own);
        const standing = await putUnlessTaken(client, table, entry);
        if (standing.entryToken === own.entryToken) return standing;
        entry = undefined;
      } catch (error) {
        if (!mayPass(error)) throw error;
        // Whether the put came through is not known. It is tried at the same number again until something stands there: at another
        // one the entry could come to stand twice.
        failure = error;
      }
    }
    const message = `the chain ${chain} took no entry in ${MOST_TRIES} tries`;
    throw new RetryableError(RETRYABLE.transient, message, { cause: failure });
  };
}

/** @returns what stands at the entry's number afterwards: the entry, or an earlier one */
async function putUnlessTaken(client: DynamoDBDocumentClient, table: string, entry: AuditEntry): Promise<AuditEntry> {
  const numberIsFree = 'attribute_not_exists(#number)';
  try {
    await client.send(
      new PutCommand({
        TableName: table,
        Item: entry,
        ConditionExpression: numberIsFree,
        ExpressionAttributeNames: { '#number': 'number' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return entry;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
    return auditEntrySchema.parse(unmarshall(error.Item));
  }
}

async function lastEntry(client: DynamoDBDocumentClient, table: string, chain: string): Promise<AuditEntry | undefined> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: '#chain = :chain',
      ExpressionAttributeNames: { '#chain': 'chain' },
      ExpressionAttributeValues: { ':chain': chain },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  return Items[0] && auditEntrySchema.parse(Items[0]);
}

/** Part of a chain; with `next` there is more, after that number. */
export type AuditPage = { chain: string; entries: AuditEntry[]; next?: number };

/** Entries of at most 900 bytes: a page is far below DynamoDB's 1 MB and Lambda's 6 MB. */
const ENTRIES_OF_A_PAGE = 500;

export type AuditReader = ReturnType<typeof auditReader>;

export function auditReader(client: DynamoDBDocumentClient, table: string) {
  return {
    /** The entries of a chain with numbers above `after`, in their order, one page of them. */
    async page(chain: string, after: number): Promise<AuditPage> {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#chain = :chain AND #number > :after',
          ExpressionAttributeNames: { '#chain': 'chain', '#number': 'number' },
          ExpressionAttributeValues: { ':chain': chain, ':after': after },
          Limit: ENTRIES_OF_A_PAGE,
          ConsistentRead: true,
        }),
      );
      const entries = Items.map((item) => auditEntrySchema.parse(item));
      const last = entries.at(-1);
      return { chain, entries, ...(LastEvaluatedKey && last && { next: last.number }) };
    },

    /** The heads of all chains that have entries, in the order of their names. */
    async heads(): Promise<ChainHead[]> {
      const last = await inParallel(CHAINS, FILES_AT_ONCE, (chain) => lastEntry(client, table, chain));
      return last.flatMap((entry) => (entry ? [{ chain: entry.chain, entries: entry.number, head: entry.hash }] : []));
    },
  };
}
