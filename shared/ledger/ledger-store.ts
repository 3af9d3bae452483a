import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { RETRYABLE, RetryableError } from '../errors.ts';
import { type JournalEntry, journalEntrySchema, type PlaceEntry, placeEntryName, placeJournal } from './journal-entry.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The part of a transaction that books a fact: it fails, and the fact with it, when an entry of that name stands already. */
export function booking(table: string, entry: JournalEntry): TransactItem {
  const notBookedYet = 'attribute_not_exists(#entry)';
  return {
    Put: {
      TableName: table,
      Item: journalEntrySchema.parse(entry),
      ConditionExpression: notBookedYet,
      ExpressionAttributeNames: { '#entry': 'entry' },
    },
  };
}

/** Whether a transaction went through, or which of its parts' conditions did not hold. */
export type Transacted =
  | 'done'
  | { refused: readonly boolean[]; reasons: NonNullable<TransactionCanceledException['CancellationReasons']> };

/**
 * Carries out a transaction.
 * @param token of its own, by which DynamoDB knows a repeat for ten minutes; at most 36 characters
 * @throws RetryableError when another transaction was at one of the items
 */
export async function transact(client: DynamoDBDocumentClient, items: TransactItem[], token?: string): Promise<Transacted> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: items, ...(token && { ClientRequestToken: token }) }));
    return 'done';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const refused = reasons.map(({ Code }) => Code === 'ConditionalCheckFailed');
    if (refused.includes(true)) return { refused, reasons };
    const codes = reasons.map(({ Code }) => Code).join(', ');
    throw new RetryableError(RETRYABLE.transient, `a transaction was cancelled (${codes}) and is to be tried again`);
  }
}

export type LedgerStore = ReturnType<typeof ledgerStore>;

/** Reads of the place ledger. It is written by the transactions of the facts that it books, and by nobody else. */
export function ledgerStore(client: DynamoDBDocumentClient, table: string) {
  const ofKind = (journal: string, kind: PlaceEntry | undefined) => ({
    TableName: table,
    KeyConditionExpression: `journal = :journal${kind ? ' AND begins_with(#entry, :kind)' : ''}`,
    ...(kind && { ExpressionAttributeNames: { '#entry': 'entry' } }),
    ExpressionAttributeValues: { ':journal': journal, ...(kind && { ':kind': placeEntryName(kind, '') }) },
    ConsistentRead: true,
  });

  return {
    /** All entries of a journal, or those of a kind, page by page (1 MB each), in the order of their names. Strongly consistent. */
    async *pages(journal: string, kind?: PlaceEntry): AsyncGenerator<JournalEntry[]> {
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(new QueryCommand({ ...ofKind(journal, kind), ExclusiveStartKey: start }));
        yield (page.Items ?? []).map((item) => journalEntrySchema.parse(item));
        start = page.LastEvaluatedKey;
      } while (start);
    },

    /** How many entries of a kind a journal has. */
    async count(journal: string, kind: PlaceEntry): Promise<number> {
      let count = 0;
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(new QueryCommand({ ...ofKind(journal, kind), Select: 'COUNT', ExclusiveStartKey: start }));
        count += page.Count ?? 0;
        start = page.LastEvaluatedKey;
      } while (start);
      return count;
    },

    async all(journal: string): Promise<JournalEntry[]> {
      const entries: JournalEntry[] = [];
      for await (const page of this.pages(journal)) entries.push(...page);
      return entries;
    },

    /** The entry that made somebody a recipient; undefined when nobody of that entry ever was. */
    award(waveId: string, entryId: string): Promise<JournalEntry | undefined> {
      return this.read(placeJournal({ waveId, entryId }), placeEntryName('award', entryId));
    },

    async read(journal: string, entry: string): Promise<JournalEntry | undefined> {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: { journal, entry }, ConsistentRead: true }));
      return Item && journalEntrySchema.parse(Item);
    },
  };
}
