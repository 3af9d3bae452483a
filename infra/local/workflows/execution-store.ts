import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../data-folder.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** One execution, as it lies in its file. Times are epoch milliseconds of the runtime's clock; input and output are JSON text. */
export type Execution = {
  name: string;
  status: ExecutionStatus;
  input: string;
  startedAt: number;
  stoppedAt?: number;
  output?: string;
  error?: string;
  cause?: string;
};

/** One file per execution; a write replaces it as a whole. */
export function openExecutionStore(folder: string, drafts: string) {
  return {
    all(): Execution[] {
      if (!existsSync(folder)) return [];
      const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
      const executions = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Execution);
      return executions.sort((a, b) => a.startedAt - b.startedAt || a.name.localeCompare(b.name));
    },
    save(execution: Execution): void {
      writeWhole(drafts, join(folder, `${encodeURIComponent(execution.name)}.json`), `${JSON.stringify(execution, null, 1)}\n`);
    },
  };
}
