import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Bearer } from '../tokens.ts';

/** What somebody has agreed to by signing in, until it is changed for tokens. */
type Code = { bearer: Bearer; clientId: string; redirectUri: string; challenge: string; endsAt: number };
type Renewal = { bearer: Bearer; clientId: string; endsAt: number };

/** As Cognito has it. */
const CODE_SECONDS = 300;

export type Grants = ReturnType<typeof createGrants>;

/** Codes and refresh tokens of this process: whoever had one signs in again after it has ended. Each code is good once. */
export function createGrants(clock: Pick<Clock, 'now'>) {
  const codes = new Map<string, Code>();
  const renewals = new Map<string, Renewal>();
  return {
    /** A code for whoever has signed in, good once and for five minutes. @param challenge SHA-256 of the verifier, base64url (RFC 7636) */
    codeFor(granted: Omit<Code, 'endsAt'>): string {
      const code = randomUUID();
      codes.set(code, { ...granted, endsAt: clock.now() + CODE_SECONDS * 1000 });
      return code;
    },
    /** Uses a code up, whether it is good or not. @returns who has signed in, or undefined when the code isn't for this */
    redeem(code: string, by: { clientId: string; redirectUri: string; verifier: string }): Bearer | undefined {
      const found = codes.get(code);
      codes.delete(code);
      const challenge = createHash('sha256').update(by.verifier).digest('base64url');
      const same = found?.clientId === by.clientId && found.redirectUri === by.redirectUri && found.challenge === challenge;
      return same && found.endsAt > clock.now() ? found.bearer : undefined;
    },
    refreshTokenFor(bearer: Bearer, clientId: string, validSeconds: number): string {
      const token = randomUUID();
      renewals.set(token, { bearer, clientId, endsAt: clock.now() + validSeconds * 1000 });
      return token;
    },
    /** @returns for whom another access token may be made, as often as asked until the token ends or is revoked */
    renew(token: string, clientId: string): Bearer | undefined {
      const found = renewals.get(token);
      return found?.clientId === clientId && found.endsAt > clock.now() ? found.bearer : undefined;
    },
    revoke(token: string, clientId: string): void {
      if (renewals.get(token)?.clientId === clientId) renewals.delete(token);
    },
  };
}
