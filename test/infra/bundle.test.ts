import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runBundler } from '#infra/bundle.ts';
import { REPOSITORY } from '#infra/repository.ts';
import { UsageError } from '#infra/usage-error.ts';

async function bundled(contents: string): Promise<string> {
  const { bundles } = await runBundler({
    stdin: { contents, resolveDir: REPOSITORY },
    outfile: join(REPOSITORY, '.build', 'test.mjs'),
  });
  return Buffer.from(bundles[0]!.contents).toString('utf8');
}

const PUT = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; export const handler = () => new DynamoDBClient({});`;

describe('a bundle', () => {
  test('is the same bytes from the same sources', async () => {
    expect(await bundled(PUT)).toBe(await bundled(PUT));
  });

  test('holds the SDK: it imports nothing but what Node has', async () => {
    const imported = [...(await bundled(PUT)).matchAll(/\bfrom"([^"]+)"/g)].map(([, name]) => name!);
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((name) => !/^(node:|[a-z][a-z0-9_/]*$)/.test(name))).toEqual([]);
  });

  test('gets `require` only where something in it asks for it', async () => {
    expect(await bundled(`export const handler = () => 1;`)).not.toContain('createRequire');
    const asking = await bundled(`export const handler = () => require('node:os').EOL;`);
    expect(asking).toMatch(/^import\{createRequire/);
    const { handler } = await import(`data:text/javascript,${encodeURIComponent(asking.replace('import.meta.url', "'file:///'"))}`);
    expect(handler()).toBe('\n');
  });

  test('of a broken source is refused by a sentence', async () => {
    await expect(bundled(`import 'no-such-package';`)).rejects.toThrow(UsageError);
    await expect(bundled(`import 'no-such-package';`)).rejects.toThrow(
      /^Bundling failed: Could not resolve "no-such-package" \(.*line 1\)\.$/,
    );
  });
});
