import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { RETRYABLE, RetryableError } from '../errors.ts';
import type { Messenger } from './messenger.ts';

/** What SNS answers for a number that no message can go to: it is none of a phone, or its owner wants no messages. */
const REFUSED_NUMBER = { name: /^InvalidParameter/, message: /phone ?number/i };

/** Messages by SMS through SNS, straight to a number: no topic and no list of subscribers that would keep it. */
export function smsMessenger(client: SNSClient): Messenger {
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  return {
    async send({ to, text: message, noticeId }) {
      try {
        await client.send(
          new PublishCommand({
            PhoneNumber: to,
            Message: message,
            MessageAttributes: {
              // The dearer of two kinds, which carriers deliver first and at night too.
              'AWS.SNS.SMS.SMSType': text('Transactional'),
              noticeId: text(noticeId),
            },
          }),
        );
        return { outcome: 'sent' };
      } catch (error) {
        // SNS repeats the number in its messages, so nothing of the error but its name goes on.
        const { name, message: said } = error as Error;
        if (REFUSED_NUMBER.name.test(name) && REFUSED_NUMBER.message.test(said)) return { outcome: 'notReachable' };
        throw new RetryableError(RETRYABLE.transient, `SNS has not taken the message of ${noticeId} (${name})`);
      }
    },
  };
}
