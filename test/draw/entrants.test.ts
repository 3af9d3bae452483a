import { describe, expect, test } from 'vitest';
import { entrantLine, entrantsReader, MalformedEntrants, readEntrants } from '#shared/draw/entrants.ts';

const line = (entryId: string) =>
  entrantLine({ entryId, province: '31', priority: true, householdTag: 'f'.repeat(16), householdPlaces: 2 });
const good = line('0'.repeat(32)) + line('1'.repeat(32));
const refused = (message: string) => expect.objectContaining({ name: 'MalformedEntrants', message });

describe('an entrants file', () => {
  test.each([
    ['a line cut short', good.slice(0, -2)],
    ['CRLF', good.replaceAll('\n', '\r\n')],
    ['lines out of order', line('1'.repeat(32)) + line('0'.repeat(32))],
    ['a line twice', line('1'.repeat(32)) + line('1'.repeat(32))],
    ['upper-case hex', good.replaceAll('f', 'F')],
    ['a priority of 2', good.replaceAll(',1,', ',2,')],
    ['no place in the household', good.replaceAll(',2\n', ',0\n')],
    ['another separator', good.replaceAll(',', ';')],
    ['a province of letters', good.replaceAll(',31,', ',3x,')],
  ])('with %s is refused', (_, text) => {
    expect(() => readEntrants([['00', Buffer.from(text)]])).toThrow(MalformedEntrants);
  });

  test.each([`${'0'.repeat(32)},10,0,${'0'.repeat(16)},1\n`, `${'9a'.repeat(16)},91,1,${'f'.repeat(16)},2\n`])(
    'takes no byte in any place of a line but those of its form: %j',
    (text) => {
      const form = /^[0-9a-f]{32},[1-9][0-9],[01],[0-9a-f]{16},[12]\n$/;
      const reads = (bytes: Uint8Array) => {
        try {
          return readEntrants([['00', bytes]]).count === 1;
        } catch {
          return false;
        }
      };
      const wrong: string[] = [];
      for (let place = 0; place < text.length; place++) {
        for (let byte = 0; byte < 256; byte++) {
          const bytes = Buffer.from(text);
          bytes[place] = byte;
          if (reads(bytes) !== form.test(bytes.toString('latin1'))) wrong.push(`${byte} in place ${place}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  test('is read back as it was written', () => {
    const { count, provinces, priorities, householdPlaces, householdTags } = readEntrants([['00', Buffer.from(good)]]);
    expect([count, [...provinces], [...priorities], [...householdPlaces], [...householdTags]]).toEqual([
      2,
      [31, 31],
      [1, 1],
      [2, 2],
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    ]);
  });

  test('that is refused is named with the line', () => {
    const bad = Buffer.from(line('2'.repeat(32)) + line('1'.repeat(32)));
    const files = (bytes: Uint8Array) => [['00', Buffer.from(good)] as const, ['01', bytes] as const];
    expect(() => readEntrants(files(bad))).toThrow(
      refused('entrants/01.csv, line 2: not a line in the order and form of the specification'),
    );
    expect(() => readEntrants(files(bad.subarray(0, 60)))).toThrow(
      refused('entrants/01.csv has 60 bytes, which is no whole number of 57-byte lines'),
    );
  });
});

describe('entrants files read one by one', () => {
  test('say where each shard begins, and begin the order anew', () => {
    const reader = entrantsReader(3);
    reader.add('00', Buffer.from(good));
    reader.add('01', Buffer.from(''));
    reader.add('02', Buffer.from(line('0'.repeat(32))));
    expect(reader.entrants().shardStarts).toEqual([0, 2, 2, 3]);
  });

  test('are as many entries as were committed, not one more or less', () => {
    const reader = entrantsReader(3);
    reader.add('00', Buffer.from(good));
    expect(() => reader.add('01', Buffer.from(good))).toThrow(
      refused('entrants/01.csv brings the entries to more than the 3 that there are'),
    );
    expect(() => reader.entrants()).toThrow(refused('there are 2 entries in the files instead of 3'));
  });
});
