import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { type Runtime, type RuntimeOptions, startRuntime } from '#infra/local/runtime.ts';
import { EVIDENCE_PREFIX } from '#shared/names.ts';
import type { PlanBody } from '#shared/waves/plan.ts';

export type HttpAnswer = { status: number; headers: Headers; text: string; json: Record<string, unknown> };
export type Send = (
  method: string,
  path: string,
  options?: { body?: unknown; raw?: string | Uint8Array; token?: string; headers?: Record<string, string> },
) => Promise<HttpAnswer>;

/** The synthesized template, running; the clock stands at `startAt` when it begins. */
export async function startSystem(
  startAt: string,
  dataFolder = mkdtempSync(join(tmpdir(), 'gelombang-test-')),
  options: Partial<RuntimeOptions> = {},
) {
  const runtime = await startRuntime({
    assembly: inject('assembly'),
    dataFolder,
    port: 0,
    startAt: Date.parse(startAt),
    ...options,
  });
  return {
    runtime,
    dataFolder,
    send: sender(runtime),
    advanceTo: (at: string) => runtime.clock.advanceTo(Date.parse(at)),
    async stop() {
      await runtime.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
export type System = Awaited<ReturnType<typeof startSystem>>;

function sender(runtime: Runtime): Send {
  return async (method, path, { body, raw, token, headers } = {}) => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${runtime.url}${path}`, {
      method,
      headers: {
        'accept-language': 'en',
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(payload !== undefined && { body: payload as string }),
      redirect: 'manual',
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: text.startsWith('{') ? JSON.parse(text) : {} };
  };
}

/** The text of a published file, from the bucket's folder. */
export function evidenceFile(runtime: Runtime, waveId: string, file: string): string | undefined {
  const path = join(runtime.bucketFolder(runtime.environment('draw')['EVIDENCE_BUCKET']!), EVIDENCE_PREFIX, waveId, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Waits until a wave is published with all its files, moving the clock on past whatever it waits for. @param most seconds to wait */
export async function untilPublished(
  { runtime, send }: Pick<System, 'runtime' | 'send'>,
  waveId: string,
  most = 60,
): Promise<void> {
  for (let tries = 0; tries < 10 * most; tries++) {
    const { json } = await send('GET', `/v1/waves/${waveId}`);
    // The last file comes after the wave's last phase.
    if (json['state'] === 'published' && evidenceFile(runtime, waveId, 'attempts.jsonl.jws')) return;
    const failed = runtime.executions().find(({ status }) => status !== 'RUNNING' && status !== 'SUCCEEDED');
    if (failed) throw new Error(`${failed.name}: ${failed.status} ${failed.cause}`);
    const commitment = evidenceFile(runtime, waveId, 'commitment.json');
    if (commitment) runtime.clock.advanceTo(Date.parse(JSON.parse(commitment).beacon.roundAt) + 1_000);
    await sleep(100);
  }
  throw new Error(`${waveId} was not published in ${most} s`);
}

/** A plan that opens an hour after the epoch that tests begin at, for a day. */
export function planBody(changes: Partial<PlanBody> = {}): PlanBody {
  return {
    number: 4,
    opensAt: '2020-08-08T05:00:00.000Z',
    closesAt: '2020-08-09T05:00:00.000Z',
    beacon: { at: '2020-08-09T05:10:00.000Z' },
    places: 10,
    byProvince: { '31': 6, '32': 4 },
    priority: { group: 'laid-off', perMille: 800 },
    spillOver: true,
    rules: { minimumAge: 18, formalEducation: 'refused', barredOccupations: ['civil-servant', 'soldier'], exclusionLists: [] },
    ...changes,
  };
}
