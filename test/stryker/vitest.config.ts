import { defineConfig } from 'vitest/config';
import { PART_VARIABLE, PARTS } from './parts.ts';

export default defineConfig({
  test: { include: [...(PARTS[process.env[PART_VARIABLE] ?? '']?.tests ?? [])], testTimeout: 60_000, isolate: false },
});
