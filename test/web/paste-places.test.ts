import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROVINCES } from '#shared/regions/provinces.ts';
import { numberIn, readPlaces } from '#web/officer/plan/paste-places.ts';

describe('places pasted from a spreadsheet', () => {
  test.each([
    ['tabs, names and a heading', 'Provinsi\tKuota\nJawa Barat\t1.234\nAceh\t56\n', { '32': 1234, '11': 56 }],
    ['semicolons and codes, Windows line ends', '32;1234\r\n11;56\r\n', { '32': 1234, '11': 56 }],
    ['commas, thousands with commas', 'Jawa Barat,1,234\nAceh,56', { '32': 1234, '11': 56 }],
    ['commas, codes, thousands with commas', '32,1,234\n11,56', { '32': 1234, '11': 56 }],
    ['quoted numbers', 'Province,Places\n"Jawa Barat","1,234"\n"Aceh",56', { '32': 1234, '11': 56 }],
    ['code, name and number', 'Kode\tProvinsi\tKuota\n32\tJAWA BARAT\t1.234\n11\tACEH\t56', { '32': 1234, '11': 56 }],
    ['names as the statistics office writes them', 'KEP. RIAU\t5\nDI YOGYAKARTA\t6\nD.I. Yogyakarta\t6', undefined],
    ['abbreviations and a word before', 'Prov. Kep. Bangka Belitung;7\nDKI Jakarta;8\nNTT;9', { '19': 7, '31': 8, '53': 9 }],
    ['thousands with spaces', 'Jawa Timur\t1 234 567', { '35': 1234567 }],
    ['a total that is right, and empty lines', 'Aceh\t10\n\nBali\t20\n\nJumlah\t30\n', { '11': 10, '51': 20 }],
    ['no places', 'Bali\t0', { '51': 0 }],
    ['nothing', '', {}],
  ])('%s', (_, text, expected) => {
    const { places, faults, total } = readPlaces(text);
    if (expected === undefined) {
      expect(faults).toEqual([{ line: 3, fault: 'namedBefore', name: 'D.I. Yogyakarta', first: 2 }]);
      return;
    }
    expect({ places, faults }).toEqual({ places: expected, faults: [] });
    expect(total).toBe(Object.values(expected).reduce((sum, of) => sum + of, 0));
  });

  test.each([
    ['an unknown name', 'Aceh\t1\nAtlantis\t2', [{ line: 2, fault: 'unknownProvince', name: 'Atlantis' }]],
    ['an unknown code', '99;2', [{ line: 1, fault: 'unknownProvince', name: '99' }]],
    ['a province twice, once by its code', '11\t1\nBali\t2\nAceh\t3', [{ line: 3, fault: 'namedBefore', name: 'Aceh', first: 1 }]],
    ['a broken number', 'Aceh\t1.23', [{ line: 1, fault: 'noNumber' }]],
    ['a number with a letter in it', 'Aceh\t6OO', [{ line: 1, fault: 'noNumber' }]],
    ['half a place', 'Aceh\t10.5', [{ line: 1, fault: 'noNumber' }]],
    ['two kinds of separators', 'Aceh\t1.234,567', [{ line: 1, fault: 'noNumber' }]],
    ['less than nothing', 'Aceh\t-5', [{ line: 1, fault: 'noNumber' }]],
    ['words in the place of a number', 'Aceh\t1\nBali\tdua puluh', [{ line: 2, fault: 'unknownProvince', name: 'dua puluh' }]],
    [
      'no number',
      'Aceh\t\nBali',
      [
        { line: 1, fault: 'noNumber' },
        { line: 2, fault: 'noNumber' },
      ],
    ],
    ['two numbers', 'Aceh\t10\t20', [{ line: 1, fault: 'noNumber' }]],
    ['a number alone', 'Aceh\t1\n2.000', [{ line: 2, fault: 'noProvince' }]],
    ['the code of another province', '32\tAceh\t5', [{ line: 1, fault: 'codeOfAnother', name: 'Aceh' }]],
    ['a total that is wrong', 'Aceh\t10\nTotal\t11', [{ line: 2, fault: 'totalDiffers', said: 11, total: 10 }]],
    ['a second heading', 'Provinsi\tKuota\nProvinsi\tKuota', [{ line: 2, fault: 'unknownProvince', name: 'Provinsi' }]],
  ])('%s is told by its line', (_, text, faults) => {
    expect(readPlaces(text).faults).toEqual(faults);
  });

  test('digits that could be a person’s are not repeated', () => {
    const { faults } = readPlaces('Budi 3174051203900001\t5');
    expect(faults).toEqual([{ line: 1, fault: 'unknownProvince', name: '…' }]);
  });

  test('whatever is written comes back, however it is separated and grouped', () => {
    const province = fc.constantFrom(...PROVINCES);
    const lines = fc.uniqueArray(fc.record({ province, places: fc.integer({ min: 0, max: 99_999_999 }), byCode: fc.boolean() }), {
      selector: ({ province: { code } }) => code,
    });
    const grouped = (places: number, mark: string) => String(places).replaceAll(/\B(?=(?:\d{3})+$)/g, mark);
    fc.assert(
      fc.property(lines, fc.constantFrom('\t', ';', ','), fc.constantFrom('', '.', ','), (rows, separator, mark) => {
        const text = rows
          .map(({ province: { code, name }, places, byCode }) => `${byCode ? code : name}${separator}${grouped(places, mark)}\n`)
          .join('');
        const { places, faults } = readPlaces(text);
        expect(faults).toEqual([]);
        expect(places).toEqual(Object.fromEntries(rows.map((row) => [row.province.code, row.places])));
      }),
    );
  });
});

test.each([
  ['1.234', 1234],
  [' 80 ', 80],
  ['1.2', undefined],
  ['', undefined],
  ['1e3', undefined],
  ['9999999999', undefined],
])('%j as a number', (text, number) => {
  expect(numberIn(text)).toBe(number);
});
