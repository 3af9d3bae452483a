import { describe, expect, it } from 'vitest';
import { figuresTable, findingsList, yearsEnd } from '#demo/table.ts';
import { timeline } from '#demo/timeline.ts';
import { waveFigures } from '#demo/wave-figures.ts';
import { aDrawnWave } from './a-drawn-wave.ts';

const PLACES = { granted: 0, reserved: 0, awarded: 0, activated: 74, returned: 6, unfilled: 0 };

describe('the figures of a wave', () => {
  const wave = aDrawnWave();
  wave.evidenceOfIt.exclusions.set('not-in-formal-education', 7);
  wave.runs[0]!.answers.refused.set('closed', 2);
  const [figures] = waveFigures(
    wave,
    { waves: [{ waveId: '2020-04', year: '2020', recovery: false, now: PLACES, ever: PLACES }] },
    0.0001,
  );

  it('come from the tables and the published files', () => {
    expect(figures).toEqual({
      number: 4,
      waveId: '2020-04',
      registered: 400,
      refusedAtOnce: { closed: 2 },
      refusedPerRule: { 'not-in-formal-education': 7 },
      entrants: 400,
      places: 80,
      awarded: 80,
      unfilled: 0,
      activated: 74,
      returned: 6,
      refillRounds: 0,
      published: { joined: 120, quota: 80, selected: timeline(0.0001)[3]!.places },
    });
  });

  it('are told in columns of one width, with sums and what was chosen', () => {
    const lines = figuresTable([figures!, { ...figures!, waveId: '2020-05', awarded: 70, unfilled: 10 }], 0.0001).split('\n');
    const [head, rule, first, second, , sums] = lines;
    expect(head).toMatch(/wave +registered +at once +r1 +entrants +places +awarded +unfilled/);
    expect(new Set([head, rule, first, second, sums].map((line) => line!.length)).size).toBe(1);
    expect(second!.trim().split(/ +/)).toEqual([
      '2020-05',
      '400',
      '2',
      '7',
      '400',
      '80',
      '70',
      '10',
      '74',
      '6',
      '0',
      '120',
      '80',
      '80',
    ]);
    expect(sums!.trim().split(/ +/)).toEqual(['all', '800', '4', '14', '800', '160', '150', '10', '148', '12', '0']);
    expect(lines.join('\n')).toContain('r1: refused by "not-in-formal-education"');
  });

  it('close the year beside the published figures, with what the check of the ledger found', () => {
    const year = {
      year: '2020',
      decreed: 8,
      awarded: 8,
      awaiting: 0,
      activated: 6,
      returned: 2,
      regranted: 1,
      inHand: 1,
      unfilled: 0,
      undrawn: 0,
      reserved: 0,
    };
    expect(yearsEnd({ years: [year], faults: [] }, 0.5)).toBe(
      [
        "2020 closed: recipients by decree = effective + revoked    (the ledger's check finds nothing)",
        '  here, at 0.5:  8 = 6 + 2',
        '  published:    5,987,674 = 5,509,055 + 478,619',
      ].join('\n'),
    );
    expect(yearsEnd({ years: [year], faults: ['a', 'b'] }, 0.5)).toContain('finds 2 faults');
  });

  it('tells of each guarantee whether it holds', () => {
    expect(
      findingsList([
        { name: 'one', holds: true, detail: '1 = 1' },
        { name: 'two', holds: false, detail: '1 = 2' },
      ]),
    ).toBe('holds  one: 1 = 1\nFAILS  two: 1 = 2');
  });
});
