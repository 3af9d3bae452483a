import { base64url, CompactSign, compactVerify, errors } from 'jose';
import type { KeyFinder } from './public-keys.ts';
import type { SigningKey } from './signing-key.ts';

const EVIDENCE_TYPE = 'gelombang-evidence+jws';

/**
 * Signs a public file: a JWS (Ed25519) with detached content, RFC 7515 appendix F, `<header>..<signature>` and LF. The header names the
 * file with its wave, so that a signature can't be moved to another. Ed25519 is deterministic: the same key gives the same bytes.
 * @param path the file's path below `evidence/`, such as `2020-04/commitment.json`
 */
export async function signEvidence(key: SigningKey, path: string, bytes: Uint8Array): Promise<string> {
  const jws = await new CompactSign(bytes)
    .setProtectedHeader({ alg: 'EdDSA', kid: key.keyId, typ: EVIDENCE_TYPE, file: path })
    .sign(key.privateKey);
  const [header, , signature] = jws.split('.');
  return `${header}..${signature}\n`;
}

/** @returns the id of the key that signed, or a sentence that says what is wrong */
export async function checkEvidenceSignature(
  keys: KeyFinder,
  path: string,
  bytes: Uint8Array,
  signature: string,
): Promise<{ keyId: string } | { fault: string }> {
  const [header, payload, tail, ...rest] = signature.replace(/\n$/, '').split('.');
  if (payload !== '' || !tail || rest.length > 0) return { fault: 'is no JWS with detached content' };
  let keyId: string | undefined;
  try {
    const { protectedHeader } = await compactVerify(
      `${header}.${base64url.encode(bytes)}.${tail}`,
      (protectedHeader_) => {
        keyId = protectedHeader_.kid;
        const key = keys(keyId);
        if (!key) throw new UnknownKey();
        return key;
      },
      { algorithms: ['EdDSA'] },
    );
    if (protectedHeader.typ !== EVIDENCE_TYPE) return { fault: 'is a JWS of another type' };
    if (protectedHeader['file'] !== path) return { fault: `is the signature of another file, ${String(protectedHeader['file'])}` };
    return { keyId: keyId as string };
  } catch (error) {
    if (error instanceof UnknownKey) return { fault: `is by a key that is not among the published ones (${keyId ?? 'no key id'})` };
    if (error instanceof errors.JOSEError || error instanceof TypeError) return { fault: 'does not belong to these bytes' };
    throw error;
  }
}

class UnknownKey extends Error {}
