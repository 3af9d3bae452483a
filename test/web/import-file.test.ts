import { describe, expect, test } from 'vitest';
import type { ListFacts } from '#shared/lists/list-items.ts';
import { checkChoice, type Form } from '#web/officer/lists/check-choice.ts';
import { importFile, type Progress } from '#web/officer/lists/import-file.ts';
import { missingChunks } from '#web/officer/lists/missing-chunks.ts';
import type { Reply } from '#web/shared/api.ts';

const facts: ListFacts = { kind: 'aid', asOf: '2020-08-01', lines: 20_000, sha256: 'a'.repeat(64), chunksSha256: 'b'.repeat(64) };
const CHUNKS = 10;
const missing = (...numbers: number[]): Reply => ({
  status: 409,
  json: {
    type: 'urn:gelombang:problem:missing-chunks',
    title: 'missing',
    errors: numbers.map((number) => ({ pointer: `/chunks/${number}`, detail: 'not there' })),
  },
});
const importId = '0123456789ab-1';
const begun: Reply = { status: 201, json: { list: 'aid', importId, state: 'open', linesPerChunk: 2_000, chunks: CHUNKS } };
const resumed: Reply = { ...begun, status: 200 };
const complete: Reply = { status: 201, json: { ...(begun.json as object), state: 'complete', version: 'aid@1' } };

/** An API that answers what it is told to, and what came of it. */
async function run(answers: { begin: Reply[]; completion: Reply[]; chunk?: (number: number, tries: number) => Reply }) {
  const stopping = new AbortController();
  const puts: number[] = [];
  const told: Progress[] = [];
  const pauses: number[] = [];
  let travelling = 0;
  let most = 0;
  const ask = async (path: string): Promise<Reply> => {
    await Promise.resolve();
    if (path.endsWith('/imports')) return answers.begin.shift() as Reply;
    if (path.endsWith('/completion')) return answers.completion.shift() as Reply;
    const number = Number(path.split('/').at(-1));
    puts.push(number);
    if (puts.length > 200) throw new Error('it never ends');
    most = Math.max(most, ++travelling);
    await new Promise((done) => setImmediate(done));
    travelling--;
    return answers.chunk?.(number, puts.filter((of) => of === number).length) ?? { status: 200 };
  };
  const outcome = await importFile(
    { list: 'aid', facts },
    {
      ask,
      read: async (number) => {
        if (number === 99) throw new Error('gone');
        return new Uint8Array(number);
      },
      pause: async (ms) => {
        pauses.push(ms);
        if (pauses.length > 50) stopping.abort();
      },
      chance: () => 0.5,
      signal: stopping.signal,
    },
    (progress) => told.push(progress),
  );
  return { outcome, puts, told, pauses, most };
}

describe('an import', () => {
  test('sends every chunk once, three at a time, and is complete', async () => {
    const { outcome, puts, told, most } = await run({ begin: [begun], completion: [complete] });
    expect(outcome).toEqual({ outcome: 'imported', version: 'aid@1', wasThere: false });
    expect(puts.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(most).toBe(3);
    expect(told.at(-1)).toEqual({ done: 10, of: 10, waiting: false });
  });

  test('that was begun before asks what is there, and sends the rest alone', async () => {
    const { outcome, puts, told } = await run({ begin: [resumed], completion: [missing(4, 9, 10), complete] });
    expect(outcome).toMatchObject({ outcome: 'imported', version: 'aid@1' });
    expect(puts).toEqual([4, 9, 10]);
    expect(told[0]).toEqual({ done: 7, of: 10, waiting: false });
  });

  test('goes on however long nothing answers, after pauses that grow, and says so', async () => {
    const lost: Reply = { status: undefined };
    const chunk = (number: number, tries: number): Reply => (number === 5 && tries < 12 ? lost : { status: 200 });
    const begin = [lost, { status: 503, retryAfterSeconds: 7 }, begun];
    const { outcome, puts, pauses, told } = await run({ begin, completion: [lost, complete], chunk });
    expect(outcome).toMatchObject({ outcome: 'imported' });
    expect(puts.filter((number) => number === 5)).toHaveLength(12);
    expect(pauses[1]).toBeGreaterThanOrEqual(7_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(17_000);
    expect(told.some(({ waiting }) => waiting)).toBe(true);
    expect(told.at(-1)).toMatchObject({ done: 10, waiting: false });
  });

  test('that is paused sends nothing more', async () => {
    const chunk = (): Reply => ({ status: undefined });
    const { outcome, puts } = await run({ begin: [begun], completion: [], chunk });
    expect(outcome).toEqual({ outcome: 'stopped' });
    expect(new Set(puts)).toEqual(new Set([1, 2, 3]));
  });

  test('stops at a refusal, and tells it', async () => {
    const refusal: Reply = { status: 409, json: { type: 'urn:gelombang:problem:other-bytes', title: 'other bytes' } };
    const chunk = (number: number): Reply => (number === 2 ? refusal : { status: 200 });
    const { outcome, puts } = await run({ begin: [begun], completion: [], chunk });
    expect(outcome).toEqual({ outcome: 'refused', reply: refusal });
    expect(puts.length).toBeLessThan(6);
    expect((await run({ begin: [refusal], completion: [] })).outcome).toEqual({ outcome: 'refused', reply: refusal });
    expect((await run({ begin: [resumed], completion: [refusal] })).outcome).toEqual({ outcome: 'refused', reply: refusal });
  });

  test('of a file that is a version already sends nothing', async () => {
    const { outcome, puts } = await run({ begin: [{ ...complete, status: 200 }], completion: [] });
    expect([outcome, puts]).toEqual([{ outcome: 'imported', version: 'aid@1', wasThere: true }, []]);
  });

  test('of a file that can’t be read any more says so', async () => {
    const { outcome } = await run({ begin: [resumed], completion: [missing(99)] });
    expect(outcome).toEqual({ outcome: 'unreadable' });
  });
});

describe('what is missing', () => {
  test('are the chunks that are named, and where a hundred are named all after the last of them too', () => {
    expect(missingChunks(missing(2, 7), 10)).toEqual([2, 7]);
    const hundred = Array.from({ length: 100 }, (_, at) => at + 11);
    expect(missingChunks(missing(...hundred), 115)).toEqual([...hundred, 111, 112, 113, 114, 115]);
    expect(missingChunks({ status: 409, json: { type: 'urn:gelombang:problem:other-file', title: 'other' } }, 10)).toBeUndefined();
  });
});

describe('the form', () => {
  const form: Form = { file: new File(['x'], 'a.csv'), list: 'aid', kind: 'aid', asOf: '2020-08-08', lines: '', sha256: '' };
  /** The eighth of August in WIB. */
  const NOW = Date.parse('2020-08-07T17:00:00Z');

  test('that is right is what is imported', () => {
    const { file, list, kind, asOf } = form;
    expect(checkChoice(form, NOW)).toEqual({ chosen: { file, list, kind, asOf, announced: {} } });
    expect(checkChoice({ ...form, lines: ' 12 ', sha256: 'AB'.repeat(32) }, NOW)).toMatchObject({
      chosen: { announced: { lines: 12, sha256: 'ab'.repeat(32) } },
    });
  });

  test.each<[Partial<Form>, object]>([
    [{ file: undefined }, { file: 'noFile' }],
    [{ file: new File([], 'a.csv') }, { file: 'emptyFile' }],
    [{ list: '3174050101900001' }, { list: 'listWrong' }],
    [{ list: 'Aid' }, { list: 'listWrong' }],
    [{ kind: '' }, { kind: 'kindMissing' }],
    [{ asOf: '2020-02-30' }, { asOf: 'dayWrong' }],
    [{ asOf: '2020-08-09' }, { asOf: 'dayToCome' }],
    [{ lines: '0' }, { lines: 'linesWrong' }],
    [{ sha256: 'abc' }, { sha256: 'sha256Wrong' }],
  ])('with %j is not taken', (changes, faults) => {
    expect(checkChoice({ ...form, ...changes }, NOW)).toEqual({ faults });
  });
});
