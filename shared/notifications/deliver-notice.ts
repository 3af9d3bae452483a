import type { AuditAppend } from '../audit/audited.ts';
import { openingsChain } from '../audit/chains.ts';
import { type Clock, instant } from '../clock.ts';
import { RETRYABLE, RetryableError } from '../errors.ts';
import type { NotifiedStore } from '../recipients/notified-store.ts';
import { shardOf } from '../registrations/person-keys.ts';
import { partitionOf, type RegistrationItem } from '../registrations/registration-item.ts';
import type { RegistrationFinder } from '../registrations/registration-writer-store.ts';
import { readSealedText } from '../registrations/sealed-details.ts';
import { type DeriveSharedSecret, openSealed } from '../sealing/open-sealed.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveReader } from '../waves/wave-reader-store.ts';
import type { DeliveriesStore, Undeliverable } from './deliveries-store.ts';
import { messageText } from './message-texts.ts';
import type { Messenger } from './messenger.ts';
import { type Notice, noticeIdOf, waveOfRegistration } from './notice.ts';

export type DeliverDeps = {
  clock: Clock;
  wave: WaveReader;
  find: RegistrationFinder;
  /** The private halves of all keys that waves have sealed to, which KMS holds. */
  sealingKeys(keyId: string): DeriveSharedSecret;
  audit: AuditAppend;
  deliveries: DeliveriesStore;
  messenger: Messenger;
  recipients: NotifiedStore;
};

export type DeliverOutcome = { outcome: 'sent' } | { outcome: 'sentBefore' } | { outcome: 'undeliverable'; reason: Undeliverable };

/** Longer than the function may run (infra/notification.ts), so that who still works is never overtaken; Lambda tries again after a minute. */
export const LEASE_MS = 60_000;

/**
 * Delivers a notice once, however often it comes. What is between sending and noting it is the one place where a function that dies makes a
 * message go twice: a phone network takes no condition.
 * @throws RetryableError while another function delivers it, and whatever its stores throw: the event comes again then
 */
export async function deliverNotice(deps: DeliverDeps, notice: Notice): Promise<DeliverOutcome> {
  const noticeId = noticeIdOf(notice);
  const taken = await deps.deliveries.take(noticeId, deps.clock.now(), LEASE_MS);
  switch (taken.outcome) {
    case 'beingDelivered':
      throw new RetryableError(RETRYABLE.transient, `${noticeId} is being delivered by another run`);
    case 'undeliverableBefore':
      return { outcome: 'undeliverable', reason: taken.reason };
    case 'sentBefore':
      // Whoever sent it may have died before this.
      await noteOnRecipient(deps, notice, await registrationOf(deps, notice), taken.sentAt);
      return { outcome: 'sentBefore' };
    case 'taken':
      return send(deps, notice, noticeId);
  }
}

async function send(deps: DeliverDeps, notice: Notice, noticeId: string): Promise<DeliverOutcome> {
  const registeredIn = waveOfRegistration(notice);
  const [wave, registration] = await Promise.all([deps.wave(notice.waveId), registrationOf(deps, notice)]);
  const sealedIn = registeredIn === notice.waveId ? wave : await deps.wave(registeredIn);
  if (!wave || !sealedIn) throw new Error(`there are registrations of ${notice.waveId}, and the wave is not there`);
  const { sealed } = registration;
  if (!sealed) return undeliverable(deps, noticeId, 'details-erased');
  const to = await phoneOf(deps, sealedIn, { ...registration, sealed });
  const { outcome } = await deps.messenger.send({ to, text: messageText(notice, wave.plan.number), noticeId });
  if (outcome === 'notReachable') return undeliverable(deps, noticeId, 'not-reachable');
  const sentAt = deps.clock.now();
  await deps.deliveries.sent(noticeId, sentAt);
  await noteOnRecipient(deps, notice, registration, instant(sentAt));
  return { outcome: 'sent' };
}

async function registrationOf(deps: DeliverDeps, notice: Notice): Promise<RegistrationItem> {
  const { entryId, registrationKey } = notice;
  const waveId = waveOfRegistration(notice);
  const registration = await deps.find(partitionOf(waveId, shardOf(registrationKey)), registrationKey);
  if (registration?.entryId !== entryId) throw new Error(`entry ${entryId} of ${waveId} has no registration by the notice's key`);
  return registration;
}

/** Opened for this one message, and said so before: where that can't be written, nothing is opened. */
async function phoneOf(deps: DeliverDeps, wave: Wave, item: RegistrationItem & { sealed: Uint8Array }): Promise<string> {
  const { waveId, sealingKeyId } = wave;
  const { registrationKey, entryId, sealed } = item;
  await deps.audit(openingsChain(shardOf(registrationKey)), {
    actor: 'notification',
    act: 'open-registration',
    purpose: 'notify',
    waveId,
    entryId,
  });
  return readSealedText(await openSealed(sealed, registrationKey, deps.sealingKeys(sealingKeyId))).phone;
}

async function undeliverable(deps: DeliverDeps, noticeId: string, reason: Undeliverable): Promise<DeliverOutcome> {
  await deps.deliveries.undeliverable(noticeId, reason);
  return { outcome: 'undeliverable', reason };
}

async function noteOnRecipient(
  deps: DeliverDeps,
  notice: Notice,
  { personKey }: RegistrationItem,
  notifiedAt: string,
): Promise<void> {
  if (notice.kind !== 'selected') return;
  const { waveId, entryId } = notice;
  await deps.recipients.note({ personKey, waveId, entryId, notifiedAt });
}
