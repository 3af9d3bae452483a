import { expect, test } from 'vitest';
import { createTables } from '../support/emulator.ts';
import { useEmulator } from '../support/use-emulator.ts';
import { runSeed } from './run-seed.ts';

const emulator = useEmulator();
// Two waves at once under time-outs after the commit; one under deliveries that come twice.
const SEEDS = [7, 16];
const MOST_COMMANDS = 16;

let programmes = 0;

test.each(SEEDS)(
  'seed %i on the real engine, which answers each call as the memory does',
  async (seed) => {
    const newTables = async () => {
      const number = ++programmes;
      const tableOf = (name: string) => `${name}-${number}`;
      await createTables(emulator.dynamodb, tableOf);
      return tableOf;
    };
    const result = await runSeed(seed, { most: MOST_COMMANDS, thorough: true, engine: { endpoint: emulator.endpoint, newTables } });
    expect(result).not.toHaveProperty('violation');
  },
  180_000,
);
