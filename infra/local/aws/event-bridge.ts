import { randomUUID } from 'node:crypto';
import type { BusEvent } from '../events/event-pattern.ts';
import { type JsonService, ServiceError } from './json-service.ts';

/** A bus: its rules take each event that they match. */
export type LocalBus = { name: string; arn: string; rules: ((event: BusEvent) => void)[] };

type Entry = { EventBusName?: string; Source?: string; DetailType?: string; Detail?: string; Resources?: string[] };

const MOST_ENTRIES = 10;

/** PutEvents. An event is taken when each rule that it matches has it in a file. */
export function eventBridge(
  buses: ReadonlyMap<string, LocalBus>,
  where: { accountId: string; region: string; now(): number },
): JsonService {
  function put(entry: Entry) {
    const { EventBusName = 'default', Source, DetailType, Detail, Resources = [] } = entry;
    const bus = [...buses.values()].find(({ name, arn }) => EventBusName === name || EventBusName === arn);
    if (!bus) throw new ServiceError('ResourceNotFoundException', `Event bus ${EventBusName} does not exist.`);
    if (!Source || !DetailType)
      return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter Source or DetailType is not valid.' };
    const detail = objectIn(Detail);
    if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    const event: BusEvent = {
      version: '0',
      id: randomUUID(),
      'detail-type': DetailType,
      source: Source,
      account: where.accountId,
      time: new Date(where.now()).toISOString(),
      region: where.region,
      resources: Resources,
      detail,
    };
    for (const take of bus.rules) take(event);
    return { EventId: event.id };
  }

  return {
    name: 'EventBridge',
    operations: {
      PutEvents({ Entries = [] }: { Entries?: Entry[] }) {
        if (Entries.length < 1 || Entries.length > MOST_ENTRIES)
          throw new ServiceError('ValidationException', `Entries must have 1 to ${MOST_ENTRIES} members.`);
        const results = Entries.map(put);
        return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
      },
    },
  };
}

function objectIn(text: string | undefined): object | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
