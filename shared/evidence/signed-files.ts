import { signEvidence } from '../tokens/evidence-signature.ts';
import type { SigningKey } from '../tokens/signing-key.ts';
import { evidenceKey, signatureFile } from './evidence-names.ts';
import type { EvidenceStore } from './evidence-store.ts';

export type SignedFiles = { evidence: Pick<EvidenceStore, 'writeFirst' | 'writeOnce'>; signingKey(): Promise<SigningKey> };

/** Publishes a file whose bytes follow from what is written already, and its signature. @throws EvidenceDiffers */
export async function publishOnce(deps: SignedFiles, waveId: string, file: string, bytes: Uint8Array): Promise<void> {
  await deps.evidence.writeOnce(evidenceKey(waveId, file), bytes);
  await publishSignature(deps, waveId, file, bytes);
}

/** Publishes a file of which the first writer decides, and the signature of what stands. @returns the bytes that stand */
export async function publishFirst(deps: SignedFiles, waveId: string, file: string, bytes: Uint8Array): Promise<Uint8Array> {
  const standing = await deps.evidence.writeFirst(evidenceKey(waveId, file), bytes);
  await publishSignature(deps, waveId, file, standing);
  return standing;
}

/** The first signature stands: after a rotation of the key a repeat would sign the same bytes with another one. */
export async function publishSignature(deps: SignedFiles, waveId: string, file: string, bytes: Uint8Array): Promise<void> {
  const signature = await signEvidence(await deps.signingKey(), `${waveId}/${file}`, bytes);
  await deps.evidence.writeFirst(evidenceKey(waveId, signatureFile(file)), Buffer.from(signature));
}
