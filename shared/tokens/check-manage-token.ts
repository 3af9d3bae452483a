import { errors, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { keyFinder, type PublicKey } from './public-keys.ts';
import { MANAGE_AUDIENCE, MANAGE_TYPE } from './sign-tokens.ts';

const claimsSchema = z.object({ waveId: z.string(), registrationKey: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });
export type ManageClaims = z.infer<typeof claimsSchema>;

/** @param keys that may have signed it @param now epoch milliseconds @returns what the token allows, or undefined when it isn't a valid manage token of this system */
export async function checkManageToken(keys: readonly PublicKey[], token: string, now: number): Promise<ManageClaims | undefined> {
  const find = keyFinder(keys);
  const keyOf = ({ kid }: { kid?: string }) => {
    const key = find(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: ['EdDSA'],
      audience: MANAGE_AUDIENCE,
      typ: MANAGE_TYPE,
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    });
    const claims = claimsSchema.safeParse(payload);
    return claims.success ? claims.data : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
