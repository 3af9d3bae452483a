import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Stage } from './stages.ts';

/** What every construct of one deployment shares. */
export type Deployment = {
  readonly stage: Stage;
  /** The code of the function of that name: its bundle, or a stand-in where a test needs only the template. */
  readonly code: (functionName: string) => Code;
  /** Written into evidence: package version and commit. */
  readonly softwareVersion: string;
};
