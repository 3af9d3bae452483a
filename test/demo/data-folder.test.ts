import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataFolder } from '#demo/data-folder.ts';

describe("the demo's data folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gelombang-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is the one named, when it is empty or not there', async () => {
    expect(await dataFolder(folder)).toEqual({ kind: 'ready', path: folder });
    expect(await dataFolder(join(folder, 'new', 'one'))).toEqual({ kind: 'ready', path: join(folder, 'new', 'one') });
  });

  it('is refused with a sentence when something is in it, or it is a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    for (const named of [folder, file]) {
      expect(await dataFolder(named)).toEqual({
        kind: 'refused',
        sentence: expect.stringMatching(/^GELOMBANG_DATA names [^\n]+\.$/),
      });
    }
  });

  it('is a temporary one when none is named', async () => {
    const made = await dataFolder(undefined);
    expect(made).toMatchObject({ kind: 'ready', path: expect.stringContaining('gelombang-demo-') });
    if (made.kind === 'ready') await rm(made.path, { recursive: true });
  });
});
