/**
 * `npm run fuzz -- --runs N --seed S`: the test that sends random requests to every route, with more of them. It prints how often each
 * route gave each status, and the seed, with which the same requests are made again.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runCommand, UsageError } from '#infra/usage-error.ts';

const USAGE = 'Usage: npm run fuzz -- [--runs N] [--seed S], whole numbers from 1.';

function wholeNumber(text: string): string {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(USAGE);
  return text;
}

function flags() {
  try {
    return parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } }).values;
  } catch {
    throw new UsageError(USAGE);
  }
}

await runCommand(async () => {
  const { runs = '5000', seed = String(randomInt(1, 1_000_000_000)) } = flags();
  const env = { ...process.env, GELOMBANG_FUZZ_RUNS: wholeNumber(runs), GELOMBANG_FUZZ_SEED: wholeNumber(seed) };
  process.stdout.write(`${runs} requests, seed ${seed}\n`);
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'test/http/fuzz.test.ts'], {
    stdio: 'inherit',
    env,
  });
  process.exitCode = status ?? 1;
});
