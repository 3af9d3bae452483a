/** The CDK's entry point (cdk.json): bundles the functions, builds the site and describes the stage given by `-c stage=...`, dev by default. */
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunctions, bundleOf } from './bundle.ts';
import { composeApp } from './compose-app.ts';
import { buildSite, writeSite } from './site.ts';
import { softwareVersion } from './software-version.ts';
import { runCommand } from './usage-error.ts';

await runCommand(async () => {
  await bundleFunctions();
  const app = composeApp({ code: (name) => Code.fromAsset(bundleOf(name)), softwareVersion: softwareVersion() });
  const { directory } = app.synth();
  await writeSite(directory, await buildSite());
});
