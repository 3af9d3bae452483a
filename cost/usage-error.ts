/** A mistake of the person at the keyboard: the message is the one sentence to show. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
