/**
 * `npm run synth [-- -c stage=production] [--output cdk.out]`: bundles, and writes the cloud assembly, with the site beside it. Needs no account, no network
 * and no Docker. CDK_VALIDATION=false leaves out the CDK's template validator, which takes longer than all the rest.
 */
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunctions, bundleOf } from './bundle.ts';
import { composeApp } from './compose-app.ts';
import { REPOSITORY } from './repository.ts';
import { buildSite, writeSite } from './site.ts';
import { softwareVersion } from './software-version.ts';
import { runCommand, UsageError } from './usage-error.ts';

await runCommand(async () => {
  const { stage, outdir } = readArguments(process.argv.slice(2));
  await bundleFunctions();
  const app = composeApp({
    code: (name) => Code.fromAsset(bundleOf(name)),
    softwareVersion: softwareVersion(),
    outdir,
    ...(stage && { stage }),
  });
  const { stacks, directory } = app.synth();
  await writeSite(directory, await buildSite());
  for (const { template, templateFullPath, stackName } of stacks) {
    const resources = Object.values<{ Type: string }>(template.Resources);
    const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function').length;
    const file = relative(REPOSITORY, templateFullPath);
    process.stdout.write(`${file}: stack ${stackName}, ${resources.length} resources, ${functions} functions.\n`);
  }
});

function readArguments(args: string[]): { stage: string | undefined; outdir: string } {
  try {
    const { values } = parseArgs({
      args,
      options: { context: { type: 'string', short: 'c', multiple: true }, output: { type: 'string', short: 'o' } },
    });
    const context = new Map((values.context ?? []).map((pair) => [pair.split('=')[0], pair.split('=')[1]]));
    return { stage: context.get('stage'), outdir: values.output ?? join(REPOSITORY, 'cdk.out') };
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}; known are -c stage=<name> and --output <folder>.`);
  }
}
