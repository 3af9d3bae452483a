import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { type PartnerKey, signedActivation } from '#shared/partners/sign-request.ts';
import { thumbprint } from '#shared/tokens/signing-key.ts';
import type { HttpClient } from './http-client.ts';
import { ReplayStopped } from './programme.ts';
import { type Ask, approvedByTwo } from './scheduling.ts';

const PARTNER_ID = 'pasar-pelatihan';

export type Marketplace = {
  /** Says that a place is used. @returns the status of the answer */
  activate(waveId: string, entryId: string): Promise<number>;
};

/**
 * The marketplace of trainings: a partner with a key of its own, which one officer proposes and another person approves before its first request.
 * @param now epoch milliseconds
 */
export function marketplace(
  send: HttpClient['send'],
  token: (role: 'officer' | 'approver') => Promise<string>,
  now: () => number,
): Marketplace {
  let registered: Promise<PartnerKey> | undefined;
  return {
    async activate(waveId, entryId) {
      registered ??= Promise.all([token('officer'), token('approver')]).then(([officer, approver]) =>
        register(send, { officer, approver }),
      );
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

async function register(send: HttpClient['send'], tokens: { officer: string; approver: string }): Promise<PartnerKey> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const x = privateKey.export({ format: 'jwk' }).x as string;
  const keys = [{ kty: 'OKP', crv: 'Ed25519', x }];
  const body = { kind: 'register-partner', partnerId: PARTNER_ID, name: 'Pasar Pelatihan', keys, state: 'active' };
  const ask: Ask = async (method, path, sent, token) => {
    const answer = await send(method, path, { body: sent, token });
    return { status: answer.status, text: answer.body };
  };
  const { status, text } = await approvedByTwo(ask, body, tokens);
  if (status !== 200) throw new ReplayStopped(`The marketplace was not registered as a partner: ${status} ${text}`);
  return {
    partnerId: PARTNER_ID,
    keyId: thumbprint(x),
    privateKey: createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  };
}

function fresh(): string {
  return randomBytes(16).toString('base64url');
}
