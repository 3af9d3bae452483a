import * as z from 'zod/mini';
import { thumbprint } from '../tokens/signing-key.ts';
import { partnerIdSchema } from './partner-id.ts';

/** Whether the partner's requests are taken. */
export const PARTNER_STATES = ['active', 'suspended'] as const;

/** The 32 bytes of an Ed25519 public key in base64url, in the one way in which they are written: the last two of its 258 bits are none. */
const keyBytes = z.string().check(z.regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/));

/** The public half of an Ed25519 key as a JSON Web Key (RFC 8037). Strict: whoever sends the private half with it is refused. */
export const publicJwkSchema = z
  .strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: keyBytes,
    kid: z.optional(z.string()),
    alg: z.optional(z.enum(['EdDSA', 'Ed25519'])),
    use: z.optional(z.literal('sig')),
  })
  .check(z.refine(({ x, kid }) => kid === undefined || kid === thumbprint(x)));

/** Enough to change keys without a gap, in two systems at once. */
export const MOST_KEYS = 5;

/** What an officer sends of a partner. */
export const partnerBodySchema = z.strictObject({
  /** Of a platform: with seven digits in a row it would hold a phone or an identity number, and it is shown. */
  name: z.string().check(z.regex(/^(?!.*\d{7})\P{C}{1,100}$/u)),
  keys: z.array(publicJwkSchema).check(
    z.minLength(1),
    z.maxLength(MOST_KEYS),
    z.refine((keys) => new Set(keys.map(({ x }) => x)).size === keys.length),
  ),
  state: z.enum(PARTNER_STATES),
});
export type PartnerBody = z.infer<typeof partnerBodySchema>;

/** A platform that may say that a place is used, and the keys by which its requests are known. */
export const partnerSchema = z.strictObject({
  partnerId: partnerIdSchema,
  name: z.string(),
  keys: z.array(z.strictObject({ kid: z.string(), x: keyBytes })),
  state: z.enum(PARTNER_STATES),
  /** That by which it stands; none when one officer alone had registered it, as it once was. */
  proposalId: z.optional(z.string()),
});
export type Partner = z.infer<typeof partnerSchema>;

/** A partner as officers and auditors are shown it: its keys as a JWK set has them. */
export function partnerDocument({ keys, ...partner }: Partner) {
  return { ...partner, keys: keys.map(({ kid, x }) => ({ kty: 'OKP', crv: 'Ed25519', x, kid })) };
}
