import { useEffect, useRef } from 'preact/hooks';
import type { ProposalDocument } from '#shared/desk/proposal.ts';
import type { Wave } from '#web/shared/api.ts';
import { instantText, remainingText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import { describeProposal, ProposalFacts } from '../describe-proposal.tsx';
import { useMay, useOfficer } from '../signed-in.tsx';
import { KIND_MEANINGS } from '../texts/desk.ts';
import { PROPOSALS } from '../texts/proposals.ts';
import { Decide, Done } from './decision.tsx';
import { NotTaken } from './not-taken.tsx';
import { Origin } from './origin.tsx';
import { useDeciding } from './use-deciding.ts';

type CardProps = {
  proposal: ProposalDocument;
  /** Of a plan: the wave as it stands, if there is one. */
  present: Wave | undefined;
  now: number;
  /** Whether the address names this one: it gets the focus. */
  named: boolean;
  /** After a decision was answered: from then on the card stays, whatever the list says. */
  onAnswered(proposal: ProposalDocument): void;
};

/** A proposal that waits for a decision: all that it says, who made it and when, and the decision of somebody else. */
export function PendingCard({ proposal, present, now, named, onAnswered }: CardProps) {
  const { session, language } = useOfficer();
  const say = saying(PROPOSALS, language);
  const mayDecide = useMay('approver');
  const { deciding, decide } = useDeciding(proposal);
  const { proposalId, kind, proposedBy, decideBy } = proposal;
  const mine = proposedBy === session.subject;
  const done = deciding.step === 'decided';
  // As it was when it was decided: afterwards the wave is what was proposed.
  const before = useRef(present);
  if (deciding.step === 'idle') before.current = present;
  const heading = useRef<HTMLHeadingElement>(null);
  const answered = done || deciding.step === 'refused';
  const told = useRef(onAnswered);
  told.current = onAnswered;
  useEffect(() => {
    if (answered) told.current(proposal);
  }, [answered]);
  useEffect(() => {
    if (named) heading.current?.focus();
  }, [named]);
  const left = Date.parse(decideBy) - now;
  return (
    <article class={done ? 'card selected' : mine ? 'card' : 'card open'} aria-labelledby={`p-${proposalId}`}>
      <h3 id={`p-${proposalId}`} tabindex={-1} ref={heading}>
        {describeProposal(proposal, language)}
      </h3>
      <p class="quiet">{KIND_MEANINGS[kind as keyof typeof KIND_MEANINGS]?.[language]}</p>
      <Origin proposal={proposal} mine={mine} language={language} />
      <p class="deadline">
        {say('decideBy')} {instantText(decideBy, language)}:{' '}
        {left > 0 ? say('left', { left: remainingText(left, language) }) : say('over')}
      </p>
      <ProposalFacts proposal={proposal} present={before.current} language={language} />
      {deciding.step === 'decided' && <Done deciding={deciding} language={language} />}
      {deciding.step === 'refused' && (
        <>
          <NotTaken reply={deciding.reply} language={language} />
          {(deciding.reply.status === undefined || deciding.reply.status >= 500) && (
            <button type="button" class="button" onClick={() => void decide(deciding.decision)}>
              {say('decideAgain')}
            </button>
          )}
        </>
      )}
      {mine && <p class="note">{say('yours')}</p>}
      {!mine && !mayDecide && <p class="note">{say('onlyApprovers')}</p>}
      {!mine && mayDecide && !done && (
        <Decide proposalId={proposalId} busy={deciding.step === 'sending'} language={language} onDecide={decide} />
      )}
      <p role="status">{deciding.step === 'sending' && say('sending')}</p>
    </article>
  );
}
