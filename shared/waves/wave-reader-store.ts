import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AwsJsonClient } from '../lambda/aws-json-client.ts';
import { isWaveId } from './plan.ts';
import { type Wave, waveFromItem } from './wave.ts';

/** Reads one wave; apart from the other operations on waves because the registration function has a budget of bytes. */
export type WaveReader = (waveId: string) => Promise<Wave | undefined>;

export function waveReader(client: AwsJsonClient, table: string): WaveReader {
  return async (waveId) => {
    if (!isWaveId(waveId)) return undefined;
    const { Item } = await client.send('GetItem', { TableName: table, Key: { waveId: { S: waveId } } });
    return Item ? waveFromItem(unmarshall(Item as Record<string, AttributeValue>)) : undefined;
  };
}
