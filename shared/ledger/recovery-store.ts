import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { GRANT, type JournalEntry, journalEntrySchema, type Move, recoveryJournal, waveJournal } from './journal-entry.ts';
import { booking, transact } from './ledger-store.ts';

export type RecoveryOutcome = 'granted' | 'granted-before' | 'announced-already' | 'raced';

export type RecoveryStore = ReturnType<typeof recoveryStore>;

/** Grants of places that came back. Those of a year are numbered: only one can be the next, so two never grant the same places. */
export function recoveryStore(client: DynamoDBDocumentClient, tables: { waves: string; ledger: string }) {
  return {
    /** The number of the year's last grant; 0 before the first. To be read before what is in hand is: what comes back meanwhile only makes it more. */
    async lastNumber(year: string): Promise<number> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tables.ledger,
          KeyConditionExpression: 'journal = :journal',
          ExpressionAttributeValues: { ':journal': recoveryJournal(year) },
          ScanIndexForward: false,
          Limit: 1,
          ConsistentRead: true,
        }),
      );
      return Items[0] ? Number(journalEntrySchema.parse(Items[0]).entry.replace(/^.*#/, '')) : 0;
    },

    /** The places that were granted to a wave that isn't announced yet; undefined when none were. */
    async grantOf(waveId: string): Promise<JournalEntry | undefined> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tables.ledger,
          KeyConditionExpression: 'journal = :journal AND #entry = :grant',
          ExpressionAttributeNames: { '#entry': 'entry' },
          ExpressionAttributeValues: { ':journal': waveJournal(waveId), ':grant': GRANT },
          ConsistentRead: true,
        }),
      );
      return Items[0] && journalEntrySchema.parse(Items[0]);
    },

    /**
     * Grants places that came back to a wave that is to be announced: once, and only as the year's next grant.
     * @param after the number of the grant after which the moves were reckoned
     * @param decision of the officers: the same one again is told `granted-before`
     */
    async grant(of: {
      year: string;
      waveId: string;
      after: number;
      moves: Move[];
      decision: string;
      at: string;
    }): Promise<RecoveryOutcome> {
      const { year, waveId, moves, decision, at } = of;
      const notAnnounced = 'attribute_not_exists(waveId)';
      const entry = `grant#${String(of.after + 1).padStart(6, '0')}`;
      const result = await transact(client, [
        { ConditionCheck: { TableName: tables.waves, Key: { waveId }, ConditionExpression: notAnnounced } },
        booking(tables.ledger, { journal: waveJournal(waveId), entry: GRANT, at, moves, decision }),
        booking(tables.ledger, { journal: recoveryJournal(year), entry, at, moves: [], waveId, decision }),
      ]);
      if (result === 'done') return 'granted';
      const [announced, grantedToIt] = result.refused;
      if (grantedToIt) return (await this.grantOf(waveId))?.decision === decision ? 'granted-before' : 'announced-already';
      return announced ? 'announced-already' : 'raced';
    },
  };
}
