import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draw } from '#shared/draw/draw.ts';
import { readEntrants } from '#shared/draw/entrants.ts';
import { fromHex } from '#shared/draw/hex.ts';
import { SHARDS } from '#shared/shards.ts';

const page = readFileSync('docs/draw.md', 'utf8');
const [, script = '', printed = ''] = /```bash\n(.*?)```\n\nprints\n\n```\n(.*?)```/s.exec(page) ?? [];

test('the worked example of docs/draw.md prints what the page says, and the draw gives the same winners', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-example-'));
  try {
    expect(execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' })).toBe(printed);
    const seed = /^seed (\w+)$/m.exec(printed)![1]!;
    const entrants = readEntrants(SHARDS.map((shard) => [shard, readFileSync(join(folder, 'entrants', `${shard}.csv`))]));
    const { winners } = draw(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')), entrants, fromHex(seed), []);
    expect(winners.map(({ entryId }) => entryId[0])).toEqual(['2', '1']);
    expect(page).toContain('`2222...` has the lowest and gets the first place.');
    expect(page).toContain('and `1111...` gets the second place.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
