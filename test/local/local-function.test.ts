import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createClock } from '#infra/local/clock.ts';
import { type CallFigures, createLocalFunction } from '#infra/local/functions/local-function.ts';

const folder = mkdtempSync(join(tmpdir(), 'gelombang-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Answers with how many calls its worker had at once, itself included; `hold` bytes stay with it while it works. */
writeFileSync(
  join(folder, 'index.mjs'),
  `let now = 0;
   export const handler = async ({ hold = 0, fail = false }) => {
     let most = ++now;
     const held = new Uint8Array(hold).fill(1);
     for (let turn = 0; turn < 12; turn++) {
       await new Promise((resolve) => setTimeout(resolve, 10));
       most = Math.max(most, now);
     }
     now--;
     if (fail) throw new Error('no');
     return { most, held: held.length };
   };`,
);

function start(onCall?: (call: CallFigures) => void) {
  return createLocalFunction({
    name: 'held',
    arn: 'arn:held',
    codeFolder: folder,
    handler: 'index.handler',
    env: {},
    timeoutSeconds: 10,
    memoryMb: 512,
    workers: 2,
    clock: createClock(0),
    write: () => {},
    onCall,
  });
}

test('calls that come together are spread over the workers', async () => {
  const fn = start();
  const answers = (await Promise.all(Array.from({ length: 8 }, () => fn.invoke({})))) as { most: number }[];
  expect(Math.max(...answers.map(({ most }) => most))).toBe(4);
  await fn.stop();
});

test('a worker that is watched has one call at a time, and each call is told with what it carried and held', async () => {
  const calls: CallFigures[] = [];
  const fn = start((call) => calls.push(call));
  const answers = (await Promise.all(Array.from({ length: 6 }, () => fn.invoke({})))) as { most: number }[];
  expect(answers.map(({ most }) => most)).toEqual([1, 1, 1, 1, 1, 1]);
  await fn.invoke({ hold: 64_000_000 });
  await expect(fn.invoke({ fail: true })).rejects.toThrow('no');
  expect(calls).toHaveLength(8);
  const [small, large, failed] = [calls[5]!, calls[6]!, calls[7]!];
  expect(large).toMatchObject({ functionName: 'held', memoryMb: 512, eventBytes: '{"hold":64000000}'.length });
  expect(large.resultBytes).toBe('{"most":1,"held":64000000}'.length);
  expect(large.peakBytes).toBeGreaterThan(64_000_000);
  expect(small.peakBytes).toBeLessThan(64_000_000);
  expect(failed.resultBytes).toBe(0);
  for (const { cpuMs, wallMs } of calls) {
    expect(cpuMs).toBeGreaterThanOrEqual(0);
    expect(wallMs).toBeGreaterThan(100);
  }
  await fn.stop();
});
