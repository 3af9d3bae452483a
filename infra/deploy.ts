/**
 * `npm run deploy -- <stack> -c stage=<stage>`: the CDK's own `deploy`, and then, where that was the stack of the front, the site's files
 * into its bucket. Done here rather than by a custom resource of the CDK: that would be one more function, in another language, with the
 * right to read and write any key.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { REGION_OF_THE_EDGE } from './front-stack.ts';
import { REPOSITORY } from './repository.ts';
import { SITE_BUCKET_OUTPUT } from './site-bucket.ts';
import { uploadSignIn, uploadSite } from './site-upload.ts';
import { runCommand, UsageError } from './usage-error.ts';

const CDK = join(REPOSITORY, 'node_modules', 'aws-cdk', 'bin', 'cdk');
/** Where the CDK leaves the assembly that it deploys, with the site in it. */
const ASSEMBLY = join(REPOSITORY, 'cdk.out');
/** Options of the CDK that are this command's own. */
const TAKEN = /^(?:-O|--outputs-file|-o|--output)(?:=|$)/;

await runCommand(async () => {
  const args = process.argv.slice(2);
  const taken = args.find((arg) => TAKEN.test(arg));
  if (taken) throw new UsageError(`\`npm run deploy\` gives the CDK ${taken.split('=')[0]} itself: leave it out.`);
  const folder = await mkdtemp(join(tmpdir(), 'gelombang-deploy-'));
  try {
    const outputs = join(folder, 'outputs.json');
    await cdkDeploy([...args, '--outputs-file', outputs]);
    const stacks = await outputsIn(outputs);
    const client = new S3Client({ region: REGION_OF_THE_EDGE });
    for (const [stack, { [SITE_BUCKET_OUTPUT]: bucket }] of stacks) {
      if (bucket === undefined) continue;
      const count = await uploadSite(client, bucket, ASSEMBLY);
      process.stdout.write(`${count} files of the site are in ${bucket}.\n`);
      // The CDK deploys the stack of the data with it, unless it was told not to.
      const ofTheData = Object.fromEntries(stacks)[stack.replace(/-front$/, '')] ?? {};
      const signIn = await uploadSignIn(client, bucket, ASSEMBLY, ofTheData);
      process.stdout.write(
        signIn
          ? `Officers sign in by ${signIn}.\n`
          : 'The stack of the data was not deployed with it, so the file by which officers sign in is as it was.\n',
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function cdkDeploy(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [CDK, 'deploy', ...args], { cwd: REPOSITORY, stdio: 'inherit' });
  const code = await new Promise<number | null>((done) => child.on('close', done).on('error', () => done(1)));
  if (code !== 0) throw new UsageError('The CDK has not deployed everything (see above), so no page was uploaded.');
}

/** What the stacks that were deployed say, by their names; nothing where the CDK has written no outputs. */
async function outputsIn(file: string): Promise<[string, Record<string, string>][]> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return Object.entries(JSON.parse(text) as Record<string, Record<string, string>>);
}
