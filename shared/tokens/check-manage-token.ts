import { errors, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { MANAGE_AUDIENCE, MANAGE_TYPE } from './sign-tokens.ts';
import type { SigningKey } from './signing-key.ts';

const claimsSchema = z.object({ waveId: z.string(), registrationKey: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });
export type ManageClaims = z.infer<typeof claimsSchema>;

/** @param now epoch milliseconds @returns what the token allows, or undefined when it isn't a valid manage token of this system */
export async function checkManageToken(key: SigningKey, token: string, now: number): Promise<ManageClaims | undefined> {
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
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
