import { describe, expect, test } from 'vitest';
import { readEntrants } from '#shared/draw/entrants.ts';
import { filesOfScreened, readGroups, screenedText, type Verdict } from '#shared/eligibility/screened.ts';

const verdict = (digit: string): Verdict => ({
  entryId: digit.repeat(32),
  province: '31',
  priority: false,
  householdTag: '0123456789abcdef',
  householdPlaces: 2,
  sex: 'male',
  ageBand: 3,
});
const text = screenedText([verdict('a'), verdict('b'), verdict('c')]);
const entrants = readEntrants([['00', Buffer.from(filesOfScreened(text).entrants)]]);
const read = (of: string, first: number, end: number) => () =>
  readGroups(of, entrants, { sexes: new Uint8Array(3), ageBands: new Uint8Array(3) }, first, end);
const lines = text.split(/(?<=\n)/);

describe('what was screened of a shard is refused by the first entrant that differs', () => {
  test.each<[string, string, number, number, string]>([
    ["the next shard's first entrant behind its last", text, 0, 2, 'from entrant 3 of the shard on'],
    ['another entrant in the middle of the wave', lines[2] ?? '', 1, 2, 'from entrant 1 of the shard on'],
    ['another second entrant', `${lines[1]}${lines[1]}`, 1, 3, 'from entrant 2 of the shard on'],
    ['an age band below the first', text.replace(',m,3', ',m,/'), 0, 3, 'from entrant 1 of the shard on'],
  ])('%s', (_, of, first, end, where) => {
    expect(read(of, first, end)).toThrow(`what was screened is not what was committed, ${where}`);
  });

  test('or by how many are missing', () => {
    expect(read(`${lines[0]}`, 0, 3)).toThrow('2 entrants of the shard were committed and not screened');
    expect(read(text, 0, 3)).not.toThrow();
  });
});

test('a text cut off before its last line feed is read all the same', () => {
  expect(filesOfScreened(text.slice(0, -1))).toEqual(filesOfScreened(text));
});
