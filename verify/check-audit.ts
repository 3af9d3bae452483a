import { certifiedAudit } from '#shared/audit/audit-heads.ts';
import { auditHeadsSchema, type Certificate } from '#shared/evidence/documents.ts';
import { AUDIT_HEADS_FILE, CERTIFICATE_FILE } from '#shared/evidence/evidence-names.ts';
import { assertSame, readDocument } from './documents.ts';
import type { EvidenceSource } from './evidence-source.ts';
import { Fault, type Held } from './findings.ts';

/** The certificate says of the audit log what its file of heads says. Whether the log is as they say is another command's question. */
export async function checkAudit(source: EvidenceSource, certificate: Certificate): Promise<Held<true>> {
  const { document: heads } = await readDocument(source, AUDIT_HEADS_FILE, auditHeadsSchema);
  assertSame(AUDIT_HEADS_FILE, 'the wave is', heads.waveId, certificate.waveId);
  const names = heads.chains.map(({ chain }) => chain);
  const outOfOrder = names.find((chain, at) => at > 0 && chain <= (names[at - 1] as string));
  if (outOfOrder !== undefined) throw new Fault(AUDIT_HEADS_FILE, `names ${outOfOrder} out of the order of the chains, or twice`);
  assertSame(CERTIFICATE_FILE, 'the audit log is', certificate.audit, certifiedAudit(heads));
  const { entries, openings } = certificate.audit;
  return {
    sentence: `${entries} entries of officers' acts and ${openings} of sealed data opened, in ${names.length} chains with their heads`,
    value: true,
  };
}
