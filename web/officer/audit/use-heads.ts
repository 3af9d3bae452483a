import { useEffect, useState } from 'preact/hooks';
import type { AuditEntry } from '#shared/audit/audit-entry.ts';
import { headFault } from '#shared/audit/audit-heads.ts';
import { type AuditHeads, auditHeadsSchema } from '#shared/evidence/documents.ts';
import { AUDIT_HEADS_FILE } from '#shared/evidence/evidence-names.ts';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { ask } from '#web/shared/api.ts';
import type { Waves } from '#web/shared/waves.ts';

/** The heads that were published with the waves' results. Whether they are signed is what the recount of the wave says. */
export function useHeads(known: Waves): readonly AuditHeads[] {
  const { language } = useOfficer();
  const [heads, setHeads] = useState<readonly AuditHeads[]>([]);
  const waves = known.state === 'known' ? known.waves.filter(({ state }) => state === 'published') : [];
  const names = waves.map(({ waveId }) => waveId).join(' ');
  useEffect(() => {
    let ended = false;
    const readAll = async () => {
      const found: AuditHeads[] = [];
      for (const waveId of names.split(' ').filter(Boolean)) {
        const { json } = await ask(`/v1/waves/${waveId}/evidence/${AUDIT_HEADS_FILE}`, language);
        const { data } = auditHeadsSchema.safeParse(json);
        if (data) found.push(data);
      }
      if (!ended) setHeads(found);
    };
    void readAll();
    return () => {
      ended = true;
    };
  }, [names, language]);
  return heads;
}

/** What the published heads of a chain say of what was read of it. */
export type HeadsFound = { standing: number; ahead: number; fault?: { waveId: string; number: number } };

/** Holds a chain against the heads that were published of it. @param isWhole whether it was read to its end */
export function heldAgainst(
  published: readonly AuditHeads[],
  chain: string,
  entries: readonly AuditEntry[],
  isWhole: boolean,
): HeadsFound {
  const found: HeadsFound = { standing: 0, ahead: 0 };
  for (const { waveId, chains } of published) {
    const head = chains.find((of) => of.chain === chain);
    if (!head) continue;
    if (!isWhole && head.entries > entries.length) found.ahead++;
    else if (headFault(head, entries)) found.fault ??= { waveId, number: head.entries };
    else found.standing++;
  }
  return found;
}
