import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Items as plain objects. Fields that are undefined are left out. */
export function documentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });
}

/**
 * A client for many writes at once. An award takes four write units and a table that is not warmed 4,000 a second, so 40 functions would
 * soon be throttled: the adaptive mode slows each of them down to what gets through, and gives a write twelve tries before a
 * step of the workflow fails and repeats.
 */
export function patientDocumentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ retryMode: 'adaptive', maxAttempts: 12 }));
}
