import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunksOf, NoListFile, surveyList } from '#shared/lists/list-chunks.ts';
import { chunksOfLines, firstLineOf, LINES_PER_CHUNK, linesOfChunk, MOST_LINES, readChunk } from '#shared/lists/list-lines.ts';
import { allOf, bytesOf } from '../support/lists.ts';
import { nik } from '../support/people.ts';

const read = (text: string, firstLine = 1) => readChunk(Buffer.from(text), firstLine);
const [ONE, TWO] = [nik(1), nik(2)];

describe('the lines of a list', () => {
  test.each<[string, string]>([
    ['plain', `${ONE}\n${TWO}\n`],
    ['with CRLF', `${ONE}\r\n${TWO}\r\n`],
    ['with a byte order mark', `\uFEFF${ONE}\n${TWO}\n`],
    ['in quotation marks', `"${ONE}"\r\n"${TWO}"\r\n`],
    ['with blanks around', ` ${ONE} \n" ${TWO} "\n`],
    ['without a last line end', `${ONE}\n${TWO}`],
  ])('%s are NIKs', (_, text) => {
    expect(read(text)).toEqual({
      lines: 2,
      people: [
        { line: 1, nik: ONE },
        { line: 2, nik: TWO },
      ],
      faults: [],
    });
  });

  test.each(['nik', 'NIK', '"Nik"', '\uFEFFnik'])('may begin with the heading %j, and only begin', (heading) => {
    expect(read(`${heading}\n${ONE}\n`)).toEqual({ lines: 2, people: [{ line: 2, nik: ONE }], faults: [] });
    expect(read(`${ONE}\nnik\n`).faults).toEqual([{ line: 2, fault: 'not-digits' }]);
    expect(read('nik\n', 2_001).faults).toEqual([{ line: 2_001, fault: 'not-digits' }]);
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    [ONE.slice(1), 'too-few-digits'],
    [`${ONE}1`, 'too-many-digits'],
    [`${ONE},Siti`, 'more-than-one-column'],
    [`"${ONE}","Siti"`, 'more-than-one-column'],
    [`${ONE};`, 'more-than-one-column'],
    [`"${ONE}`, 'unclosed-quote'],
    [`${ONE}"`, 'unclosed-quote'],
    ['3.17405E+15', 'not-digits'],
    ['Siti', 'not-digits'],
    [`${ONE.slice(0, 15)}O`, 'not-digits'],
    ['0074050101900001', 'not-a-nik'],
    ['3174053202900001', 'not-a-nik'],
    ['3174050101900000', 'not-a-nik'],
  ])('%j is none: %s', (text, fault) => {
    expect(read(`${ONE}\n${text}\n${TWO}\n`, 4_001)).toEqual({
      lines: 3,
      people: [
        { line: 4_001, nik: ONE },
        { line: 4_003, nik: TWO },
      ],
      faults: [{ line: 4_002, fault }],
    });
  });
});

describe('the chunks of a list', () => {
  const lines = Array.from({ length: 2 * LINES_PER_CHUNK + 7 }, (_, at) => nik((at % 9_999) + 1));
  const text = `${lines.join('\r\n')}\r\n`;

  test('are its bytes, cut after each 2,000 lines wherever its pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 0, max: lines.length }), async (piece, count) => {
        const of = `${lines.slice(0, count).join('\n')}${count % 2 === 0 && count > 0 ? '\n' : ''}`;
        const chunks = await allOf(chunksOf(bytesOf(of, piece)));
        expect(Buffer.concat(chunks).toString()).toBe(of);
        expect(chunks).toHaveLength(chunksOfLines(count));
        for (const [at, chunk] of chunks.entries()) {
          const number = at + 1;
          expect(readChunk(chunk, firstLineOf(number)).lines).toBe(linesOfChunk(number, count));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('are surveyed in one pass: lines, people, digests, and faults by their lines in the file', async () => {
    const faulty = text.replace(lines[LINES_PER_CHUNK]!, 'Siti').replace(/\r\n$/, '\r\n15\r\n');
    const survey = await surveyList(bytesOf(faulty), 1);
    const chunks = await allOf(chunksOf(bytesOf(faulty)));
    const root = createHash('sha256');
    for (const chunk of chunks) root.update(createHash('sha256').update(chunk).digest());
    expect(survey).toEqual({
      lines: lines.length + 1,
      people: lines.length - 1,
      faults: [{ line: faulty.slice(0, faulty.indexOf('Siti')).split('\n').length, fault: 'not-digits' }],
      faultCount: 2,
      sha256: createHash('sha256').update(faulty).digest('hex'),
      chunksSha256: root.digest('hex'),
    });
  });

  test('are refused where the lines are no NIKs by far, without being held', async () => {
    let given = 0;
    const endless = (async function* () {
      for (; given < 1_000; given++) yield Buffer.alloc(64_000, 'x');
    })();
    await expect(surveyList(endless, 1)).rejects.toThrow(NoListFile);
    expect(given).toBeLessThan(5);
  });

  test('are refused beyond twenty million lines, while they are read', async () => {
    const most = Buffer.from('\n'.repeat(500_000));
    const endless = (async function* () {
      for (;;) yield most;
    })();
    await expect(surveyList(endless, 0)).rejects.toThrow(`more than ${MOST_LINES} lines`);
  }, 120_000);
});
