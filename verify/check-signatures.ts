import { base64url } from 'jose';
import { characterPerByte, textOf } from '#shared/bytes.ts';
import {
  ATTEMPTS_FILE,
  AUDIT_HEADS_FILE,
  CERTIFICATE_FILE,
  COMMITMENT_FILE,
  DRAW_FILE,
  signatureFile,
  WINNERS_FILE,
} from '#shared/evidence/evidence-names.ts';
import { checkEvidenceSignature } from '#shared/tokens/evidence-signature.ts';
import { keyFinder } from '#shared/tokens/public-keys.ts';
import { readFile } from './documents.ts';
import type { EvidenceSource } from './evidence-source.ts';
import { Fault, type Held, throwFaults } from './findings.ts';
import type { Keys } from './keys.ts';

/** Signed besides the plan and its versions. All other files are named by digest in a signed one. */
const SIGNED = [COMMITMENT_FILE, DRAW_FILE, WINNERS_FILE, AUDIT_HEADS_FILE, CERTIFICATE_FILE, ATTEMPTS_FILE];

/** @param waveId that the signatures must be for @param plans names of the plan's files */
export async function checkSignatures(
  source: EvidenceSource,
  { keys, from }: Keys,
  waveId: string,
  plans: readonly string[],
): Promise<Held<true>> {
  const faults: Fault[] = [];
  const signers = new Set<string>();
  const files = [...plans, ...SIGNED];
  for (const file of files) {
    try {
      signers.add(await signerOf(source, keys, waveId, file));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(error);
    }
  }
  throwFaults(faults);
  return { sentence: `${files.length} files signed by ${[...signers].join(' and ')}, keys from ${from}`, value: true };
}

/** @returns the id of the key that signed the file @throws Fault */
export async function signerOf(source: EvidenceSource, keys: Keys['keys'], waveId: string, file: string): Promise<string> {
  const bytes = await readFile(source, file);
  const signature = await readFile(source, signatureFile(file));
  assertCanonical(signatureFile(file), characterPerByte(signature));
  const checked = await checkEvidenceSignature(keyFinder(keys), `${waveId}/${file}`, bytes, textOf(signature));
  if ('fault' in checked) throw new Fault(signatureFile(file), checked.fault);
  return checked.keyId;
}

/** One signature has one form: decoders also take other ends of the text for the same bytes. */
function assertCanonical(file: string, text: string): void {
  const [, signature = ''] = /^[\w-]+\.\.([\w-]{86})\n$/.exec(text) ?? [];
  if (signature === '' || base64url.encode(base64url.decode(signature)) !== signature)
    throw new Fault(file, 'is not a header, two points, an Ed25519 signature and a line end (cut off?)');
}
