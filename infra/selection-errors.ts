/** Names of the errors by which a step of the selection asks to be tried again; any other error fails the execution. */
export const SELECTION_ERRORS = {
  /** Something that may pass: a throttled table, a broken connection. */
  transient: 'TransientError',
  /** The beacon's round isn't published yet, or no endpoint answers. */
  beaconNotAvailable: 'BeaconNotAvailable',
  /** The entrants can't be committed in time before the round that was chosen. */
  tooCloseToBeacon: 'TooCloseToBeacon',
} as const;
