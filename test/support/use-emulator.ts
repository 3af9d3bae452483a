import { afterAll, beforeAll } from 'vitest';
import { type Emulator, startEmulator } from './emulator.ts';

/** An emulator for the tests of one file. */
export function useEmulator(): Emulator {
  const emulator = {} as Emulator;
  let stop = async () => {};
  beforeAll(async () => {
    const started = await startEmulator();
    Object.assign(emulator, started);
    stop = started.stop;
  });
  afterAll(() => stop());
  return emulator;
}
