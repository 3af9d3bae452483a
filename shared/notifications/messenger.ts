/** A message as it leaves the programme. `to` is a phone number (E.164), opened for this one message and kept nowhere. */
export type Message = { to: string; text: string; noticeId: string };

/** What carries messages to people. */
export type Messenger = {
  /**
   * Sends one message. Called twice it sends twice: a phone network knows no repeat.
   * @returns `notReachable` when no message can go to that number, now or later
   * @throws RetryableError, never with the number in it
   */
  send(message: Message): Promise<{ outcome: 'sent' } | { outcome: 'notReachable' }>;
};
