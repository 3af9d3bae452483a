/**
 * `npm run bench-recount [-- --entries 1000000]`: what a stranger's recount of a whole wave costs against our own draw of the same
 * entries, in CPU seconds of one process, files on disk. Our draw is the steps Draw and Publish as deployed, over a folder instead of S3.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openTestChain } from '#infra/local/beacon/test-chain.ts';
import { beaconChainSchema } from '#shared/beacon/chain.ts';
import { entrantLine } from '#shared/draw/entrants.ts';
import {
  entrantsFile,
  evidenceKey,
  exclusionsFile,
  outcomesOfShardKey,
  screenedKey,
  winnersOfShardKey,
} from '#shared/evidence/evidence-names.ts';
import type { EvidenceStore } from '#shared/evidence/evidence-store.ts';
import { PROVINCES } from '#shared/regions/provinces.ts';
import { commitEntrants } from '#shared/selection/commit-entrants.ts';
import { drawRound } from '#shared/selection/draw-round.ts';
import { publish } from '#shared/selection/publish.ts';
import { SHARDS } from '#shared/shards.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { folderSource } from '#verify/source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { flagsFrom, wholeNumber } from '../support/command-line.ts';
import { fakeClock } from '../support/emulator.ts';
import { wave } from '../support/people.ts';

const values = flagsFrom({ entries: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '3' } });
const entries = wholeNumber('entries', values.entries);
const BEACON_AT = '2020-08-12T17:10:00.000Z';
const root = mkdtempSync(join(tmpdir(), 'gelombang-bench-'));

try {
  const clock = fakeClock('2020-08-12T17:00:00Z');
  const test = await openTestChain(join(root, 'beacon'), clock as never);
  const chain = beaconChainSchema.parse(JSON.parse(test.parameter('http://relay.example')));
  const places = Math.ceil(entries * 0.15);
  const codes = PROVINCES.map(({ code }) => code).slice(0, 34);
  const each = Math.floor(places / codes.length);
  const byProvince = Object.fromEntries(codes.map((code, at) => [code, at === 0 ? places - each * (codes.length - 1) : each]));
  const beacon = { ...wave().plan.beacon, chain: chain.chainHash, chainName: chain.name, at: BEACON_AT };
  const selecting: Wave = { ...wave({ places, byProvince, beacon }, 'selecting') };
  const { waveId } = selecting;
  const key = signingKeyOf(Buffer.alloc(32, 7));
  const evidence = folderStore(root);
  const deps = {
    clock,
    chain,
    evidence,
    softwareVersion: 'bench',
    signingKey: async () => key,
    fetch: (async (url: string) => Response.json(test.round(Number(url.split('/').at(-1))))) as unknown as typeof fetch,
    audit: { heads: async () => [] },
    waves: {
      read: async () => selecting,
    },
    bookings: {
      publish: async () => ({
        ...selecting,
        attempts: selecting.attempts.map((attempt) => ({ ...attempt, endedAt: BEACON_AT, outcome: 'published' as const })),
      }),
    },
  };
  for (const shard of SHARDS) writeShard(waveId, shard, codes);
  await commitEntrants(deps, { waveId });
  clock.epochMs = Date.parse(BEACON_AT) + 3_000;

  const draw = await cpuSeconds(async () => {
    const drawn = await drawRound(deps, { waveId, round: 0 });
    for (const shard of drawn.batches.flat()) {
      const winners = readFileSync(join(root, winnersOfShardKey({ waveId, round: 0 }, shard)), 'latin1');
      evidence.put(outcomesOfShardKey({ waveId, round: 0 }, shard), Buffer.from(winners.replaceAll('\n', ',awarded\n')));
    }
    await drawRound(deps, { waveId, round: 1 });
  });
  const published = await cpuSeconds(() => publish(deps, { waveId }));
  const recounts: number[] = [];
  for (let run = 0; run < Number(values.runs); run++) {
    recounts.push(
      await cpuSeconds(async () => {
        const source = folderSource(join(root, 'evidence', waveId));
        const findings = await verifyWave(source, { keys: [key], from: 'the bench' });
        const failed = findings.filter(({ state }) => state !== 'holds');
        if (failed.length > 0) throw new Error(JSON.stringify(failed));
      }),
    );
  }
  const recount = recounts.toSorted((one, other) => one - other)[Math.floor(recounts.length / 2)] as number;
  const line = (name: string, seconds: number) => `${name.padEnd(44)}${seconds.toFixed(2).padStart(8)} s CPU\n`;
  process.stdout.write(
    `${entries} entries, ${places} places\n` +
      line('our draw: the steps Draw and Publish', draw + published) +
      line('  of it Draw', draw) +
      line("a stranger's recount, every check", recount) +
      `${'recount / our draw (bar 1.5)'.padEnd(44)}${(recount / (draw + published)).toFixed(2).padStart(8)}\n` +
      `${'recount / the step Draw alone'.padEnd(44)}${(recount / draw).toFixed(2).padStart(8)}\n`,
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** One in ten is refused, three in ten have priority, two share a household. */
function writeShard(waveId: string, shard: string, codes: readonly string[]): void {
  const mine = Math.floor(entries / SHARDS.length) + (Number.parseInt(shard, 16) < entries % SHARDS.length ? 1 : 0);
  const ids = Array.from({ length: mine }, () => randomBytes(16).toString('hex')).sort();
  const lines = ids.map((entryId, at) =>
    entrantLine({
      entryId,
      province: codes[at % codes.length] as string,
      priority: at % 10 < 3,
      householdTag: `${shard}${String(at >> 1).padStart(14, '0')}`,
      householdPlaces: 2,
    }),
  );
  const refused = Array.from(
    { length: Math.floor(mine / 9) },
    () => `${randomBytes(16).toString('hex')},not-in-formal-education\n`,
  );
  const write = (file: string, text: string) => folderStore(root).put(evidenceKey(waveId, file), Buffer.from(text));
  write(entrantsFile(shard), lines.join(''));
  const screened = lines.map((line, at) => line.replace('\n', `,${at % 2 ? 'f' : 'm'},${1 + (at % 4)}\n`)).join('');
  folderStore(root).put(screenedKey(waveId, shard), Buffer.from(screened));
  write(exclusionsFile(shard), refused.sort().join(''));
}

/** What the steps use of the bucket, over a folder and without conditions: one writer. */
function folderStore(folder: string): EvidenceStore & { put(key: string, bytes: Uint8Array): void } {
  const put = (key: string, bytes: Uint8Array) => {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), bytes);
  };
  const read = async (key: string) => {
    try {
      return readFileSync(join(folder, key));
    } catch {
      return undefined;
    }
  };
  return {
    put,
    read,
    readWritten: async (key) => (await read(key)) ?? Promise.reject(new Error(`${key} is missing`)),
    writeFirst: async (key, bytes) => {
      put(key, bytes);
      return bytes;
    },
    writeOnce: async (key, bytes) => put(key, bytes),
    names: () => Promise.reject(new Error('nothing is listed here')),
    link: () => Promise.reject(new Error('no links here')),
  };
}
