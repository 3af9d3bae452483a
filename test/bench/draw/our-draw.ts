/**
 * Our draw of a crowd in a process of its own, as the step Draw does it: entrants files one after the other, the draw, the winners with
 * their ids. Arguments: the crowd's folder, entries, seed (hex), a file for the winners (`id,phase` in the order of the tickets, written
 * after the time is taken). Prints `{wall, cpu, winners, bytes}`: seconds, and the process's peak memory above where it stood before.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { draw } from '#shared/draw/draw.ts';
import { entrantsReader } from '#shared/draw/entrants.ts';
import { fromHex } from '#shared/draw/hex.ts';
import { ENTRY_ID_BYTES } from '#shared/draw/ticket.ts';
import { SHARDS } from '#shared/shards.ts';
import { benchPlan } from './crowd.ts';

const [folder = '', entries = '', seed = '', file = ''] = process.argv.slice(2);
const plan = benchPlan(Number(entries));

const before = process.memoryUsage.rss();
const [began, cpuBefore] = [performance.now(), process.cpuUsage()];
const reader = entrantsReader(Number(entries));
for (const shard of SHARDS) reader.add(shard, readFileSync(join(folder, 'entrants', `${shard}.csv`)));
const entrants = reader.entrants();
const { winners } = draw(plan, entrants, fromHex(seed), []);
// Who has won is known when the ids are there, as they are in the table that PostgreSQL makes.
const ids = new Uint8Array(winners.length * ENTRY_ID_BYTES);
for (const [at, { index }] of winners.entries())
  ids.set(entrants.entryIds.subarray(index * ENTRY_ID_BYTES, (index + 1) * ENTRY_ID_BYTES), at * ENTRY_ID_BYTES);
const [wall, cpu] = [performance.now() - began, process.cpuUsage(cpuBefore)];
const bytes = peakBytes() - before;

if (file !== '') writeFileSync(file, winnersOf());
process.stdout.write(JSON.stringify({ wall: wall / 1e3, cpu: (cpu.user + cpu.system) / 1e6, winners: winners.length, bytes }));

function winnersOf(): Buffer {
  const all = Buffer.from(ids.buffer);
  const lines: Buffer[] = [];
  const CHUNK = 10_000;
  for (let from = 0; from < winners.length; from += CHUNK) {
    const some = winners.slice(from, from + CHUNK).map(({ phase }, at) => {
      const id = (from + at) * ENTRY_ID_BYTES;
      return `${all.toString('hex', id, id + ENTRY_ID_BYTES)},${phase}\n`;
    });
    lines.push(Buffer.from(some.join('')));
  }
  return Buffer.concat(lines);
}

/** Not getrusage's figure where there is a better one: that begins with the memory of the process that started this one. */
function peakBytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes)) * 1024;
}
