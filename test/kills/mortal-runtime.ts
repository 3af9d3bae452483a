/**
 * A runtime in a process of its own, which kills itself (SIGKILL, so nothing is tidied up) at a file or a table write that it was told.
 * Arguments: assembly, data folder, instant at which the clock stands, moment as JSON (or nothing).
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { startRuntime } from '#infra/local/runtime.ts';
import type { Moment } from './moments.ts';

export type LifeFacts = {
  url: string;
  tokens: { officer: string; approver: string };
  dynamodbEndpoint: string;
  tables: Record<Table, string>;
};
export type Table = 'waves' | 'registrations' | 'recipients' | 'ledger' | 'exclusions';

const [assembly = '', dataFolder = '', startAt = '', told = ''] = process.argv.slice(2);
const moment = told === '' ? undefined : (JSON.parse(told) as Moment);
if (moment?.kind === 'file' || moment?.kind === 'table') dieAt(moment);

const runtime = await startRuntime({ assembly, dataFolder, port: 0, startAt: Date.parse(startAt), clockStands: true });
process.on('message', (message: { advanceTo?: string; stop?: true }) => {
  if (message.advanceTo) runtime.clock.advanceTo(Date.parse(message.advanceTo));
  if (message.stop) void runtime.stop().then(() => process.exit(0));
});
// Nobody is left to end it.
process.on('disconnect', () => process.exit(1));
const table = (functionName: string, name: string) => runtime.environment(functionName)[name] ?? '';
process.send?.({
  url: runtime.url,
  tokens: { officer: await runtime.token('officer'), approver: await runtime.token('approver') },
  dynamodbEndpoint: runtime.dynamodbEndpoint,
  tables: {
    waves: table('draw', 'WAVES_TABLE'),
    registrations: table('register', 'REGISTRATIONS_TABLE'),
    recipients: table('register', 'RECIPIENTS_TABLE'),
    ledger: table('award-batch', 'LEDGER_TABLE'),
    exclusions: table('screen-shard', 'EXCLUSIONS_TABLE'),
  },
} satisfies LifeFacts);

function dieAt({ kind, from, count }: Extract<Moment, { from: string }>): void {
  let begun = false;
  let left = count;
  /** @returns whether this is the moment */
  const isOver = (path: string, of: Moment['kind']) => {
    begun ||= path.includes(from);
    return begun && of === kind && --left === 0;
  };
  const { writeFileSync, renameSync } = fs;
  // What the runtime keeps it drafts and renames, in this thread.
  fs.writeFileSync = (file, data, options) => {
    if (isOver(String(file), 'file')) {
      const bytes = Buffer.from(data as string | Uint8Array);
      writeFileSync(file, bytes.subarray(0, bytes.length / 2), options);
      die();
    }
    writeFileSync(file, data, options);
  };
  fs.renameSync = (draft, file) => {
    if (isOver(String(file), 'file')) die();
    renameSync(draft, file);
    if (isOver(String(file), 'file')) die();
  };
  syncBuiltinESMExports();
  if (kind === 'table') countTableWrites(() => isOver('', 'table') && die());
}

/** The engine is a process of its own; a commit shows in its log. */
function countTableWrites(onWrite: () => void): void {
  const log = join(dataFolder, 'dynamodb', 'tables.db-wal');
  fs.watch(dirname(log), (_event, name) => {
    if (name === basename(log)) onWrite();
  });
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
