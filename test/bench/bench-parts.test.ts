import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClock } from '#infra/local/clock.ts';
import { InvocationError } from '#infra/local/functions/function-worker.ts';
import { createInterpreter } from '#infra/local/workflows/interpreter.ts';
import { readEntrants } from '#shared/draw/entrants.ts';
import { SHARDS } from '#shared/shards.ts';
import { median } from './bench-script.ts';
import { benchPlan, writeCrowd } from './draw/crowd.ts';
import { growthExponent } from './draw/growth.ts';
import { watchExecution } from './selection/execution-watch.ts';

const FN = 'arn:aws:lambda:ap-southeast-3:000000000000:function:fn';

test('the growth exponent of a line is 1, of a square 2, whatever the unit', () => {
  const sizes = [10, 30, 100, 1_000];
  expect(growthExponent(sizes.map((size) => [size, 7 * size] as const))).toBeCloseTo(1);
  expect(growthExponent(sizes.map((size) => [size, 0.01 * size ** 2] as const))).toBeCloseTo(2);
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
});

test('a crowd is the same for the same seed, in 38 provinces, and both of its forms hold the same entries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-test-'));
  try {
    const files = (name: string, seed: number) => {
      writeCrowd(join(folder, name), 3_000, seed);
      const entrants = SHARDS.map((shard) => [shard, readFileSync(join(folder, name, 'entrants', `${shard}.csv`))] as const);
      return { entrants, rows: readFileSync(join(folder, name, 'entries.csv'), 'utf8') };
    };
    const [one, same, other] = [files('one', 1), files('same', 1), files('other', 2)];
    expect(same).toEqual(one);
    expect(other.rows).not.toBe(one.rows);
    const lines = one.entrants.flatMap(([, bytes]) => bytes.toString().trim().split('\n'));
    const asRows = lines.map((line) => {
      const [id, province, priority, , places] = line.split(',');
      return [`\\x${id}`, province, priority === '1' ? 't' : 'f', places].join();
    });
    const rows = one.rows.trim().split('\n');
    expect(rows.map((row) => row.replace(/^(.*),\d+,(\d)$/, '$1,$2'))).toEqual(asRows);
    // A household's number and its tag are names for the same two people.
    const pairs = new Set(rows.map((row, at) => `${row.split(',')[3]} ${lines[at]?.split(',')[3]}`));
    expect(pairs.size).toBe(new Set(rows.map((row) => row.split(',')[3])).size);
    expect(new Set(readEntrants(one.entrants).provinces).size).toBe(38);
    const { places, byProvince } = benchPlan(3_000);
    expect([places, Object.values(byProvince).reduce((sum, of) => sum + of, 0)]).toEqual([450, 450]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('events and transitions of an execution are counted as Step Functions counts them, a retry included', async () => {
  let tries = 0;
  const invoke = async () => {
    if (++tries === 1) throw new InvocationError({ errorType: 'Busy', errorMessage: 'later' });
    return { of: 'x'.repeat(100) };
  };
  const fn = { name: 'fn', arn: FN, env: {}, invoke, stop: async () => {} };
  const task = {
    Type: 'Task',
    Resource: FN,
    Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 1 }],
    End: true,
  };
  const definition = {
    StartAt: 'List',
    States: {
      List: { Type: 'Pass', Result: ['a', 'b'], ResultPath: '$.items', Next: 'Each' },
      Each: {
        Type: 'Map',
        ItemsPath: '$.items',
        ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'One', States: { One: task } },
        ResultPath: '$.done',
        Next: 'Hold',
      },
      Hold: { Type: 'Wait', Seconds: 0, Next: 'Done' },
      Done: { Type: 'Succeed' },
    },
  };
  const watch = watchExecution(() => {});
  const interpreter = createInterpreter('machine', definition as never, new Map([[FN, fn]]), createClock(0));
  const names = { Execution: { Id: 'e', Name: 'e' }, StateMachine: { Id: 'm', Name: 'm' } };
  const { outcome } = interpreter.run({}, names, (step) => watch.onEvent({ machine: 'm', execution: 'e', ...step }));
  expect((await outcome).status).toBe('SUCCEEDED');
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { historyEvents, transitions, largestPayload, steps } = watch.watched;
  // Execution 2, Pass 2, Map 4, two items of 7, one more try 3, Wait 2, Succeed 2.
  expect([historyEvents, transitions]).toEqual([29, 7]);
  expect(largestPayload.bytes).toBe(JSON.stringify({ items: ['a', 'b'], done: [await invoke(), await invoke()] }).length);
  expect(steps.map(({ state, items }) => [state, items])).toEqual([
    ['List', 0],
    ['Each', 2],
    ['Hold', 0],
    ['Done', 0],
  ]);
});
