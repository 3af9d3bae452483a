/** Error names that functions throw and the state machine's retry policies know (infra/selection-workflow.ts). */
export const RETRYABLE = {
  /** May pass by itself: throttles, conflicts, a network that failed. */
  transient: 'TransientError',
  /** The beacon's round isn't published, or no endpoint has answered with a valid one. */
  beaconNotAvailable: 'BeaconNotAvailable',
  /** A commitment now could land after the beacon's round: wait until it counts as late, and takes a later round. */
  tooCloseToBeacon: 'TooCloseToBeacon',
} as const;

/** A failure by one of those names. Messages say what was tried; they never hold personal data. */
export class RetryableError extends Error {
  constructor(name: (typeof RETRYABLE)[keyof typeof RETRYABLE], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
