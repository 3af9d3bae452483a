import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { type PartnerKey, signedActivation } from '#shared/partners/sign-request.ts';
import { thumbprint } from '#shared/tokens/signing-key.ts';
import type { HttpClient } from './http-client.ts';
import { ReplayStopped } from './programme.ts';

const PARTNER_ID = 'pasar-pelatihan';

export type Marketplace = {
  /** Says that a place is used. @returns the status of the answer */
  activate(waveId: string, entryId: string): Promise<number>;
};

/**
 * The marketplace of trainings: a partner with a key of its own, which an officer registers before its first request.
 * @param now epoch milliseconds
 */
export function marketplace(send: HttpClient['send'], officerToken: () => Promise<string>, now: () => number): Marketplace {
  let registered: Promise<PartnerKey> | undefined;
  return {
    async activate(waveId, entryId) {
      registered ??= officerToken().then((token) => register(send, token));
      const key = await registered;
      const idempotencyKey = fresh();
      for (;;) {
        const { method, path, headers, body } = signedActivation(key, {
          waveId,
          entryId,
          idempotencyKey,
          nonce: fresh(),
          now: now(),
        });
        const answer = await send(method, path, { text: body, headers });
        // The connection broke after the nonce was taken, and the client sent the same again: another nonce, by the same key.
        if (!answer.body.includes('replayed-request')) return answer.status;
      }
    },
  };
}

async function register(send: HttpClient['send'], token: string): Promise<PartnerKey> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const x = privateKey.export({ format: 'jwk' }).x as string;
  const body = { name: 'Pasar Pelatihan', keys: [{ kty: 'OKP', crv: 'Ed25519', x }], state: 'active' };
  const answer = await send('PUT', `/v1/partners/${PARTNER_ID}`, { body, token });
  if (answer.status !== 200 && answer.status !== 201)
    throw new ReplayStopped(`The marketplace was not registered as a partner: ${answer.status} ${answer.body}`);
  return {
    partnerId: PARTNER_ID,
    keyId: thumbprint(x),
    privateKey: createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  };
}

function fresh(): string {
  return randomBytes(16).toString('base64url');
}
