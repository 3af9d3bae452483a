import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';

const sealing = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

/** What KMS does with the sealing key: gives its public half, and agrees on a secret. */
export function keyAgreement(name: string, input: Record<string, unknown>): object {
  if (name === 'GetPublicKeyCommand') return { PublicKey: sealing.publicKey.export({ format: 'der', type: 'spki' }) };
  const publicKey = createPublicKey({ key: Buffer.from(input['PublicKey'] as Uint8Array), format: 'der', type: 'spki' });
  return { SharedSecret: diffieHellman({ privateKey: sealing.privateKey, publicKey }) };
}
