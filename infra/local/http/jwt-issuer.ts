import { createPrivateKey, createPublicKey, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JSONWebKeySet, SignJWT } from 'jose';
import type { Clock } from '../clock.ts';
import { keptSecret } from '../data-folder.ts';

/** What stands in for a Cognito user pool: its issuer, its public keys, and the signing of access tokens. */
export type JwtIssuer = {
  readonly issuer: string;
  readonly keys: JSONWebKeySet;
  /** An access token as Cognito gives it: `client_id`, `token_use`, `cognito:groups`. */
  accessToken(facts: { clientId: string; groups: readonly string[]; username: string }): Promise<string>;
};

/** A working day. Cognito's default is an hour, but there is no sign-in here to renew it. */
const VALID_HOURS = 12;
const ALGORITHM = 'RS256';

/** @param keyFile the pool's private key, made at first use */
export async function openJwtIssuer(issuer: string, keyFile: string, clock: Pick<Clock, 'now'>): Promise<JwtIssuer> {
  const pem = await keptSecret(keyFile, async () =>
    exportPKCS8((await generateKeyPair(ALGORITHM, { extractable: true })).privateKey),
  );
  const privateKey = await importPKCS8(pem, ALGORITHM);
  const publicJwk = await exportJWK(createPublicKey(createPrivateKey(pem)));
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    issuer,
    keys: { keys: [{ ...publicJwk, kid, alg: ALGORITHM, use: 'sig' }] },
    accessToken({ clientId, groups, username }) {
      const now = Math.floor(clock.now() / 1000);
      return new SignJWT({ client_id: clientId, token_use: 'access', scope: 'openid', 'cognito:groups': [...groups], username })
        .setProtectedHeader({ alg: ALGORITHM, kid })
        .setIssuer(issuer)
        .setSubject(username)
        .setJti(randomUUID())
        .setIssuedAt(now)
        .setExpirationTime(now + VALID_HOURS * 3600)
        .sign(privateKey);
    },
  };
}
