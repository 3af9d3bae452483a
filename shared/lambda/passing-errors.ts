/** Names and codes of SDK and network errors that pass by themselves: a caller may come again, a workflow step is tried again. */
const PASSING =
  /Throttl|ProvisionedThroughput|TooManyRequests|RequestLimit|SlowDown|ServiceUnavailable|TimeoutError|TransientError|TransactionInProgress|TransactionConflict|InternalServerError|InternalError|KMSInternal|KeyUnavailable|DependencyTimeout|ECONN|EPIPE|ETIMEDOUT/;

/** Whether a failure has one of those names or codes. */
export function mayPass(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: string; code?: string };
  return PASSING.test(`${name} ${code}`);
}
