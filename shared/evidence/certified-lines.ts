import { type Certificate, certificateSchema, readDocument } from './documents.ts';
import { CERTIFICATE_FILE, evidenceKey } from './evidence-names.ts';
import type { EvidenceStore } from './evidence-store.ts';
import { sha256Hex } from './sha256.ts';

/** The lines of a published file of one line an entry, each as its columns. @throws when the file isn't the one that the certificate names */
export type CertifiedLines = (waveId: string, file: string) => Promise<string[][]>;

/** A certificate never changes, so that of the wave that was asked for last is read and parsed once. */
export function certifiedLines(evidence: Pick<EvidenceStore, 'readWritten'>): CertifiedLines {
  let last: { waveId: string; files: Promise<Certificate['files']> } | undefined;
  const filesOf = (waveId: string) => {
    if (last?.waveId === waveId) return last.files;
    const files = evidence
      .readWritten(evidenceKey(waveId, CERTIFICATE_FILE))
      .then((bytes) => readDocument(certificateSchema, bytes).files);
    last = { waveId, files };
    files.catch(() => {
      last = undefined;
    });
    return files;
  };
  return async (waveId, file) => {
    const [files, bytes] = await Promise.all([filesOf(waveId), evidence.readWritten(evidenceKey(waveId, file))]);
    if (files[file] !== sha256Hex(bytes)) throw new Error(`${file} of ${waveId} is not the file that its certificate names`);
    const lines = Buffer.from(bytes).toString().split('\n').slice(0, -1);
    return lines.map((line) => line.split(','));
  };
}
