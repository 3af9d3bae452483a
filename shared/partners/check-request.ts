import { errors, jwtVerify } from 'jose';
import { sha256Hex } from '../evidence/sha256.ts';
import { keyFinder } from '../tokens/public-keys.ts';
import type { Partner } from './partner.ts';
import { partnerIdSchema } from './partner-id.ts';
import type { PartnersStore } from './partners-store.ts';
import { LONGEST_LIFE_SECONDS, PARTNER_AUDIENCE, PARTNER_TYPE, requestClaimsSchema, SKEW_SECONDS } from './signed-request.ts';

/** A request as it came: the partner in its path, what it carries, and the bytes of its body. */
export type ReceivedRequest = {
  partnerId: string | undefined;
  method: string;
  path: string;
  token: string | undefined;
  idempotencyKey: string | undefined;
  body: Uint8Array;
};

/** A request that a partner has signed, this one and no other. Whether its nonce is used up already isn't asked here. */
export type PartnerRequest = { partnerId: string; nonce: string; idempotencyKey: string; bodyHash: string };

/**
 * Whether an active partner has signed this request: by one of its keys, with EdDSA, in the last minutes, for this path, these bytes and this idempotency key.
 * @param now epoch milliseconds
 * @returns undefined when anything at all is wrong with it: a caller is told no more than that
 */
export async function checkPartnerRequest(
  partners: Pick<PartnersStore, 'read'>,
  received: ReceivedRequest,
  now: number,
): Promise<PartnerRequest | undefined> {
  const partnerId = partnerIdSchema.safeParse(received.partnerId);
  if (!partnerId.success || received.token === undefined) return undefined;
  const partner = await partners.read(partnerId.data);
  if (partner?.state !== 'active') return undefined;
  const claims = await claimsSignedBy(partner, received.token, now);
  if (!claims) return undefined;
  const bodyHash = sha256Hex(received.body);
  const isThisRequest =
    claims.htm === received.method &&
    claims.htu === received.path &&
    claims.idem === received.idempotencyKey &&
    claims.body === bodyHash;
  return isThisRequest ? { partnerId: partner.partnerId, nonce: claims.jti, idempotencyKey: claims.idem, bodyHash } : undefined;
}

async function claimsSignedBy(partner: Partner, token: string, now: number) {
  const find = keyFinder(partner.keys.map(({ kid, x }) => ({ keyId: kid, x })));
  const keyOf = ({ kid }: { kid?: string }) => {
    const key = find(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: ['EdDSA'],
      typ: PARTNER_TYPE,
      issuer: partner.partnerId,
      audience: PARTNER_AUDIENCE,
      currentDate: new Date(now),
      clockTolerance: SKEW_SECONDS,
    });
    const claims = requestClaimsSchema.safeParse(payload);
    if (!claims.success) return undefined;
    const { iat, exp } = claims.data;
    const livesBriefly = exp > iat && exp - iat <= LONGEST_LIFE_SECONDS;
    const notFromTheFuture = iat <= now / 1000 + SKEW_SECONDS;
    return livesBriefly && notFromTheFuture ? claims.data : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
