/** A mistake of the person at the keyboard: the message is the one sentence to show, without a stack. */
export class UsageError extends Error {
  override name = 'UsageError';
}
