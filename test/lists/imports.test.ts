import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { exclusionsStore } from '#shared/exclusions/exclusions-store.ts';
import { completeImport } from '#shared/lists/complete-import.ts';
import { importChunk } from '#shared/lists/import-chunk.ts';
import { listVersionsReader } from '#shared/lists/list-versions-store.ts';
import { WrongPepper } from '#shared/registrations/peppers.ts';
import { personKey } from '#shared/registrations/person-keys.ts';
import { fakeClock } from '../support/emulator.ts';
import { allOf, begin, chunksOfText, factsOf, type ImportDeps, importDepsOver, importText } from '../support/lists.ts';
import { nik, PEPPER } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const clock = fakeClock('2020-08-05T00:00:00Z');
let deps: ImportDeps;
let list: string;
let lists = 0;

beforeEach(() => {
  list = `list-${++lists}`;
  clock.epochMs = Date.parse('2020-08-05T00:00:00Z');
  deps = importDepsOver(emulator.documents, emulator.json, clock);
});

/** All that is in the table: the tests leave more than the megabyte of one page. */
async function allItems(): Promise<Record<string, unknown>[]> {
  const pages = await allOf(paginateScan({ client: emulator.documents }, { TableName: 'exclusions', ConsistentRead: true }));
  return pages.flatMap(({ Items = [] }) => Items);
}
const fileOf = (...serials: number[]) => serials.map((serial) => `${nik(serial)}\n`).join('');
const MANY = fileOf(...Array.from({ length: 4_100 }, (_, at) => at + 1));
const versions = () => listVersionsReader(emulator.documents, 'exclusions')(list);
const put = (importId: string, number: number, bytes: Uint8Array, of: ImportDeps = deps) =>
  importChunk(of, { list, importId, number, bytes });

/** Who of the people with these serials is on the list, by version. */
async function listed(name: string, ...serials: number[]): Promise<number[]> {
  const store = exclusionsStore(emulator.documents, 'exclusions');
  const found = await store.listings(
    serials.map((serial) => personKey(PEPPER, nik(serial))),
    await store.versions([name]),
  );
  return serials.filter((serial) => found.has(personKey(PEPPER, nik(serial))));
}

describe('an import', () => {
  test('becomes a version with all its people, or is nothing to anybody', async () => {
    const { importId } = await begin(deps, list, await factsOf(MANY));
    const chunks = await chunksOfText(MANY);
    for (const [at, bytes] of chunks.entries()) {
      expect(await completeImport(deps, { list, importId })).toEqual({
        outcome: 'missingChunks',
        numbers: [1, 2, 3].slice(at),
      });
      expect(await versions()).toEqual([]);
      await put(importId, at + 1, bytes);
    }
    expect(await completeImport(deps, { list, importId })).toMatchObject({ outcome: 'completed', version: 1 });
    expect(await versions()).toEqual([
      {
        ...(await factsOf(MANY)),
        ...{ list, version: 1, people: 4_100, duplicates: 0, importId, importedBy: 'officer-1' },
        importedAt: '2020-08-05T00:00:00.000Z',
        pepperCheck: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    ]);
    expect(await listed(`${list}@1`, 1, 2_000, 2_001, 4_100, 4_101)).toEqual([1, 2_000, 2_001, 4_100]);
  });

  test('keeps no NIK anywhere, and no bytes of the file', async () => {
    await importText(deps, list, fileOf(7_001, 7_002));
    const text = JSON.stringify(await allItems());
    for (const serial of [7_001, 7_002]) {
      for (const form of [nik(serial), Buffer.from(nik(serial)).toString('base64').replace(/=*$/, '')]) {
        expect(text).not.toContain(form);
      }
    }
  });

  test('of the same file for the same day is the same one: it goes on, and is there already', async () => {
    const facts = await factsOf(MANY);
    const first = await begin(deps, list, facts);
    expect(first.outcome).toBe('begun');
    const chunks = await chunksOfText(MANY);
    await put(first.importId, 2, chunks[1]!);
    const again = await begin(deps, list, facts);
    expect([again.outcome, again.importId]).toEqual(['resumed', first.importId]);
    expect(await importText(deps, list, MANY)).toMatchObject({ outcome: 'completed', version: 1 });
    expect(await begin(deps, list, facts)).toMatchObject({ outcome: 'complete', item: { version: 1 } });
    expect(await completeImport(deps, { list, importId: first.importId })).toMatchObject({ outcome: 'already', version: 1 });
    expect(await put(first.importId, 1, chunks[0]!)).toEqual({ outcome: 'closed' });
    expect(await versions()).toHaveLength(1);
  });

  test('of another file, of another day or of another kind is another one', async () => {
    expect(await importText(deps, list, fileOf(1, 2))).toMatchObject({ version: 1 });
    expect(await importText(deps, list, fileOf(1, 3))).toMatchObject({ version: 2 });
    expect(await importText(deps, list, fileOf(1, 2), 'aid', '2020-08-02')).toMatchObject({ version: 3 });
    expect(await begin(deps, list, await factsOf(fileOf(1, 2), 'priority'))).toMatchObject({ outcome: 'otherKind' });
    const each = [];
    for (const version of [1, 2, 3]) each.push(await listed(`${list}@${version}`, 1, 2, 3));
    expect(each).toEqual([
      [1, 2],
      [1, 3],
      [1, 2],
    ]);
  });

  test('is of no day that has not come in Jakarta', async () => {
    clock.epochMs = Date.parse('2020-08-05T16:59:59Z');
    expect(await begin(deps, list, await factsOf(fileOf(1), 'aid', '2020-08-06'))).toMatchObject({ outcome: 'inTheFuture' });
    clock.epochMs = Date.parse('2020-08-05T17:00:00Z');
    expect(await begin(deps, list, await factsOf(fileOf(1), 'aid', '2020-08-06'))).toMatchObject({ outcome: 'begun' });
  });

  test('counts NIKs that come again, across chunks and however often a chunk is sent', async () => {
    const file = `${MANY}${fileOf(1, 1, 4_100, 5_000)}`;
    const { importId } = await begin(deps, list, await factsOf(file));
    const chunks = await chunksOfText(file);
    // The last one first: who came first in time keeps the person, and the sum is the same.
    for (const number of [3, 1, 2, 3, 1]) await put(importId, number, chunks[number - 1]!);
    await completeImport(deps, { list, importId });
    expect(await versions()).toMatchObject([{ lines: 4_104, people: 4_101, duplicates: 3 }]);
  });

  test('counts the same when each chunk dies in the midst of its people and comes again', async () => {
    const file = `${MANY}${fileOf(1, 2)}`;
    const { importId } = await begin(deps, list, await factsOf(file));
    const dying: ImportDeps = {
      ...deps,
      write: async (key, people) => {
        await deps.write(key, people.slice(0, 900));
        throw new Error('killed');
      },
    };
    for (const [at, bytes] of (await chunksOfText(file)).entries()) {
      await expect(put(importId, at + 1, bytes, dying)).rejects.toThrow('killed');
      expect((await completeImport(deps, { list, importId })).outcome).toBe('missingChunks');
    }
    for (const [at, bytes] of (await chunksOfText(file)).entries()) await put(importId, at + 1, bytes);
    await completeImport(deps, { list, importId });
    expect(await versions()).toMatchObject([{ people: 4_100, duplicates: 2 }]);
  });

  test('with lines that are no NIKs fails whole, names them, and may be tried anew', async () => {
    const file = `${nik(1)}\n${nik(2).slice(1)}\n${'x'.repeat(3)}\n`;
    expect(await importText(deps, list, file)).toEqual({
      outcome: 'faulty',
      faultCount: 2,
      faults: [
        { line: 2, fault: 'too-few-digits' },
        { line: 3, fault: 'not-digits' },
      ],
    });
    expect(await versions()).toEqual([]);
    const next = await begin(deps, list, await factsOf(file));
    expect([next.outcome, next.importId.endsWith('-2')]).toEqual(['begun', true]);
    const [earlier] = [next.importId.replace(/2$/, '1')];
    expect(await completeImport(deps, { list, importId: earlier })).toEqual({ outcome: 'unknown' });
    expect(await put(earlier, 1, Buffer.from(file))).toEqual({ outcome: 'unknown' });
  });

  test('of a heading alone names nobody and fails', async () => {
    expect(await importText(deps, list, 'nik\n')).toEqual({ outcome: 'nobody' });
    expect(await versions()).toEqual([]);
  });

  test('takes no other bytes, no other number of lines and no other number than it was begun with', async () => {
    const { importId } = await begin(deps, list, await factsOf(MANY));
    const chunks = await chunksOfText(MANY);
    const foreign = Buffer.from(fileOf(...Array.from({ length: 2_000 }, (_, at) => at + 5_000)));
    for (const [number, bytes] of [
      [1, chunks[2]!],
      [3, chunks[0]!],
      [4, chunks[2]!],
      [1, Buffer.from('')],
    ] as const)
      expect(await put(importId, number, bytes)).toEqual({ outcome: 'notItsLines' });
    await put(importId, 1, chunks[0]!);
    expect(await put(importId, 1, foreign)).toEqual({ outcome: 'otherBytes' });
    await put(importId, 2, foreign);
    await put(importId, 3, chunks[2]!);
    expect(await completeImport(deps, { list, importId })).toEqual({ outcome: 'otherFile' });
    expect(await completeImport(deps, { list, importId })).toEqual({ outcome: 'otherFile' });
    expect(await versions()).toEqual([]);
    expect(await importText(deps, list, MANY)).toMatchObject({ outcome: 'completed', version: 1 });
    expect(await listed(`${list}@1`, 1, 4_100, 5_000, 6_999)).toEqual([1, 4_100]);
  });

  test('with two bodies for one chunk at the same time writes the people of one', async () => {
    const [mine, other] = [fileOf(1, 2, 3), fileOf(4, 5, 6)];
    const { importId } = await begin(deps, list, await factsOf(mine));
    const outcomes = await Promise.all([put(importId, 1, Buffer.from(mine)), put(importId, 1, Buffer.from(other))]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['otherBytes', 'received']);
    expect((await allItems()).filter(({ listId }) => listId === `${list}@${importId}`)).toHaveLength(3);
  });

  test('under a pepper other than that of its beginning is refused', async () => {
    const { importId } = await begin(deps, list, await factsOf(fileOf(1)));
    const other: ImportDeps = { ...deps, peppers: async () => [Buffer.alloc(32, 8)] };
    await expect(put(importId, 1, Buffer.from(fileOf(1)), other)).rejects.toThrow(WrongPepper);
  });
});

describe('imports of one list at the same time', () => {
  test('are each a version of their own, without gaps', async () => {
    const files = [1, 2, 3, 4, 5].map((serial) => fileOf(serial, serial + 10));
    const done = await Promise.all(files.map((file) => importText(deps, list, file)));
    const numbers = done.map((one) => ('version' in one ? one.version : 0));
    expect(numbers.toSorted()).toEqual([1, 2, 3, 4, 5]);
    for (const [at, version] of numbers.entries()) {
      expect(await listed(`${list}@${version}`, 1, 2, 3, 4, 5)).toEqual([at + 1]);
    }
  });

  test('that are one import, completed by ten at once, are one version', async () => {
    const { importId } = await begin(deps, list, await factsOf(fileOf(1)));
    await put(importId, 1, Buffer.from(fileOf(1)));
    const done = await Promise.all(Array.from({ length: 10 }, () => completeImport(deps, { list, importId })));
    expect(done.filter(({ outcome }) => outcome === 'completed')).toHaveLength(1);
    expect(done.map((one) => ('version' in one ? one.version : 0))).toEqual(Array(10).fill(1));
    expect(await versions()).toHaveLength(1);
  });

  test('that is completed between a look at it and a look at its list is one version', async () => {
    const { importId } = await begin(deps, list, await factsOf(fileOf(1)));
    await put(importId, 1, Buffer.from(fileOf(1)));
    const late: ImportDeps = {
      ...deps,
      imports: {
        ...deps.imports,
        head: async (of) => {
          await completeImport(deps, { list, importId });
          return deps.imports.head(of);
        },
      },
    };
    expect(await completeImport(late, { list, importId })).toMatchObject({ outcome: 'already', version: 1 });
    expect(await versions()).toHaveLength(1);
  });

  test('of two kinds: one of them stays without a version', async () => {
    const begun = await Promise.all(
      (['aid', 'priority'] as const).map(async (kind) => begin(deps, list, await factsOf(fileOf(1), kind))),
    );
    for (const { importId } of begun) await put(importId, 1, Buffer.from(fileOf(1)));
    const done = await Promise.all(begun.map(({ importId }) => completeImport(deps, { list, importId })));
    expect(done.map(({ outcome }) => outcome).toSorted()).toEqual(['completed', 'otherKind']);
  });

  test('whose completion came through without an answer are there already when asked again', async () => {
    const { importId } = await begin(deps, list, await factsOf(fileOf(1)));
    await put(importId, 1, Buffer.from(fileOf(1)));
    const deaf: ImportDeps = {
      ...deps,
      imports: {
        ...deps.imports,
        complete: async (item, version) => {
          await deps.imports.complete(item, version);
          throw new Error('no answer');
        },
      },
    };
    await expect(completeImport(deaf, { list, importId })).rejects.toThrow('no answer');
    expect(await completeImport(deps, { list, importId })).toMatchObject({ outcome: 'already', version: 1 });
    expect(await versions()).toHaveLength(1);
  });
});
