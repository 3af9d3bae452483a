import { describe, expect, it } from 'vitest';
import { figuresTable, findingsList } from '#demo/table.ts';
import { timeline } from '#demo/timeline.ts';
import { waveFigures } from '#demo/wave-figures.ts';
import { aDrawnWave } from './a-drawn-wave.ts';

describe('the figures of a wave', () => {
  const wave = aDrawnWave();
  wave.evidenceOfIt.exclusions.set('not-in-formal-education', 7);
  wave.runs[0]!.answers.refused.set('closed', 2);
  const [figures] = waveFigures(wave, 0.0001);

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
      refillRounds: 0,
      published: { joined: 120, quota: 80, selected: timeline(0.0001)[3]!.places },
    });
  });

  it('are told in columns of one width, with sums and what was chosen', () => {
    const lines = figuresTable([figures!, { ...figures!, waveId: '2020-05', awarded: 70, unfilled: 10 }], 0.0001).split('\n');
    const [head, rule, first, second, , sums] = lines;
    expect(head).toMatch(/wave +registered +at once +r1 +entrants +places +awarded +unfilled/);
    expect(new Set([head, rule, first, second, sums].map((line) => line!.length)).size).toBe(1);
    expect(second!.trim().split(/ +/)).toEqual(['2020-05', '400', '2', '7', '400', '80', '70', '10', '0', '120', '80', '80']);
    expect(sums!.trim().split(/ +/)).toEqual(['all', '800', '4', '14', '800', '160', '150', '10', '0']);
    expect(lines.join('\n')).toContain('r1: refused by "not-in-formal-education"');
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
