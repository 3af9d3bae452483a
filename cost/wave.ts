/** A wave as the bill sees it. */
export type Wave = {
  readonly registrations: number;
  readonly places: number;
  /** Of schedule and state, per registration. */
  readonly reads: number;
  /** Share of calls that are traced, 0 to 1. */
  readonly tracing: number;
  /** Bytes of log lines, as a multiple of what is written now. */
  readonly logs: number;
};

/**
 * What the units of a term follow. `people`: they double when registrations and places do. `wave`: a fixed number for each wave. `month`: the same
 * whether there is a wave or not. `mixed`: more than one of these, or more than in proportion.
 */
export type Scales = 'people' | 'wave' | 'month' | 'mixed';
