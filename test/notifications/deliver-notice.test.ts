import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { RETRYABLE } from '#shared/errors.ts';
import { type DeliverDeps, deliverNotice, LEASE_MS } from '#shared/notifications/deliver-notice.ts';
import { deliveriesStore } from '#shared/notifications/deliveries-store.ts';
import type { Message } from '#shared/notifications/messenger.ts';
import { type Notice, noticeIdOf } from '#shared/notifications/notice.ts';
import { awardsStore } from '#shared/recipients/awards-store.ts';
import { notifiedStore } from '#shared/recipients/notified-store.ts';
import { awardIdOf } from '#shared/recipients/recipient-item.ts';
import { recipientKey } from '#shared/recipients/recipient-keys.ts';
import { householdKey, personKey, registrationKey, shardOf } from '#shared/registrations/person-keys.ts';
import { register } from '#shared/registrations/register.ts';
import { registrationFinder, registrationWriter } from '#shared/registrations/registration-writer-store.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { auditIn } from '../support/audit.ts';
import { fakeClock } from '../support/emulator.ts';
import { applicant, PEPPER, wave } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';
import { useSealingKey } from '../support/use-sealing-key.ts';

const emulator = useEmulator();
const sealing = useSealingKey();
const person = applicant();
const AWARDED_AT = '2020-08-12T17:20:00.000Z';
const clock = fakeClock(AWARDED_AT);
const recipient = personKey(PEPPER, person.nik);
let number = 0;
let waveId: string;
let shard: string;
let entryId: string;
let key: string;
let sent: Message[];
let deps: DeliverDeps;
let notice: Notice;

beforeEach(async () => {
  waveId = `told-${++number}`;
  clock.epochMs = Date.parse('2020-08-09T00:00:00Z');
  entryId = String(number).padStart(32, '0');
  const of = wave({ waveId });
  const find = registrationFinder(emulator.json, 'registrations');
  await register(
    {
      clock,
      wave: async () => of,
      hasReceived: async () => false,
      keep: registrationWriter(emulator.json, 'registrations'),
      find,
      peppers: async () => ({ lifetime: PEPPER, wave: PEPPER }),
      signingKey: async () => signingKeyOf(Buffer.alloc(32, 9)),
      newEntryId: () => entryId,
    },
    waveId,
    person,
  );
  key = registrationKey(PEPPER, waveId, person.nik);
  shard = shardOf(key);
  clock.epochMs = Date.parse(AWARDED_AT) + 60_000;
  sent = [];
  deps = {
    clock,
    wave: async (asked) => (asked === waveId ? of : undefined),
    find,
    sealingKeys: (keyId) => sealing.keys(keyId),
    audit: auditIn(emulator, clock).append,
    deliveries: deliveriesStore(emulator.documents, 'deliveries'),
    messenger: {
      async send(message) {
        sent.push(message);
        return { outcome: 'sent' };
      },
    },
    recipients: notifiedStore(emulator.documents, 'recipients'),
  };
  notice = { kind: 'selected', waveId, entryId, registrationKey: key };
});

const award = (of: string) =>
  awardsStore(emulator.documents, { recipients: 'recipients', ledger: 'ledger' }).award(wave({ waveId }).plan, {
    entryId: of,
    personKey: recipient,
    householdKey: householdKey(PEPPER, `${number}`),
    registrationKey: key,
    province: person.province,
    awardedAt: AWARDED_AT,
  });
async function recipientItem() {
  return (await emulator.documents.send(new GetCommand({ TableName: 'recipients', Key: { key: recipientKey(recipient) } }))).Item;
}
async function delivery() {
  const Key = { noticeId: noticeIdOf(notice) };
  return (await emulator.documents.send(new GetCommand({ TableName: 'deliveries', Key, ConsistentRead: true }))).Item;
}
/** The item of the recipient as an award of this entry has left it. */
async function makeRecipient(of: string): Promise<void> {
  const Item = {
    key: recipientKey(recipient),
    awardId: awardIdOf(waveId, of),
    waveId,
    entryId: of,
    householdKey: 'household',
    awardedAt: AWARDED_AT,
  };
  await emulator.documents.send(new PutCommand({ TableName: 'recipients', Item }));
}

describe('a notice', () => {
  test('goes to the number that was sealed, and the recipient is noted as told, once', async () => {
    await makeRecipient(entryId);
    expect(await deliverNotice(deps, notice)).toEqual({ outcome: 'sent' });
    const at = new Date(clock.now()).toISOString();
    expect(sent).toEqual([
      { to: person.phone, noticeId: `${waveId}.${entryId}.selected`, text: expect.stringContaining('TERPILIH') },
    ]);
    expect(await delivery()).toMatchObject({ state: 'sent', sentAt: at });
    expect(await recipientItem()).toMatchObject({ notifiedAt: at });
    clock.epochMs += 10 * LEASE_MS;
    expect(await deliverNotice(deps, notice)).toEqual({ outcome: 'sentBefore' });
    expect(sent).toHaveLength(1);
    await deps.recipients.note({ personKey: recipient, waveId, entryId, notifiedAt: AWARDED_AT });
    expect(await recipientItem()).toMatchObject({ notifiedAt: at });
  });

  test('that comes ten times at once goes out once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => deliverNotice(deps, notice)));
    expect(sent).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: RETRYABLE.transient });
  });

  test('whose function died before sending is sent when its lease is over, and not before', async () => {
    await deps.deliveries.take(noticeIdOf(notice), clock.now(), LEASE_MS);
    clock.epochMs += LEASE_MS - 1;
    await expect(deliverNotice(deps, notice)).rejects.toMatchObject({ name: RETRYABLE.transient });
    expect(sent).toEqual([]);
    clock.epochMs += 1;
    expect(await deliverNotice(deps, notice)).toEqual({ outcome: 'sent' });
    expect(sent).toHaveLength(1);
  });

  test('whose function died after sending and noting it is noted on the recipient when it comes again', async () => {
    await makeRecipient(entryId);
    const died = { ...deps, recipients: { note: () => Promise.reject(new Error('killed')) } };
    await expect(deliverNotice(died, notice)).rejects.toThrow('killed');
    const { sentAt } = (await delivery())!;
    clock.epochMs += LEASE_MS;
    expect(await deliverNotice(deps, notice)).toEqual({ outcome: 'sentBefore' });
    expect(sent).toHaveLength(1);
    expect(await recipientItem()).toMatchObject({ notifiedAt: sentAt });
  });

  test('that SNS has not taken is sent the next time', async () => {
    const failing = { ...deps, messenger: { send: () => Promise.reject(new Error('SNS is not there')) } };
    await expect(deliverNotice(failing, notice)).rejects.toThrow('SNS is not there');
    clock.epochMs += LEASE_MS;
    expect(await deliverNotice(deps, notice)).toEqual({ outcome: 'sent' });
  });

  test('of another award is not noted on the recipient, and none makes a recipient', async () => {
    await makeRecipient('f'.repeat(32));
    await deliverNotice(deps, notice);
    expect(await recipientItem()).not.toHaveProperty('notifiedAt');
    const nobody = personKey(PEPPER, '1234');
    await deps.recipients.note({ personKey: nobody, waveId, entryId, notifiedAt: AWARDED_AT });
    const Key = { key: recipientKey(nobody) };
    expect((await emulator.documents.send(new GetCommand({ TableName: 'recipients', Key }))).Item).toBeUndefined();
  });

  test('of another kind is not noted on the recipient', async () => {
    await makeRecipient(entryId);
    notice = { kind: 'revoked', waveId, entryId, registrationKey: key, day: '2020-09-01' };
    expect(await deliverNotice(deps, notice)).toEqual({ outcome: 'sent' });
    expect(await recipientItem()).not.toHaveProperty('notifiedAt');
  });

  test('to somebody whose details were erased is undeliverable, for good, and nothing is opened', async () => {
    await registrationsStore(emulator.documents, 'registrations').eraseSealed(waveId, shard, { registrationKey: key, entryId });
    const before = sealing.calls;
    for (let times = 0; times < 2; times++)
      expect(await deliverNotice(deps, notice)).toEqual({ outcome: 'undeliverable', reason: 'details-erased' });
    expect([sent, sealing.calls]).toEqual([[], before]);
  });

  test('to a number that no message can go to is undeliverable, for good', async () => {
    let tries = 0;
    const messenger: DeliverDeps['messenger'] = {
      async send() {
        tries++;
        return { outcome: 'notReachable' };
      },
    };
    for (let times = 0; times < 2; times++)
      expect(await deliverNotice({ ...deps, messenger }, notice)).toEqual({ outcome: 'undeliverable', reason: 'not-reachable' });
    expect(tries).toBe(1);
  });

  test('whose key is of another registration goes to nobody', async () => {
    notice = { ...notice, entryId: 'e'.repeat(32) };
    await expect(deliverNotice(deps, notice)).rejects.toThrow("has no registration by the notice's key");
    expect(sent).toEqual([]);
  });
});

describe('an opening', () => {
  const openings = async () => {
    const query = new QueryCommand({
      TableName: 'audit',
      KeyConditionExpression: '#chain = :chain',
      ExpressionAttributeNames: { '#chain': 'chain' },
      ExpressionAttributeValues: { ':chain': `openings-${shard}` },
    });
    return ((await emulator.documents.send(query)).Items ?? []).filter((item) => item['waveId'] === waveId);
  };

  test('is in the log of its shard before anything is opened', async () => {
    await deliverNotice(deps, notice);
    expect(await openings()).toMatchObject([{ actor: 'notification', act: 'open-registration', purpose: 'notify', entryId }]);
  });

  test('that can not be logged does not happen', async () => {
    const before = sealing.calls;
    const unlogged = { ...deps, audit: () => Promise.reject(new Error('no log')) };
    await expect(deliverNotice(unlogged, notice)).rejects.toThrow('no log');
    expect([sent, sealing.calls]).toEqual([[], before]);
  });
});

test('an award that was told can be awarded again without harm', async () => {
  await makeRecipient(entryId);
  await deliverNotice(deps, notice);
  expect(await award(entryId)).toBe('awarded');
  expect(await recipientItem()).toHaveProperty('notifiedAt');
});
