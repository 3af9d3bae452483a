import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../data-folder.ts';
import { explainWriteError } from '../refusal.ts';
import { ServiceError } from './json-service.ts';
import type { QueryService } from './query-service.ts';

/** E.164, as SNS takes it. */
const PHONE = /^\+[1-9]\d{7,14}$/;
const MOST_BYTES = 1_600;
/** What may name a file. */
const NOTICE_ID = /^[0-9a-z][0-9a-z.-]{0,127}$/;

/**
 * Publish to a phone number. Each message is a file of the outbox, named by its attribute `noticeId`; one that is sent again stands beside the
 * first. The folder is the delivery, so numbers stand in it, and only its owner may look.
 */
export function sns(outbox: { folder: string; drafts: string; now(): number }): QueryService {
  return {
    name: 'SNS',
    operations: {
      Publish(input) {
        const [to, text] = [input.get('PhoneNumber'), input.get('Message') ?? ''];
        if (to === null) throw new ServiceError('InvalidAction', 'The local runtime runs SNS Publish to a phone number only.');
        if (!PHONE.test(to))
          throw new ServiceError('InvalidParameter', `Invalid parameter: PhoneNumber Reason: ${to} is not valid to publish to`);
        if (text === '' || Buffer.byteLength(text) > MOST_BYTES)
          throw new ServiceError('InvalidParameter', 'Invalid parameter: Message too long or empty');
        const MessageId = randomUUID();
        const noticeId = attribute(input, 'noticeId') ?? '';
        const name = NOTICE_ID.test(noticeId) ? noticeId : MessageId;
        makeFolder(outbox.folder);
        const date = new Date(outbox.now()).toISOString();
        writeWhole(outbox.drafts, freeFile(outbox.folder, name), `To: ${to}\nDate: ${date}\n\n${text}\n`);
        return { MessageId };
      },
    },
  };
}

/** `MessageAttributes.entry.1.Name` and `MessageAttributes.entry.1.Value.StringValue`. */
function attribute(input: URLSearchParams, name: string): string | undefined {
  const entry = [...input].find(([key, value]) => /^MessageAttributes\.entry\.\d+\.Name$/.test(key) && value === name)?.[0];
  return entry === undefined ? undefined : (input.get(entry.replace(/Name$/, 'Value.StringValue')) ?? undefined);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explainWriteError(error, folder);
  }
}

/** `<name>.txt`, and for a message that is sent again `<name>.2.txt`. */
function freeFile(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const file = join(folder, number === 1 ? `${name}.txt` : `${name}.${number}.txt`);
    if (!existsSync(file)) return file;
  }
}
