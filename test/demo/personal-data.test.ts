import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nothingInClear } from '#demo/guarantees/nothing-in-clear.ts';
import { personalDataOf } from '#demo/guarantees/personal-data.ts';
import { population } from '#demo/population.ts';
import { seededRandom } from '#demo/random.ts';

const people = population(seededRandom(3)).next(500);
const [someone] = people;
const personal = personalDataOf(people);

describe('the search for personal data', () => {
  it.each([
    ['NIK', someone!.nik],
    ['KK', someone!.kk],
    ['phone', someone!.phone],
    ['name', someone!.fullName],
  ])('finds a %s, alone, in JSON and stuck between other characters', (_, secret) => {
    for (const text of [secret, JSON.stringify({ secret }), `x${secret}x`, `\u0000q${secret}\u0001`, `Z${secret}0`]) {
      expect(personal.countIn(text)).toBe(1);
    }
    if (/^\d+$/.test(secret)) expect(personal.countIn(`99${secret}99`)).toBe(1);
  });

  it('finds nothing in ids, instants and the names of nobody', () => {
    expect(
      personal.countIn(`0123456789abcdef0123456789abcdef 2020-08-08T00:00:00.000Z 1596819600000 Nobody Prasetyo Gunawan`),
    ).toBe(0);
  });

  describe('in a folder', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gelombang-test-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('holds when the markers are found and nothing else is', async () => {
      await writeFile(join(folder, 'table.db'), `marker-1${'.'.repeat(100)}`);
      const finding = await nothingInClear(folder, personal, people.length, ['marker-1'], 0);
      expect(finding.holds).toBe(true);
    });

    it('fails on a NIK that lies across two chunks of a file, and names the file', async () => {
      await writeFile(join(folder, 'log'), `${' '.repeat((1 << 20) - 8)}${someone!.nik} and more`);
      const finding = await nothingInClear(folder, personal, people.length, [], 0);
      expect(finding).toMatchObject({ holds: false, detail: expect.stringContaining('log (1)') });
      expect(finding.detail).not.toContain(someone!.nik);
    });

    it("fails when it can't see into the database, and when an item of a table has something", async () => {
      await writeFile(join(folder, 'table.db'), 'compressed');
      expect((await nothingInClear(folder, personal, people.length, ['marker-1'], 0)).holds).toBe(false);
      expect((await nothingInClear(folder, personal, people.length, [], 1)).holds).toBe(false);
    });
  });
});
