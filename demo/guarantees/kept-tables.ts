import { type AttributeValue, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';

export type KeptRegistration = {
  waveId: string;
  registrationKey: string;
  entryId: string;
  personKey: string;
  householdKey: string;
  /** Epoch milliseconds. */
  registeredAt: number;
};
export type KeptRecipient = { personKey: string; waveId: string; entryId: string; householdKey: string };

/** What the tables hold after the waves: the items themselves, not anybody's counters. */
export type KeptTables = {
  registrations: KeptRegistration[];
  recipients: KeptRecipient[];
  /** Recipients of a household as its own item says, by householdKey. */
  households: Map<string, number>;
};

/**
 * Scans the registrations and the recipients table whole.
 * @param onItem sees each item as it is stored, for whoever looks for what must not be there
 */
export async function keptTables(
  client: DynamoDBClient,
  names: { registrations: string; recipients: string },
  onItem: (item: Record<string, AttributeValue>, table: string) => void,
): Promise<KeptTables> {
  const tables: KeptTables = { registrations: [], recipients: [], households: new Map() };
  for await (const item of scan(client, names.registrations)) {
    onItem(item, names.registrations);
    tables.registrations.push({
      waveId: text(item, 'partition').split('#')[0] as string,
      registrationKey: text(item, 'registrationKey'),
      entryId: text(item, 'entryId'),
      personKey: text(item, 'personKey'),
      householdKey: text(item, 'householdKey'),
      registeredAt: Date.parse(text(item, 'registeredAt')),
    });
  }
  for await (const item of scan(client, names.recipients)) {
    onItem(item, names.recipients);
    const [kind, key] = text(item, 'key').split('#') as [string, string];
    if (kind === 'household') tables.households.set(key, Number(item['recipients']?.N));
    else {
      tables.recipients.push({
        personKey: key,
        waveId: text(item, 'waveId'),
        entryId: text(item, 'entryId'),
        householdKey: text(item, 'householdKey'),
      });
    }
  }
  return tables;
}

async function* scan(client: DynamoDBClient, TableName: string): AsyncGenerator<Record<string, AttributeValue>> {
  for await (const { Items } of paginateScan({ client }, { TableName, ConsistentRead: true })) yield* Items ?? [];
}

function text(item: Record<string, AttributeValue>, attribute: string): string {
  const value = item[attribute]?.S;
  if (value === undefined) throw new TypeError(`an item has no text attribute ${attribute}`);
  return value;
}
