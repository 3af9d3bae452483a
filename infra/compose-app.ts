import { App, type AppProps } from 'aws-cdk-lib/core';
import cdkJson from '../cdk.json' with { type: 'json' };
import type { Deployment } from './deployment.ts';
import { FrontStack } from './front-stack.ts';
import { GelombangStack } from './gelombang-stack.ts';
import { DEFAULT_STAGE, STAGES, stageNamed } from './stages.ts';
import { UsageError } from './usage-error.ts';

export type AppSettings = Omit<Deployment, 'stage'> & Pick<AppProps, 'outdir'> & { readonly stage?: string };

/**
 * The app with the two stacks of a stage, in the order of their deployment: `settings.stage`, or the CLI's `-c stage=...`, or dev. With
 * cdk.json's flags even where the CDK's command line isn't in between, so that `npm run synth`, `npm run deploy` and the tests see the same
 * templates.
 */
export function composeApp(settings: AppSettings): App {
  const app = new App({
    context: { ...cdkJson.context, ...(settings.stage && { stage: settings.stage }) },
    // No metadata resource about the CDK's version: the template is the same whoever writes it.
    analyticsReporting: false,
    ...(settings.outdir && { outdir: settings.outdir }),
  });
  const name: unknown = app.node.tryGetContext('stage') ?? DEFAULT_STAGE;
  const stage = stageNamed(String(name));
  if (!stage) throw new UsageError(`Unknown stage "${name}"; known are: ${Object.keys(STAGES).join(', ')}.`);
  const data = new GelombangStack(app, { ...settings, stage });
  new FrontStack(app, data, stage);
  return app;
}
