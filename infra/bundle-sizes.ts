/**
 * `npm run bundle-sizes`: bytes of every function's bundle, the hot path first, next to a bare handler that does one conditional put
 * with the SDK. Bytes do not depend on the machine.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLES, bundleFunctions, runBundler } from './bundle.ts';
import { REPOSITORY } from './repository.ts';
import { runCommand } from './usage-error.ts';

const HOT_PATH = 'register';

const BARE_PUT = `
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient({});
  export async function handler(event) {
    const Item = { partition: { S: event.partition }, registrationKey: { S: event.key } };
    await client.send(new PutItemCommand({
      TableName: process.env.TABLE, Item, ConditionExpression: 'attribute_not_exists(registrationKey)',
    }));
  }
`;

async function bytesOfBarePut(): Promise<number> {
  const { bundles } = await runBundler({ stdin: { contents: BARE_PUT, resolveDir: REPOSITORY }, outfile: 'bare-put.mjs' });
  return bundles[0]?.contents.length ?? 0;
}

function line(name: string, bytes: number, bare: number): string {
  return `${name.padEnd(20)}${bytes.toLocaleString('en').padStart(12)}${(bytes / bare).toFixed(2).padStart(8)}\n`;
}

await runCommand(async () => {
  const bare = await bytesOfBarePut();
  const names = (await bundleFunctions()).sort((a, b) => Number(b === HOT_PATH) - Number(a === HOT_PATH) || a.localeCompare(b));
  const bytesOf = new Map<string, number>();
  for (const name of names) bytesOf.set(name, (await readFile(join(BUNDLES, name, 'index.mjs'))).length);

  const lines = [...bytesOf, ['(bare put)', bare] as const].map(([name, bytes]) => line(name, bytes, bare));
  process.stdout.write(`${'function'.padEnd(20)}${'bytes'.padStart(12)}${'ratio'.padStart(8)}\n${lines.join('')}`);
});
