import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { pinned } from './pinned.ts';

/** Where Debian's package puts the server's programs. */
const PROGRAMS = '/usr/lib/postgresql/15/bin';
const SELECTION = readFileSync(join(import.meta.dirname, 'selection.sql'), 'utf8');
/** A socket's path may have 107 bytes (sun_path of unix(7)); the file is `.s.PGSQL.5432`. */
const MOST_SOCKET_FOLDER_BYTES = 107 - '/.s.PGSQL.5432'.length;
const GIGABYTE = 2 ** 30;

/** Seconds of one selection, by the clock and of the backend's CPU, and how many it took. */
export type PostgresRun = { wall: number; cpu: number; winners: number };

export type Postgres = {
  version: string;
  /** Loads `entries.csv` of a crowd's folder, and the places; not timed. */
  load(folder: string, byProvince: Readonly<Record<string, number>>, perMille: number): void;
  /** @param file is written with `id,phase` of each winner in the order of the tickets, not timed */
  select(seed: Uint8Array, file: string): PostgresRun;
  /** Ends the server and removes its folder. */
  stop(): void;
};

/** Why there is nothing to measure, in words for the report. */
export class NoPostgres extends Error {
  override name = 'NoPostgres';
}

/**
 * A server of our own in a temporary folder, on a socket in there and no port, with every favour for one large query: nothing is synced or
 * logged ahead, all of the table and all sorts stay in memory, no other process takes the core.
 * @throws NoPostgres when it is not installed or can't be started
 */
export function startPostgres(): Postgres {
  if (!existsSync(join(PROGRAMS, 'initdb')))
    throw new NoPostgres('PostgreSQL 15 is not installed (Debian: `apt-get install postgresql-15`)');
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-pg-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const data = join(folder, 'data');
  try {
    chmodSync(folder, 0o700);
    if (user) chownSync(folder, user.uid, user.gid);
    if (Buffer.byteLength(folder) > MOST_SOCKET_FOLDER_BYTES)
      throw new NoPostgres(`the path of the temporary folder ${folder} is too long for a socket: set TMPDIR to a shorter one`);
    run('initdb', ['-D', data, '-A', 'trust', '--locale=C', '-E', 'UTF8', '-U', 'postgres', '--no-sync'], user);
    const options = ["-c listen_addresses=''", `-k ${folder}`, ...settings().map((setting) => `-c ${setting}`)].join(' ');
    run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start'], user);
  } catch (error) {
    remove();
    if (error instanceof NoPostgres) throw error;
    throw new NoPostgres(`PostgreSQL 15 could not be started: ${(error as Error).message}`);
  }
  const psql = (script: string): string => {
    const file = join(folder, 'script.sql');
    writeFileSync(file, script);
    const { status, stdout, stderr } = spawnSync(
      join(PROGRAMS, 'psql'),
      ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', folder, '-U', 'postgres', '-d', 'postgres', '-f', file],
      { encoding: 'utf8', maxBuffer: GIGABYTE },
    );
    if (status !== 0) throw new Error(`PostgreSQL refused the benchmark's statements: ${stderr.trim()}`);
    return stdout;
  };

  return {
    version: psql('show server_version').trim(),
    load(crowd, byProvince, perMille) {
      const quota = Object.entries(byProvince).map(
        ([code, places]) => `(${code},${places},${Math.floor((places * perMille) / 1000)})`,
      );
      psql(`
        drop table if exists entry, quota;
        create unlogged table entry (
          id bytea not null, province smallint not null, priority boolean not null, household int not null, places smallint not null
        );
        create table quota (province smallint primary key, places int not null, priority int not null);
        insert into quota values ${quota.join(',')};
        \\copy entry from '${join(crowd, 'entries.csv')}' with (format csv)
        vacuum (freeze, analyze) entry;
        analyze quota;
        checkpoint;`);
    },
    select(seed, file) {
      const told = psql(`
        \\set seed '\\\\x${Buffer.from(seed).toString('hex')}'
        select count(*) from entry where length(id) = 0 \\g /dev/null
        ${CPU_TICKS} as cpu_before \\gset
        select clock_timestamp() as began \\gset
        ${SELECTION}
        select extract(epoch from clock_timestamp() - :'began'::timestamptz) as wall \\gset
        ${CPU_TICKS} as cpu_after \\gset
        select :'wall', :cpu_after - :cpu_before, count(*) from winner;
        \\copy (select encode(id, 'hex') || ',' || phase from winner order by rank) to '${file}'`);
      const [wall = '', ticks = '', winners = ''] = (told.trim().split('\n').at(-1) as string).split('|');
      return { wall: Number(wall), cpu: Number(ticks) / ticksPerSecond(), winners: Number(winners) };
    },
    stop() {
      try {
        run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop'], user);
      } finally {
        remove();
      }
    },
  };
}

/** User and system time of the backend that answers, proc(5): a kernel file that it reads of itself. */
const CPU_TICKS = `select (string_to_array(pg_read_file('/proc/self/stat'), ' '))[14]::int + (string_to_array(pg_read_file('/proc/self/stat'), ' '))[15]::int`;

function ticksPerSecond(): number {
  return Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
}

function settings(): string[] {
  const quarter = Math.max(1, Math.floor(totalmem() / 4 / GIGABYTE));
  return [
    'fsync=off',
    'full_page_writes=off',
    'synchronous_commit=off',
    'wal_level=minimal',
    'max_wal_senders=0',
    'autovacuum=off',
    'checkpoint_timeout=1h',
    'max_wal_size=16GB',
    'jit=off',
    'max_parallel_workers_per_gather=0',
    `shared_buffers=${quarter}GB`,
    `work_mem=${quarter}GB`,
    `temp_buffers=${Math.max(1, quarter >> 1)}GB`,
    'maintenance_work_mem=1GB',
    'hash_mem_multiplier=2',
  ];
}

type User = { uid: number; gid: number };

/** The server refuses to run as root: then it gets the package's own user, or nobody. @returns undefined for "as we are" */
function serverUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const { status, stdout } = spawnSync('getent', ['passwd', name], { encoding: 'utf8' });
    const [, , uid, gid] = stdout?.split(':') ?? [];
    if (status === 0 && uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new NoPostgres(
    'PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody: run this as another user',
  );
}

function run(program: string, given: string[], user: User | undefined): void {
  const [command, args] = pinned(join(PROGRAMS, program), given);
  const { status, stderr, error } = spawnSync(command, args, {
    ...user,
    cwd: '/',
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${program} said: ${(stderr ?? error?.message ?? '').trim().split('\n').at(-1)}`);
}
