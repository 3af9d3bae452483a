import { unfinishedActs } from '#shared/audit/audit-entry.ts';
import type { AuditHeads } from '#shared/evidence/documents.ts';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { AUDIT } from '#web/officer/texts/audit.ts';
import { numberText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import type { ChainBreak, ReadChain } from './read-chain.ts';
import { heldAgainst } from './use-heads.ts';

const WHY = {
  'of-another-chain': 'brokenOtherChain',
  'out-of-order': 'brokenOrder',
  unlinked: 'brokenLink',
  changed: 'brokenHash',
  malformed: 'brokenForm',
  endless: 'brokenEnd',
} as const satisfies Record<ChainBreak['why'], keyof typeof AUDIT>;

/** Whether a chain holds, as far as it was read. */
export function Verdict({ chain, published }: { chain: ReadChain; published: readonly AuditHeads[] }) {
  const { language } = useOfficer();
  const say = saying(AUDIT, language);
  const { entries, broken, next } = chain;
  const isWhole = next === undefined;
  const heads = heldAgainst(published, chain.chain, entries, isWhole);
  const count = (of: number) => numberText(of, language);
  const faults = [
    ...(broken ? [say('broken', { number: count(broken.number), why: say(WHY[broken.why]) })] : []),
    ...(heads.fault ? [say('headBroken', { ...heads.fault, number: count(heads.fault.number) })] : []),
  ];
  if (faults.length > 0)
    return (
      <div class="card refused" role="alert">
        {faults.map((fault) => (
          <p key={fault} class="deadline">
            {fault}
          </p>
        ))}
      </div>
    );
  const unfinished = isWhole ? unfinishedActs(entries) : 0;
  return (
    <div class="card selected" role="status">
      <p class="deadline done">
        {entries.length === 0 ? say('empty') : say(isWhole ? 'holds' : 'holdsSoFar', { count: count(entries.length) })}
      </p>
      {unfinished > 0 && <p>{say('unfinished', { count: count(unfinished) })}</p>}
      {heads.standing > 0 && <p class="done">{say('headsStand', { count: count(heads.standing) })}</p>}
      {heads.ahead > 0 && <p>{say('headsAhead', { count: count(heads.ahead) })}</p>}
      {heads.standing + heads.ahead === 0 && <p class="quiet">{say('headsNone')}</p>}
    </div>
  );
}
