import { expect, test } from 'vitest';
import { exclusionsStore } from '#shared/exclusions/exclusions-store.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();

test('a list names a person from its day on, for the lists that are asked for, in as many batches as it takes', async () => {
  const store = exclusionsStore(emulator.documents, 'exclusions');
  await store.list({ personKey: 'p150', listId: 'aid-april', listedOn: '2020-04-15' });
  await store.list({ personKey: 'p7', listId: 'aid-april', listedOn: '2020-04-20' });
  await store.list({ personKey: 'p7', listId: 'aid-may', listedOn: '2020-04-01' });
  const people = Array.from({ length: 250 }, (_, number) => `p${number}`);
  expect([...(await store.listings(people, ['aid-april'], '2020-04-16'))]).toEqual([['p150', ['aid-april']]]);
  const both = await store.listings(people, ['aid-april', 'aid-may'], '2020-04-20');
  expect([...(both.get('p7') ?? [])].toSorted()).toEqual(['aid-april', 'aid-may']);
  expect((await store.listings(people, [], '2020-04-20')).size).toBe(0);
});
