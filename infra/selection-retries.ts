import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import { Duration } from 'aws-cdk-lib/core';
import { RETRYABLE } from '#shared/errors.ts';

/**
 * Lambda's own faults, a function killed for time or memory, and throttling while 40 copies start at once.
 * 2 + 4 + 8 + 16 + 32 + 60 s: six tries within at most 122 s, each wait drawn between nothing and its length so that 40 failed
 * together don't come back together.
 */
export const RETRY_LAMBDA_FAULTS: RetryProps = {
  errors: [
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.TooManyRequestsException',
    'Lambda.Unknown',
    'Sandbox.Timedout',
    'States.Timeout',
  ],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.seconds(60),
  maxAttempts: 6,
  jitterStrategy: JitterType.FULL,
};

/** What a step itself calls passing: 1 + 2 + 4 + 8 + 16 + 3 x 30 s, at most 121 s: a table that splits partitions needs minutes. */
export const RETRY_TRANSIENT: RetryProps = {
  errors: [RETRYABLE.transient],
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxDelay: Duration.seconds(30),
  maxAttempts: 8,
  jitterStrategy: JitterType.FULL,
};

/**
 * A round comes each 3 s, so the first tries come each few seconds: 3 + 4.5 + 6.8 + 10 + 15 + 23 + 34 + 51 s, up to ten minutes after
 * half an hour, and so on for a day. One caller, so no jitter.
 */
export const RETRY_BEACON: RetryProps = {
  errors: [RETRYABLE.beaconNotAvailable],
  interval: Duration.seconds(3),
  backoffRate: 1.5,
  maxDelay: Duration.minutes(10),
  maxAttempts: 155,
};

/** Between two days of such tries. At 3 events a try and 4 more a day, an execution's 25,000 events hold more than seven weeks of silence. */
export const BEACON_OUTAGE_PAUSE = Duration.minutes(10);

/** Six tries, 10 s apart: the 60 s that must lie between the commitment and the beacon's round. */
export const RETRY_TOO_CLOSE_TO_BEACON: RetryProps = {
  errors: [RETRYABLE.tooCloseToBeacon],
  interval: Duration.seconds(10),
  backoffRate: 1,
  maxAttempts: 6,
};
