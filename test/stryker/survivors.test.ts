import { expect, test } from 'vitest';
import { judge, type Reason } from './survivors.ts';

const source = 'const a = 1;\nconst b = a +\n  2;\n';
const sum = { start: { line: 2, column: 11 }, end: { line: 3, column: 4 } };
const mutant = (status: string) => ({ mutatorName: 'ArithmeticOperator', replacement: 'a - 2', status, location: sum });
const report = (...statuses: string[]) => ({ files: { 'shared/sum.ts': { source, mutants: statuses.map(mutant) } } });
const reason: Reason = {
  file: 'shared/sum.ts',
  mutator: 'ArithmeticOperator',
  original: 'a + 2',
  replacement: 'a - 2',
  reason: 'nobody adds',
};

test('a survivor has a reason or is told of, with its place and what was changed', () => {
  expect(judge(report('Killed', 'Timeout', 'Survived'), [])).toEqual({
    mutants: 3,
    killed: 2,
    excused: [],
    unexplained: ['shared/sum.ts:2 ArithmeticOperator: a + 2 -> a - 2'],
    stale: [],
  });
  expect(judge(report('NoCoverage'), [reason])).toMatchObject({ killed: 0, excused: [reason], unexplained: [], stale: [] });
});

test('a reason for what was killed is stale, one for a file that was not mutated is not', () => {
  const elsewhere = { ...reason, file: 'shared/other.ts' };
  expect(judge(report('Killed'), [reason, elsewhere])).toMatchObject({ killed: 1, stale: [reason] });
});
