import type { Mutant } from './mutant.ts';

const DELIVER = ['test/notifications/deliver-notice.test.ts'];
const STORES = ['test/notifications/stores.test.ts'];
const SHARD = ['test/notifications/notify-shard.test.ts'];
const TEXTS = ['test/notifications/message-texts.test.ts'];
const POLICIES = ['test/infra/policies.test.ts'];
const deliver = 'shared/notifications/deliver-notice.ts';
const deliveries = 'shared/notifications/deliveries-store.ts';
const notified = 'shared/recipients/notified-store.ts';
const sms = 'shared/notifications/sms-store.ts';
const notices = 'shared/notifications/notices-store.ts';
const certified = 'shared/evidence/certified-lines.ts';
const notifyShard = 'shared/notifications/notify-shard.ts';
const starting = 'shared/notifications/start-notifications.ts';

/** What applicants are told: once, the truth, and by nobody who learns who they are. */
export const NOTIFICATION_MUTANTS: readonly Mutant[] = [
  {
    name: 'a notice that was delivered is taken again',
    file: deliveries,
    find: "const neverTaken = 'attribute_not_exists(noticeId)';",
    replace: "const neverTaken = '(attribute_not_exists(noticeId) OR #state <> :taken)';",
    tests: DELIVER,
  },
  {
    name: 'a notice is taken from a function that still delivers it',
    file: deliveries,
    find: "const takerHasDied = '#state = :taken AND leaseUntil <= :now';",
    replace: "const takerHasDied = '#state = :taken AND leaseUntil > :now';",
    tests: DELIVER,
  },
  {
    name: 'a notice whose function died is never taken again',
    file: deliveries,
    find: "const takerHasDied = '#state = :taken AND leaseUntil <= :now';",
    replace: "const takerHasDied = '#state = :taken AND leaseUntil < :now AND attribute_not_exists(leaseUntil)';",
    tests: DELIVER,
  },
  {
    name: 'that a message was sent is not noted',
    file: deliver,
    find: '  await deps.deliveries.sent(noticeId, sentAt);\n',
    replace: '',
    tests: DELIVER,
  },
  {
    name: 'a recipient is not noted as told when the function died in between',
    file: deliver,
    find: '      await noteOnRecipient(deps, notice, await registrationOf(deps, notice), taken.sentAt);\n',
    replace: '',
    tests: DELIVER,
  },
  {
    name: 'a recipient is noted as told of the award of another entry',
    file: notified,
    find: "const ofThisAward = 'awardId = :awardId';",
    replace: "const ofThisAward = '(awardId = :awardId OR attribute_exists(awardId))';",
    tests: DELIVER,
  },
  {
    name: 'a recipient is noted as told again and again',
    file: notified,
    find: "const notNotedYet = 'attribute_not_exists(notifiedAt)';",
    replace: "const notNotedYet = '(attribute_not_exists(notifiedAt) OR attribute_exists(notifiedAt))';",
    tests: DELIVER,
  },
  {
    name: 'any notice notes its recipient as told of the award',
    file: deliver,
    find: "  if (notice.kind !== 'selected') return;\n",
    replace: '',
    tests: DELIVER,
  },
  {
    name: 'a number is opened without an entry in the audit log',
    file: deliver,
    find: '  await deps.audit(openingsChain',
    replace: '  if (deps.clock.now() < 0) await deps.audit(openingsChain',
    tests: DELIVER,
  },
  {
    name: 'a message goes to whom the key finds, whatever the entry',
    file: deliver,
    find: 'if (registration?.entryId !== entryId) throw',
    replace: 'if (!registration) throw',
    tests: DELIVER,
  },
  {
    name: 'a number that no message can go to is tried for ever',
    file: deliver,
    find: "  if (outcome === 'notReachable') return undeliverable(deps, noticeId, 'not-reachable');\n",
    replace: "  if (outcome === 'notReachable') return { outcome: 'undeliverable', reason: 'not-reachable' };\n",
    tests: DELIVER,
  },
  {
    name: "what SNS says of a number goes on in the function's error",
    file: sms,
    find: 'has not taken the message of ${noticeId} (${name})`)',
    replace: 'has not taken the message of ${noticeId} (${name})`, { cause: error })',
    tests: STORES,
  },
  {
    name: 'a message that SNS refuses for another reason counts as one to a number that is not there',
    file: sms,
    find: 'REFUSED_NUMBER.name.test(name) && REFUSED_NUMBER.message.test(said)',
    replace: 'REFUSED_NUMBER.name.test(name)',
    tests: STORES,
  },
  {
    name: 'notices that the bus has not taken are forgotten',
    file: notices,
    find: 'left = await put(left);',
    replace: 'left = (await put(left)).slice(0, 0);',
    tests: STORES,
  },
  {
    name: 'a notice may hold anything',
    file: notices,
    find: 'JSON.stringify(noticeSchema.parse(notice))',
    replace: 'JSON.stringify(notice)',
    tests: STORES,
  },
  {
    name: 'results are told that nobody certified',
    file: certified,
    find: 'if (files[file] !== sha256Hex(bytes))',
    replace: 'if (files[file] === undefined)',
    tests: SHARD,
  },
  {
    name: 'results are told of a wave that is not published',
    file: 'shared/notifications/wave-to-notify.ts',
    find: "if (wave?.phase !== 'published')",
    replace: 'if (!wave)',
    tests: SHARD,
  },
  {
    name: 'a registration without a result goes unnoticed',
    file: notifyShard,
    find: 'if (without > 0) throw',
    replace: 'if (without < 0) throw',
    tests: SHARD,
  },
  {
    name: 'everybody is told where the selected alone should be',
    file: notifyShard,
    find: "result === SELECTED || deps.noticesTo === 'everybody'",
    replace: 'result === SELECTED || deps.noticesTo !== undefined',
    tests: SHARD,
  },
  {
    name: 'the end of a notification is noted again',
    file: 'shared/waves/waves-store.ts',
    find: "const notNotedYet = 'attribute_not_exists(notifiedAt)';",
    replace: "const notNotedYet = 'attribute_exists(waveId)';",
    tests: SHARD,
  },
  {
    name: 'a second notification is started beside one that runs',
    file: starting,
    find: 'for (let number = 1; number <= most; number++)',
    replace: 'for (let number = most; number <= most; number++)',
    tests: SHARD,
  },
  {
    name: 'results of long ago are told as news',
    file: starting,
    find: '|| age >= LONGEST_AFTER_MS)',
    replace: '|| age < 0)',
    tests: SHARD,
  },
  {
    name: 'a message has a link',
    file: 'shared/notifications/message-texts.ts',
    find: "en: 'We never ask for an OTP, a PIN or money.',",
    replace: "en: 'We never ask for an OTP, a PIN or money. See prakerja.go.id',",
    tests: TEXTS,
  },
  {
    name: 'who delivers notices may write anything of a recipient',
    file: 'infra/recipients-table.ts',
    find: "'dynamodb:Attributes': ['key', 'awardId', 'notifiedAt']",
    replace: "'dynamodb:Attributes': ['key', 'awardId', 'notifiedAt', 'entryId']",
    tests: POLICIES,
  },
  {
    name: 'who delivers notices may publish to topics',
    file: 'infra/notice-delivery.ts',
    find: "resource: '*' })],",
    replace: "resource: 'none' })],",
    tests: ['test/infra/functions.test.ts'],
  },
];
