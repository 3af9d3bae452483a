import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AwsError } from '#shared/lambda/aws-json-client.ts';

type Fields = Record<string, unknown>;

/**
 * Carries out a call of the JSON client (shared/lambda/aws-json-client.ts) by what answers calls of the SDK's clients, whose bytes are bytes and whose
 * refused put is an exception of its own with the item that stood in the way.
 */
export async function byTheSdk(
  operation: string,
  input: object,
  execute: (name: string, input: Fields) => unknown,
): Promise<Fields> {
  try {
    return onTheWire((await execute(`${operation}Command`, fromTheWire(input) as Fields)) as Fields) as Fields;
  } catch (error) {
    const { name, Item, $metadata } = error as Error & { Item?: unknown; $metadata?: { httpStatusCode: number } };
    if (name !== 'ConditionalCheckFailedException') throw error;
    throw new AwsError($metadata?.httpStatusCode ?? 400, undefined, { __type: name, ...(Item ? { Item: onTheWire(Item) } : {}) });
  }
}

/** Does a real call of the JSON client, with an answer, or a refusal with the item that stood in the way, as the SDK's clients have it. */
export async function answeredFromTheWire(send: () => Promise<unknown>): Promise<unknown> {
  try {
    return fromTheWire(await send());
  } catch (error) {
    if (error instanceof AwsError && error.body['Item']) throw Object.assign(error, { Item: fromTheWire(error.body['Item']) });
    throw error;
  }
}

function onTheWire(value: unknown): unknown {
  return mapBytes(value, (bytes) => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : bytes));
}

function fromTheWire(value: unknown): unknown {
  return mapBytes(value, (bytes) => (typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : bytes));
}

/** Every `{ B: ... }` anew, all else as it is. */
function mapBytes(value: unknown, change: (bytes: AttributeValue['B'] | string) => unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((one) => mapBytes(one, change));
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, key === 'B' ? change(held) : mapBytes(held, change)]));
}
