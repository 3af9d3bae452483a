import * as z from 'zod/mini';

/** The header's `typ` and the claims' `aud` of what partners sign. */
export const PARTNER_TYPE = 'gelombang-partner+jwt';
export const PARTNER_AUDIENCE = 'gelombang';

/** A signature may not live longer, and clocks may differ by no more. */
export const LONGEST_LIFE_SECONDS = 300;
export const SKEW_SECONDS = 60;

/** A nonce or an idempotency key: 16 to 64 characters that are safe anywhere. */
export const requestNameSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/));

/**
 * What a partner signs of a request: method and path as in DPoP (RFC 9449), the bytes of the body, the idempotency key, and a nonce
 * by which it is this one request and no other.
 */
export const requestClaimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  /** The nonce. */
  jti: requestNameSchema,
  htm: z.string(),
  /** The path, as the API has it: without host, stage or query. */
  htu: z.string(),
  /** Hex SHA-256 of the body's bytes. */
  body: z.string(),
  /** The idempotency key. */
  idem: requestNameSchema,
});
export type RequestClaims = z.infer<typeof requestClaimsSchema>;

export function activationsPath(partnerId: string): string {
  return `/v1/partners/${partnerId}/activations`;
}
