import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runBundler } from '#infra/bundle.ts';
import { BASELINE, HOT_PATH } from '../bench/bundle-sizes.ts';

/** More than this over the baseline has to be meant: `npm run bundle-sizes -- --write`, and a word in the commit. */
const GROWTH = 1.05;

/** What costs bytes or CPU before every first registration of an environment, and nobody who registers needs. */
const NOT_ON_THE_HOT_PATH = [
  /xray/i,
  /credential-provider-(?:ini|sso|process|web-identity|login|node|imds)/,
  /@aws-sdk\/(?:client-|nested-clients|token-providers|lib-dynamodb)/,
  /zod\/.*\/locales\//,
  /zod\/(?:v4\/)?(?:classic|index)/,
  /@aws-lambda-powertools/,
];

async function hotPath() {
  const { bundles, metafile } = await runBundler({ entryPoints: [`functions/${HOT_PATH}/handler.ts`], outdir: '.build/test' });
  const bytes = bundles.reduce((sum, { contents }) => sum + contents.length, 0);
  const inputs = Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return { bytes, inputs };
}

test('the bundle of the hot path has not grown by more than a twentieth over its baseline', async () => {
  const baseline = (JSON.parse(readFileSync(BASELINE, 'utf8')) as Record<string, number>)[HOT_PATH] as number;
  const { bytes } = await hotPath();
  expect(bytes).toBeLessThanOrEqual(Math.floor(baseline * GROWTH));
  // A baseline that has been left behind would let it grow back unseen.
  expect(bytes).toBeGreaterThan(baseline / GROWTH);
});

test.each(NOT_ON_THE_HOT_PATH)('nothing of %s is in it', async (module) => {
  const { inputs } = await hotPath();
  expect(inputs.length).toBeGreaterThan(50);
  expect(inputs.filter((file) => module.test(file))).toEqual([]);
});
