import { createHmac, type KeyObject } from 'node:crypto';

/** 32 secret bytes, best as a key object: made into one anew for each hash, bytes cost five times the hash. */
export type Pepper = KeyObject | Uint8Array;

/**
 * Keys by which people are found again without storing who they are: HMAC-SHA-256 under the pepper (32 secret bytes), with a
 * label that keeps the kinds apart. Persons and households are known for a lifetime, by version 1 of the pepper; what belongs to one wave
 * goes by the version that the wave names (shared/registrations/peppers.ts).
 */
export function personKey(pepper: Pepper, nik: string): string {
  return keyedHash(pepper, `person\n${nik}`).toString('base64url');
}

export function householdKey(pepper: Pepper, kk: string): string {
  return keyedHash(pepper, `household\n${kk}`).toString('base64url');
}

/** 64 hex digits; the first two are the registration's shard. */
export function registrationKey(pepper: Pepper, waveId: string, nik: string): string {
  return keyedHash(pepper, `registration\n${waveId}\n${nik}`).toString('hex');
}

export function shardOf(key: string): string {
  return key.slice(0, 2);
}

/** 16 hex digits that show in a wave's public files which entries share a household, and nothing in any other wave. */
export function householdTag(pepper: Pepper, waveId: string, kk: string): string {
  return keyedHash(pepper, `tag\n${waveId}\n${kk}`).toString('hex', 0, 8);
}

/** Tells whether two bodies hold the same details, without keeping them readable. */
export function detailsHash(pepper: Pepper, details: string): string {
  return keyedHash(pepper, `details\n${details}`).toString('base64url');
}

/** 16 hex digits by which a pepper is known again. */
export function pepperCheck(pepper: Pepper): string {
  return keyedHash(pepper, 'check').toString('hex', 0, 8);
}

function keyedHash(pepper: Pepper, text: string): Buffer {
  return createHmac('sha256', pepper).update(text).digest();
}
