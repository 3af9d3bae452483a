/** Names and codes of SDK and network errors that pass by themselves: a caller may come again, a workflow step is tried again. */
export const PASSING =
  /Throttl|ProvisionedThroughput|TooManyRequests|RequestLimit|SlowDown|ServiceUnavailable|TimeoutError|TransactionInProgress|TransactionConflict|InternalServerError|InternalError|KMSInternal|KeyUnavailable|DependencyTimeout|ECONN|EPIPE|ETIMEDOUT/;
