import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { PartnerBody } from '#shared/partners/partner.ts';
import type { PartnerKey } from '#shared/partners/sign-request.ts';
import { thumbprint } from '#shared/tokens/signing-key.ts';

/** A partner with one key of its own: what it signs with, and what an officer registers. */
export function aPartner(partnerId: string): { key: PartnerKey; body: PartnerBody } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x } = privateKey.export({ format: 'jwk' });
  return {
    key: {
      partnerId,
      keyId: thumbprint(x as string),
      privateKey: createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    },
    body: { name: `Mitra ${partnerId}`, keys: [{ kty: 'OKP', crv: 'Ed25519', x: x as string }], state: 'active' },
  };
}

/** A nonce or an idempotency key that nobody else has. */
export function fresh(): string {
  return randomBytes(16).toString('base64url');
}
