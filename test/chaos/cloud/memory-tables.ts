import {
  type AttributeValue,
  ConditionalCheckFailedException,
  IdempotentParameterMismatchException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { condition, type Item, type Placeholders, projection, update } from './expressions.ts';

export type TableKeys = Readonly<Record<string, readonly string[]>>;
type Input = Record<string, unknown> & { TableName: string };
type Table = { keys: readonly string[]; items: Map<string, Item>; before: Map<string, { item: Item | undefined; at: number }> };

/** How long a read that isn't strongly consistent may lag behind, in the simulation. */
const LAG_MS = 1_000;
/** DynamoDB forgets a transaction's token after ten minutes; here sooner, so that what comes after is met often. */
const TOKEN_MS = 3_000;
/** In step with an engine, whose ten minutes are real ones, a token is never forgotten within a run. */
const ENGINES_TOKEN_MS = Number.POSITIVE_INFINITY;

/** What changes a call: a page that ends after some items, a read that lags behind, keys of a batch left unprocessed. */
export type Reading = { pageItems: number; stale: boolean; partial: boolean };

/**
 * DynamoDB in memory, for volume: what the stores ask of it, with its atomicity, its errors and its conditions. Items are plain values;
 * test/chaos/memory-tables.test.ts holds it against the real engine.
 */
export class MemoryTables {
  readonly #tables = new Map<string, Table>();
  readonly #tokens = new Map<string, { parameters: string; at: number }>();
  readonly #now: () => number;

  readonly #named: (name: string) => string;
  readonly #tokenMs: number;

  /** @param engines what an engine calls its tables, for tables that are to be held against one */
  constructor(tables: TableKeys, now: () => number, engines?: (name: string) => string) {
    const named = engines ?? ((name: string) => name);
    this.#tokenMs = engines ? ENGINES_TOKEN_MS : TOKEN_MS;
    for (const [name, keys] of Object.entries(tables)) this.#tables.set(named(name), { keys, items: new Map(), before: new Map() });
    this.#now = now;
    this.#named = named;
  }

  /** All items of a table as they stand, for the checks. */
  items(table: string): Item[] {
    return [...this.#table(this.#named(table)).items.values()];
  }

  /** Carries out a command of either client; `name` is its class. */
  execute(name: string, input: Input, reading: Reading): unknown {
    const marshalled = name.endsWith('ItemCommand') || name === 'QueryRequestCommand';
    const values = marshalled ? inPlainValues(input) : input;
    const output = this.#run(name.replace(/(Item)?Command$/, ''), values, reading) as Item;
    return marshalled ? inAttributeValues(output) : output;
  }

  #run(name: string, input: Input, reading: Reading): unknown {
    switch (name) {
      case 'Put':
        return this.#write(input, () => copied(input['Item'] as Item));
      case 'Update':
        return this.#write(input, (item) => {
          const changed = item ? structuredClone(item) : { ...(input['Key'] as Item) };
          update(input['UpdateExpression'] as string)(changed, placeholders(input));
          return changed;
        });
      case 'Delete':
        return this.#write(input, () => undefined);
      case 'Get':
        return this.#get(input, reading);
      case 'Query':
      case 'Scan':
        return this.#pages(input, reading);
      case 'BatchGet':
        return this.#batchGet(input, reading);
      case 'TransactWrite':
        return this.#transact(input);
      default:
        throw new Error(`the memory tables don't know ${name}`);
    }
  }

  #table(name: string): Table {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`the memory tables have no table ${name}`);
    return table;
  }

  #keyOf(table: Table, item: Item): string {
    return JSON.stringify(table.keys.map((key) => item[key]));
  }

  #set(table: Table, key: string, item: Item | undefined): void {
    table.before.set(key, { item: table.items.get(key), at: this.#now() });
    if (item) table.items.set(key, item);
    else table.items.delete(key);
  }

  #write(input: Input, change: (item: Item | undefined) => Item | undefined): unknown {
    const table = this.#table(input.TableName);
    const key = this.#keyOf(table, (input['Key'] ?? input['Item']) as Item);
    const item = table.items.get(key);
    if (!holds(input, item)) {
      throw new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: { httpStatusCode: 400 },
        ...(input['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD' && item && { Item: marshalledItem(item) }),
      });
    }
    const changed = change(item);
    this.#set(table, key, changed);
    if (input['ReturnValues'] === 'ALL_OLD') return item ? { Attributes: structuredClone(item) } : {};
    return input['ReturnValues'] === 'ALL_NEW' ? { Attributes: structuredClone(changed) } : {};
  }

  #get(input: Input, { stale }: Reading): unknown {
    const table = this.#table(input.TableName);
    const key = this.#keyOf(table, input['Key'] as Item);
    const item = input['ConsistentRead'] || !stale ? table.items.get(key) : this.#lagging(table, key);
    return item ? { Item: projected(input, item) } : {};
  }

  #lagging(table: Table, key: string): Item | undefined {
    const before = table.before.get(key);
    return before && this.#now() - before.at < LAG_MS ? before.item : table.items.get(key);
  }

  #pages(input: Input, { pageItems, stale }: Reading): unknown {
    const table = this.#table(input.TableName);
    const [, sort] = table.keys;
    const of = placeholders(input);
    const chosen = [...table.items.keys()]
      .map((key) => (input['ConsistentRead'] || !stale ? table.items.get(key) : this.#lagging(table, key)))
      .filter((item) => item !== undefined)
      .filter((item) => !input['KeyConditionExpression'] || condition(input['KeyConditionExpression'] as string)(item, of));
    if (sort) chosen.sort((left, right) => compare(left[sort], right[sort]));
    if (input['ScanIndexForward'] === false) chosen.reverse();
    const start = input['ExclusiveStartKey'] as Item | undefined;
    const from = start ? chosen.findIndex((item) => this.#keyOf(table, item) === this.#keyOf(table, start)) + 1 : 0;
    const size = Math.min((input['Limit'] as number | undefined) ?? pageItems, pageItems);
    const page = chosen.slice(from, from + size);
    const last = page.at(-1);
    // After the page is cut, as the engine does: a page may be empty, and not the last.
    const shown = input['FilterExpression']
      ? page.filter((item) => condition(input['FilterExpression'] as string)(item, of))
      : page;
    return {
      Count: shown.length,
      ...(input['Select'] !== 'COUNT' && { Items: shown.map((item) => projected(input, item)) }),
      // A full page has one even when nothing comes after it.
      ...(last && page.length === size && { LastEvaluatedKey: keyAttributes(table, last) }),
    };
  }

  #batchGet(input: Input, { partial }: Reading): unknown {
    const [[name, request] = ['', { Keys: [] }]] = Object.entries(
      input['RequestItems'] as Record<string, { Keys: Item[] } & Partial<Input>>,
    );
    const table = this.#table(name);
    const { Keys } = request;
    const distinct = new Set(Keys.map((key) => this.#keyOf(table, key)));
    if (distinct.size !== Keys.length) throw Object.assign(new Error('duplicates'), { name: 'ValidationException' });
    const taken = partial ? Keys.slice(0, Keys.length >> 1) : Keys;
    const items = taken.map((key) => table.items.get(this.#keyOf(table, key))).filter((item) => item !== undefined);
    return {
      Responses: { [name]: items.map((item) => structuredClone(item)) },
      ...(partial && { UnprocessedKeys: { [name]: { ...request, Keys: Keys.slice(taken.length) } } }),
    };
  }

  #transact(input: Input): unknown {
    const token = input['ClientRequestToken'] as string | undefined;
    const parameters = JSON.stringify(input['TransactItems']);
    const known = token === undefined ? undefined : this.#tokens.get(token);
    if (known && this.#now() - known.at < this.#tokenMs) {
      if (known.parameters === parameters) return {};
      throw new IdempotentParameterMismatchException({ message: 'other parameters', $metadata: { httpStatusCode: 400 } });
    }
    const parts = (input['TransactItems'] as Record<string, Input>[]).map((part) => Object.entries(part)[0] as [string, Input]);
    const reasons = parts.map(([, part]) => {
      const table = this.#table(part.TableName);
      const item = table.items.get(this.#keyOf(table, (part['Key'] ?? part['Item']) as Item));
      if (holds(part, item)) return { Code: 'None' };
      const shown = part['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD' && item;
      return { Code: 'ConditionalCheckFailed', ...(shown && { Item: marshalledItem(item) }) };
    });
    if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
    for (const [name, part] of parts) {
      if (name !== 'ConditionCheck') this.#run(name, { ...part, ConditionExpression: undefined } as unknown as Input, WHOLE);
    }
    if (token !== undefined) this.#tokens.set(token, { parameters, at: this.#now() });
    return {};
  }
}

const WHOLE: Reading = { pageItems: Number.POSITIVE_INFINITY, stale: false, partial: false };

/** As DynamoDB says that another transaction was at one of the items. */
export function conflicting(parts: number): TransactionCanceledException {
  return cancelled(Array.from({ length: parts }, (_, at) => ({ Code: at === 0 ? 'TransactionConflict' : 'None' })));
}

function cancelled(CancellationReasons: { Code: string; Item?: Record<string, AttributeValue> }[]): TransactionCanceledException {
  const message = `Transaction cancelled [${CancellationReasons.map(({ Code }) => Code).join(', ')}]`;
  return new TransactionCanceledException({ message, $metadata: { httpStatusCode: 400 }, CancellationReasons });
}

function holds(input: Input, item: Item | undefined): boolean {
  const expression = input['ConditionExpression'] as string | undefined;
  return !expression || condition(expression)(item ?? {}, placeholders(input));
}

function placeholders(input: Input): Placeholders {
  return {
    names: (input['ExpressionAttributeNames'] ?? {}) as Record<string, string>,
    values: (input['ExpressionAttributeValues'] ?? {}) as Item,
  };
}

function projected(input: Input, item: Item): Item {
  const expression = input['ProjectionExpression'] as string | undefined;
  return structuredClone(expression ? projection(expression)(item, placeholders(input)) : item);
}

function keyAttributes(table: Table, item: Item): Item {
  return Object.fromEntries(table.keys.map((key) => [key, item[key]]));
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number') return left - (right as number);
  return Buffer.compare(Buffer.from(left as string), Buffer.from(right as string));
}

/** Fields that are undefined are left out, as the document client is told to. */
function copied(item: Item): Item {
  const copy = structuredClone(item);
  for (const [name, value] of Object.entries(copy)) if (value === undefined) delete copy[name];
  return copy;
}

function marshalledItem(item: Item): Record<string, AttributeValue> {
  return marshall(item, { removeUndefinedValues: true });
}

const ITEM_FIELDS = ['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey'];

function inPlainValues(input: Input): Input {
  const plain: Input = { ...input };
  for (const field of ITEM_FIELDS) if (plain[field]) plain[field] = unmarshall(plain[field] as Record<string, AttributeValue>);
  return plain;
}

function inAttributeValues(output: Item): Item {
  const answer = { ...output };
  for (const field of ['Item', 'Attributes']) if (answer[field]) answer[field] = marshalledItem(answer[field] as Item);
  return answer;
}
