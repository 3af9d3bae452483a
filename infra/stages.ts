import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import type { NoticesTo } from '#shared/names.ts';

/** Requests per second, and how many may come at once from a full bucket. */
export type Limit = { readonly rate: number; readonly burst: number };

/**
 * Routes that cost more than a registration: `evidence` hands megabytes of a bucket through a function, `ownRegistration` reads four
 * of its files, `joining` opens sealed data with KMS, `partners` check a signature and write a transaction, `officers` have a token and count or draw a whole wave.
 */
export type LimitedRoutes = 'evidence' | 'ownRegistration' | 'joining' | 'partners' | 'officers';

/** What a stage makes ready for an opening. Numbers of 0 are not bought: what AWS gives by itself holds then. */
export type OpeningLimits = {
  /** Environments of the registration function that are kept warm around an opening. */
  readonly provisionedConcurrency: number;
  /** Environments that the registration function may have, and that nobody else takes. */
  readonly reservedConcurrency: number;
  /** Write units a second that the registrations table takes at once. */
  readonly warmWriteUnits: number;
};

/** What differs between the deployments; everything else is the same in all of them. */
export type Stage = {
  readonly name: 'dev' | 'staging' | 'production';
  readonly region: string;
  readonly logRetention: RetentionDays;
  /** Seconds between the close of a wave and the start of its selection: late writes settle, clocks may differ. */
  readonly settleSeconds: number;
  /** Of the whole HTTP API, registering included. */
  readonly throttling: Limit;
  /** Of each single route of a kind, so that none of them takes what registering needs. */
  readonly routeLimits: Readonly<Record<LimitedRoutes, Limit>>;
  /** What is made ready for each opening, beside what AWS gives by itself. */
  readonly opening: OpeningLimits;
  /** Whether registrations and exclusions outlive the stack. Waves, recipients, evidence, secrets and the key always do. */
  readonly keepsRegistrations: boolean;
  readonly terminationProtection: boolean;
  /** How long no one, the account's administrators included, can replace or remove a published file. */
  readonly evidenceLock: Duration;
  /** How long after the publication of a wave the sealed details of those who were not selected are kept (docs/privacy.md). */
  readonly sealedRetention: Duration;
  /** Who is told the result of a wave by message, unless the deployment's parameter `NoticesTo` says otherwise. */
  readonly noticesTo: NoticesTo;
  /** How many sealing keys there have been: one more is a rotation, and none is ever taken away (docs/runbook.md#the-sealing-keys). */
  readonly sealingKeys: number;
};

/** Public-scope systems keep their data in Indonesia. */
const JAKARTA = 'ap-southeast-3';

// Officers and auditors are dozens of people: a report asks 256 partitions, a dry run keeps a processor busy for up to 30 seconds.
const OFFICERS: Limit = { rate: 5, burst: 10 };

/** Nothing is bought where no crowd comes. */
const NO_CROWD: OpeningLimits = { provisionedConcurrency: 0, reservedConcurrency: 0, warmWriteUnits: 0 };

// Jakarta starts an account at 2,500 requests/s with a burst of 1,250: production takes all of it, the others must not starve it
// in a shared account.
export const STAGES: Readonly<Record<Stage['name'], Stage>> = {
  dev: {
    name: 'dev',
    region: JAKARTA,
    logRetention: RetentionDays.ONE_WEEK,
    settleSeconds: 30,
    throttling: { rate: 100, burst: 100 },
    routeLimits: {
      evidence: { rate: 50, burst: 50 },
      ownRegistration: { rate: 20, burst: 20 },
      joining: { rate: 20, burst: 20 },
      partners: { rate: 20, burst: 20 },
      officers: OFFICERS,
    },
    opening: NO_CROWD,
    keepsRegistrations: false,
    terminationProtection: false,
    evidenceLock: Duration.days(1),
    sealedRetention: Duration.days(1),
    noticesTo: 'everybody',
    sealingKeys: 1,
  },
  staging: {
    name: 'staging',
    region: JAKARTA,
    logRetention: RetentionDays.ONE_MONTH,
    settleSeconds: 30,
    throttling: { rate: 500, burst: 500 },
    routeLimits: {
      evidence: { rate: 100, burst: 100 },
      ownRegistration: { rate: 100, burst: 100 },
      joining: { rate: 100, burst: 100 },
      partners: { rate: 100, burst: 100 },
      officers: OFFICERS,
    },
    opening: NO_CROWD,
    keepsRegistrations: true,
    terminationProtection: false,
    evidenceLock: Duration.days(30),
    sealedRetention: Duration.days(30),
    noticesTo: 'everybody',
    sealingKeys: 1,
  },
  production: {
    name: 'production',
    region: JAKARTA,
    logRetention: RetentionDays.ONE_YEAR,
    settleSeconds: 30,
    throttling: { rate: 2500, burst: 1250 },
    routeLimits: {
      // A recount fetches some 800 files: a dozen strangers at a time finish within half a minute each.
      evidence: { rate: 400, burst: 400 },
      // Results are looked up by hundreds of thousands on one evening: a fifth of the account's rate, the pages are told to come again.
      ownRegistration: { rate: 500, burst: 500 },
      // KMS derives 1,000 secrets a second for the whole account; half of it leaves room for appeals and retries.
      joining: { rate: 500, burst: 500 },
      // 800,000 places on the first evening would be 200 a second for an hour. A partner's nonces and requests are in partitions of their own, each of which takes 1,000 writes a second.
      partners: { rate: 200, burst: 200 },
      officers: OFFICERS,
    },
    opening: {
      // What 2,500 requests a second keep busy once warm (some 14 ms each: 35 of them) three times over, for requests that come unevenly.
      provisionedConcurrency: 100,
      // Of the 1,000 of a new account: a burst of 1,250 may find all of these cold. The other 200 are for everything else, of which AWS keeps 100 free anyway.
      reservedConcurrency: 800,
      // Burst and rate together are 3,750 writes in the first second, for which the 4,000 of a new table are close; twice as many are twice as many partitions.
      warmWriteUnits: 8_000,
    },
    keepsRegistrations: true,
    terminationProtection: true,
    // Ten years: longer than appeals and audits take.
    evidenceLock: Duration.days(3650),
    // A year of joining later waves by one press, and of appeals; manage tokens end some weeks after it (400 days after registering).
    sealedRetention: Duration.days(365),
    noticesTo: 'everybody',
    sealingKeys: 1,
  },
};

export const DEFAULT_STAGE = 'dev';

/** The stage of that name, or undefined; the caller knows how to say so. */
export function stageNamed(name: string): Stage | undefined {
  return Object.values(STAGES).find((stage) => stage.name === name);
}
