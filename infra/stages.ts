import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';

/** What differs between the deployments; everything else is the same in all of them. */
export type Stage = {
  readonly name: 'dev' | 'staging' | 'production';
  readonly region: string;
  readonly logRetention: RetentionDays;
  /** Seconds between the close of a wave and the start of its selection: late writes settle, clocks may differ. */
  readonly settleSeconds: number;
  /** Of the whole HTTP API: requests per second, and how many may come at once on top of a full bucket. */
  readonly throttling: { readonly rate: number; readonly burst: number };
  /** Whether registrations and exclusions outlive the stack. Waves, recipients, evidence, secrets and the key always do. */
  readonly keepsRegistrations: boolean;
  readonly terminationProtection: boolean;
  /** How long no one, the account's administrators included, can replace or remove a published file. */
  readonly evidenceLock: Duration;
};

/** Public-scope systems keep their data in Indonesia. */
const JAKARTA = 'ap-southeast-3';

// Jakarta starts an account at 2,500 requests/s with a burst of 1,250: production takes all of it, the others must not starve it
// in a shared account.
export const STAGES: Readonly<Record<Stage['name'], Stage>> = {
  dev: {
    name: 'dev',
    region: JAKARTA,
    logRetention: RetentionDays.ONE_WEEK,
    settleSeconds: 30,
    throttling: { rate: 100, burst: 100 },
    keepsRegistrations: false,
    terminationProtection: false,
    evidenceLock: Duration.days(1),
  },
  staging: {
    name: 'staging',
    region: JAKARTA,
    logRetention: RetentionDays.ONE_MONTH,
    settleSeconds: 30,
    throttling: { rate: 500, burst: 500 },
    keepsRegistrations: true,
    terminationProtection: false,
    evidenceLock: Duration.days(30),
  },
  production: {
    name: 'production',
    region: JAKARTA,
    logRetention: RetentionDays.ONE_YEAR,
    settleSeconds: 30,
    throttling: { rate: 2500, burst: 1250 },
    keepsRegistrations: true,
    terminationProtection: true,
    // Ten years: longer than appeals and audits take.
    evidenceLock: Duration.days(3650),
  },
};

export const DEFAULT_STAGE = 'dev';

/** The stage of that name, or undefined; the caller knows how to say so. */
export function stageNamed(name: string): Stage | undefined {
  return Object.values(STAGES).find((stage) => stage.name === name);
}
