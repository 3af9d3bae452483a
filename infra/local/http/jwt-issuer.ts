import { createPrivateKey, createPublicKey, randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  type JSONWebKeySet,
  type JWTPayload,
  SignJWT,
} from 'jose';
import type { Clock } from '../clock.ts';
import { keptSecret } from '../data-folder.ts';

/** What stands in for a Cognito user pool: its issuer, its public keys, and the signing of access tokens. */
export type JwtIssuer = {
  readonly issuer: string;
  readonly keys: JSONWebKeySet;
  /** An access token as Cognito gives it: `client_id`, `token_use`, `cognito:groups`. Without `validSeconds` it is good for a working day, as nobody renews it. */
  accessToken(facts: { clientId: string; groups: readonly string[]; username: string; validSeconds?: number }): Promise<string>;
  /** What OpenID Connect says of whoever has signed in. */
  idToken(facts: { clientId: string; username: string; validSeconds: number }): Promise<string>;
};

const WORKING_DAY_SECONDS = 12 * 3600;
const ALGORITHM = 'RS256';

/** @param keyFile the pool's private key, made at first use */
export async function openJwtIssuer(issuer: string, keyFile: string, clock: Pick<Clock, 'now'>): Promise<JwtIssuer> {
  const pem = await keptSecret(keyFile, async () =>
    exportPKCS8((await generateKeyPair(ALGORITHM, { extractable: true })).privateKey),
  );
  const privateKey = await importPKCS8(pem, ALGORITHM);
  const publicJwk = await exportJWK(createPublicKey(createPrivateKey(pem)));
  const kid = await calculateJwkThumbprint(publicJwk);
  const sign = (claims: JWTPayload, subject: string, validSeconds: number) => {
    const now = Math.floor(clock.now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid })
      .setIssuer(issuer)
      .setSubject(subject)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + validSeconds)
      .sign(privateKey);
  };
  return {
    issuer,
    keys: { keys: [{ ...publicJwk, kid, alg: ALGORITHM, use: 'sig' }] },
    accessToken({ clientId, groups, username, validSeconds = WORKING_DAY_SECONDS }) {
      const claims = { client_id: clientId, token_use: 'access', scope: 'openid', 'cognito:groups': [...groups], username };
      return sign(claims, username, validSeconds);
    },
    idToken: ({ clientId, username, validSeconds }) =>
      sign({ aud: clientId, token_use: 'id', 'cognito:username': username }, username, validSeconds),
  };
}
