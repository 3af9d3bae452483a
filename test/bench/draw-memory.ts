/**
 * `npm run bench-draw-memory [-- --entries 10000000]`: the memory of a draw, shard files passing through one after the other as in the step
 * Draw. The figure is the process's peak above where it stood before, per entry.
 */
import { draw } from '#shared/draw/draw.ts';
import { ENTRANT_LINE_BYTES, entrantsReader } from '#shared/draw/entrants.ts';
import { SHARDS } from '#shared/shards.ts';
import { flagsFrom, wholeNumber } from '../support/command-line.ts';

const entries = wholeNumber('entries', flagsFrom({ entries: { type: 'string', default: '10000000' } }).entries);
const places = Math.ceil(entries * 0.15);
const perShard = Math.ceil(entries / SHARDS.length);
/** One buffer for all shards: only the bytes of one file are there at a time. */
const file = Buffer.alloc(perShard * ENTRANT_LINE_BYTES);

const before = process.resourceUsage().maxRSS;
const started = process.cpuUsage();
const reader = entrantsReader(entries);
for (const [shard, name] of SHARDS.entries()) reader.add(name, shardFile(shard));
const { winners } = draw(
  { places, byProvince: quotas(), priority: { perMille: 800 }, spillOver: true },
  reader.entrants(),
  Buffer.alloc(32, 7),
  [],
);
const cpu = process.cpuUsage(started);
const bytes = (process.resourceUsage().maxRSS - before) * 1024;
process.stdout.write(
  `${entries} entries, ${winners.length} winners\n` +
    `peak memory of the draw   ${(bytes / 1e6).toFixed(0)} MB, ${(bytes / entries).toFixed(1)} bytes an entry (bar 64)\n` +
    `CPU                       ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s, the making of the entries included\n`,
);

/** The lines of a shard: ids ascend, two share a household, three of ten have priority. */
function shardFile(shard: number): Uint8Array {
  const first = shard * perShard;
  const count = Math.max(0, Math.min(perShard, entries - first));
  for (let at = 0; at < count; at++) {
    const number = first + at;
    const id = (BigInt(at) << 100n) | ((BigInt(number) * 0x9e3779b97f4a7c15n) & ((1n << 64n) - 1n));
    const household = String(number >> 1).padStart(16, '0');
    const province = 11 + (number % 34);
    file.write(
      `${id.toString(16).padStart(32, '0')},${province},${number % 10 < 3 ? 1 : 0},${household},2\n`,
      at * ENTRANT_LINE_BYTES,
      'latin1',
    );
  }
  return file.subarray(0, count * ENTRANT_LINE_BYTES);
}

function quotas(): Record<string, number> {
  const codes = Array.from({ length: 34 }, (_, at) => String(11 + at));
  const each = Math.floor(places / codes.length);
  return Object.fromEntries(codes.map((code, at) => [code, at === 0 ? places - each * (codes.length - 1) : each]));
}
