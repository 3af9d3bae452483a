import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askAt, scheduledByTwo } from '#demo/scheduling.ts';
import { synthesize } from '#demo/synthesize.ts';
import type { PlanBody } from '#shared/waves/plan.ts';
import type { Served, Told } from './served-runtime.ts';

export const WAVE_ID = 'opening';

/** A wave that is open, on the real clock, in the local runtime of a process of its own. */
export type OpenWave = Served & {
  /** Where its files lie. */
  folder: string;
  stop(): Promise<void>;
};

const HOUR_MS = 3_600_000;
const SERVER = join(import.meta.dirname, 'served-runtime.ts');

/** Synthesizes the app, starts it and opens a wave in it that takes people of every province. */
export async function openWave(): Promise<OpenWave> {
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-opening-'));
  const assembly = join(folder, 'assembly');
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (server?.connected) {
      server.send({ stop: true } satisfies Told);
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    process.env['CDK_VALIDATION'] ??= 'false';
    await synthesize(assembly);
    const now = Date.now();
    server = fork(SERVER, [assembly, join(folder, 'data'), String(now - 2 * HOUR_MS)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const served = await message<Served>(server);
    await announce(served, now);
    server.send({ advanceTo: Date.now() } satisfies Told);
    await message(server);
    return { ...served, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function message<T>(server: ChildProcess): Promise<T> {
  const gone = once(server, 'exit').then(() => {
    throw new Error('The local runtime ended before it was asked to; what it said stands above.');
  });
  const [said] = (await Promise.race([once(server, 'message'), gone])) as [T];
  gone.catch(() => {});
  return said;
}

async function announce({ url, tokens }: Served, now: number): Promise<void> {
  const at = (ms: number) => new Date(now + ms).toISOString();
  const plan: PlanBody = {
    number: 1,
    opensAt: at(-HOUR_MS),
    closesAt: at(24 * HOUR_MS),
    beacon: { at: at(25 * HOUR_MS) },
    places: 1_000,
    byProvince: 'national',
    spillOver: false,
    rules: { minimumAge: 18, formalEducation: 'refused', barredOccupations: [], exclusionLists: [] },
  };
  const { status, text } = await scheduledByTwo(askAt(url), WAVE_ID, plan, tokens);
  if (status !== 201) throw new Error(`The wave was refused with ${status}: ${text}`);
}
