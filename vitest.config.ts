import { defineConfig } from 'vitest/config';
import { PromisesFirst } from './test/support/promises-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/synthesize.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: more forks would only make the emulators wait for each other.
    maxWorkers: 2,
    sequence: { sequencer: PromisesFirst },
  },
});
