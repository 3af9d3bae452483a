import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import type { Clock } from '../clock.ts';

export type JwtAuthorizerOptions = {
  issuer: string;
  /** One of them must be the token's `aud`, or its `client_id` where it has no `aud` (as Cognito's access tokens). */
  audiences: readonly string[];
  keys: JSONWebKeySet;
  clock: Pick<Clock, 'now'>;
};

/** The claims as texts, or why there are none: `missing`, or a description for the header `www-authenticate`. */
export type Authorization = { claims: Record<string, string> } | { refused: 'missing' | { description: string } };
export type JwtAuthorizer = (header: string | undefined) => Promise<Authorization>;

/** AWS's JWT authorizer takes RSA signatures only. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** The JWT authorizer of an HTTP API, on the runtime's clock and the local user pool's keys. */
export function jwtAuthorizer(options: JwtAuthorizerOptions): JwtAuthorizer {
  const keys = createLocalJWKSet(options.keys);
  return async (header) => {
    const token = header?.replace(/^Bearer\s+/i, '').trim();
    if (!token) return { refused: 'missing' };
    try {
      const now = options.clock.now();
      const { payload } = await jwtVerify(token, keys, {
        issuer: options.issuer,
        algorithms: ALGORITHMS,
        currentDate: new Date(now),
        requiredClaims: ['exp'],
      });
      if ((payload.iat ?? 0) * 1000 > now) return invalid('the token was issued in the future');
      const audience = payload.aud ?? payload['client_id'];
      const given = Array.isArray(audience) ? audience : [audience];
      if (!given.some((one) => options.audiences.includes(String(one)))) return invalid('the token is for another audience');
      return { claims: Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)])) };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return invalid('the token has expired');
      if (error instanceof errors.JOSEError) return invalid('the token is not valid');
      throw error;
    }
  };
}

function invalid(description: string): Authorization {
  return { refused: { description } };
}

/** Claims reach the function as texts; a list as `[a b]`. */
function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
