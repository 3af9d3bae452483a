import type { Clock } from '../clock.ts';
import type { RecipientReader } from '../recipients/recipient-reader-store.ts';
import { type Seal, sealTo } from '../sealing/seal.ts';
import { signTokens, type Tokens } from '../tokens/sign-tokens.ts';
import type { SigningKey } from '../tokens/signing-key.ts';
import { servesProvince, stateOf, type Wave } from '../waves/wave.ts';
import type { WaveReader } from '../waves/wave-reader-store.ts';
import { sexOf, showsBirthDate } from './nik.ts';
import type { PepperFacts, PeppersOfWave } from './peppers.ts';
import { detailsHash, householdKey, householdTag, personKey, registrationKey, shardOf } from './person-keys.ts';
import { hasPriority } from './priority.ts';
import { canonicalDetails, type RegistrationBody } from './registration-body.ts';
import { partitionOf, type RegistrationItem } from './registration-item.ts';
import type { RegistrationFinder, RegistrationWriter } from './registration-writer-store.ts';
import { sealedText } from './sealed-details.ts';

export type RegisterDeps = {
  clock: Clock;
  /** A wave as it was at most five seconds ago. */
  wave: WaveReader;
  hasReceived: RecipientReader;
  keep: RegistrationWriter;
  /** The person's registration in the wave, if there is one. */
  find: RegistrationFinder;
  /** @throws WrongPepper when the secret isn't what the wave was announced with */
  peppers(of: PepperFacts): Promise<PeppersOfWave>;
  signingKey(): Promise<SigningKey>;
  /** 16 random bytes as 32 hex digits. */
  newEntryId(): string;
};

export type RegisterOutcome =
  | ({ outcome: 'registered' | 'registeredBefore'; entryId: string; waveId: string; registeredAt: string } & Tokens)
  | { outcome: 'unknownWave' | 'notOpenYet' | 'closed' | 'otherDetails' | 'receivedBefore' | 'wrongProvince' | 'bornInTheFuture' };

/**
 * Registers a person in a wave. Nothing is stored unless the outcome is `registered`; a repeat with the same details is
 * `registeredBefore` with the same entry and byte for byte the same tokens.
 */
export async function register(deps: RegisterDeps, waveId: string, body: RegistrationBody): Promise<RegisterOutcome> {
  const now = deps.clock.now();
  const asked = await openWave(deps, waveId, now);
  if ('outcome' in asked) return asked;
  const { wave } = asked;
  const { plan } = wave;
  if (!servesProvince(plan, body.province)) return { outcome: 'wrongProvince' };
  const registeredAt = new Date(now).toISOString();
  if (body.birthDate > registeredAt.slice(0, 10)) return { outcome: 'bornInTheFuture' };

  const peppers = await deps.peppers(wave.pepper);
  const person = personKey(peppers.lifetime, body.nik);
  const key = registrationKey(peppers.wave, waveId, body.nik);
  const partition = partitionOf(waveId, shardOf(key));
  const details = detailsHash(peppers.wave, canonicalDetails(body));
  if (await deps.hasReceived(person)) {
    // Another wave may have taken the person since: a repeat of what was accepted here still gets its receipt.
    const earlier = await deps.find(partition, key);
    return earlier?.detailsHash === details ? receiptFor('registeredBefore', earlier) : { outcome: 'receivedBefore' };
  }

  const item: RegistrationItem = {
    partition,
    registrationKey: key,
    entryId: deps.newEntryId(),
    registeredAt,
    personKey: person,
    householdKey: householdKey(peppers.lifetime, body.kk),
    householdTag: householdTag(peppers.wave, waveId, body.kk),
    detailsHash: details,
    province: body.province,
    birthDate: body.birthDate,
    sex: sexOf(body.nik),
    occupation: body.occupation,
    laidOff: body.laidOff,
    inFormalEducation: body.inFormalEducation,
    birthDateDiffersFromNik: !showsBirthDate(body.nik, body.birthDate),
    sealed: sealFor(wave)(sealedText(body), key),
  };
  const standing = await deps.keep(item);
  if (standing.detailsHash !== details) return { outcome: 'otherDetails' };
  return receiptFor(standing.entryId === item.entryId ? 'registered' : 'registeredBefore', standing);

  async function receiptFor(outcome: 'registered' | 'registeredBefore', of: RegistrationItem): Promise<RegisterOutcome> {
    const tokens = signTokens(await deps.signingKey(), waveId, of, hasPriority(plan, of.laidOff));
    return { outcome, entryId: of.entryId, waveId, registeredAt: of.registeredAt, ...tokens };
  }
}

/** A wave that takes registrations at that time, or why it takes none. @param now epoch milliseconds */
export async function openWave(
  deps: Pick<RegisterDeps, 'wave'>,
  waveId: string,
  now: number,
): Promise<{ wave: Wave } | { outcome: 'unknownWave' | 'notOpenYet' | 'closed' }> {
  const wave = await deps.wave(waveId);
  if (!wave) return { outcome: 'unknownWave' };
  const state = stateOf(wave, now);
  if (state === 'announced') return { outcome: 'notOpenYet' };
  return state === 'open' ? { wave } : { outcome: 'closed' };
}

const seals = new Map<string, Seal>();

function sealFor(wave: Wave): Seal {
  let seal = seals.get(wave.sealingPublicKey);
  if (!seal) {
    seal = sealTo(wave.sealingPublicKey);
    seals.set(wave.sealingPublicKey, seal);
  }
  return seal;
}
