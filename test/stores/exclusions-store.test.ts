import { expect, test } from 'vitest';
import { exclusionsStore } from '#shared/exclusions/exclusions-store.ts';
import { putList } from '../support/lists.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();

test('a version names its own people, for the versions that are asked for, in as many batches as it takes', async () => {
  const store = exclusionsStore(emulator.documents, 'exclusions');
  await putList(emulator.documents, 'aid-april@1', ['p150']);
  await putList(emulator.documents, 'aid-april@2', ['p7', 'p149']);
  await putList(emulator.documents, 'aid-may@1', ['p7']);
  const people = Array.from({ length: 250 }, (_, number) => `p${number}`);
  const listings = async (...names: string[]) => Object.fromEntries(await store.listings(people, await store.versions(names)));
  expect(await listings('aid-april@1')).toEqual({ p150: ['aid-april@1'] });
  expect(await listings('aid-may@1', 'aid-april@2')).toEqual({ p7: ['aid-may@1', 'aid-april@2'], p149: ['aid-april@2'] });
  expect(await listings('aid-april@2', 'aid-may@1')).toEqual({ p7: ['aid-april@2', 'aid-may@1'], p149: ['aid-april@2'] });
  expect(await listings()).toEqual({});
});

test('a version that is not there is an error, whatever else is', async () => {
  const store = exclusionsStore(emulator.documents, 'exclusions');
  await expect(store.versions(['aid-april@1', 'aid-april@3'])).rejects.toThrow('there is no list aid-april@3');
});
