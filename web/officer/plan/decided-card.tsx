import type { ProposalDocument } from '#shared/desk/proposal.ts';
import { instantText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import { describeProposal, ProposalFacts } from '../describe-proposal.tsx';
import { useMay, useOfficer } from '../signed-in.tsx';
import { OUTCOME_NAMES, REJECTION_NAMES } from '../texts/desk.ts';
import { PROPOSALS } from '../texts/proposals.ts';
import { Done } from './decision.tsx';
import { NotTaken } from './not-taken.tsx';
import { Origin } from './origin.tsx';
import { useDeciding } from './use-deciding.ts';

/** The wave has gone on: what was proposed for how it was can't be carried out any more. */
const FOR_GOOD: ReadonlySet<string> = new Set(['raced', 'frozen', 'tooLate']);

/** A proposal that was decided or has lapsed, in short, with all of it when asked for. */
export function DecidedCard({ proposal, named }: { proposal: ProposalDocument; named: boolean }) {
  const { session, language } = useOfficer();
  const say = saying(PROPOSALS, language);
  const mayDecide = useMay('approver');
  const { deciding, decide } = useDeciding(proposal);
  const { state, decidedAt, decidedBy, reason, outcome, executedAt, decideBy } = proposal;
  const undone = state === 'approved' && executedAt === undefined && !FOR_GOOD.has(outcome ?? '') && deciding.step !== 'decided';
  const mine = proposal.proposedBy === session.subject;
  return (
    <details class="card decided" open={named || undefined}>
      <summary>
        <span class="state">{say(state)}</span> {describeProposal(proposal, language)}
        <span class="quiet"> {instantText(decidedAt ?? decideBy, language)}</span>
      </summary>
      <Origin proposal={proposal} mine={mine} language={language} />
      <dl class="facts">
        {decidedBy !== undefined && (
          <div>
            <dt>{say('decidedBy')}</dt>
            <dd>
              <code>{decidedBy}</code> {decidedBy === session.subject && say('you')}
            </dd>
          </div>
        )}
        {decidedAt !== undefined && (
          <div>
            <dt>{say('decidedAt')}</dt>
            <dd>{instantText(decidedAt, language)}</dd>
          </div>
        )}
        {reason !== undefined && (
          <div>
            <dt>{say('reason')}</dt>
            <dd>{REJECTION_NAMES[reason][language]}</dd>
          </div>
        )}
        {state === 'approved' && (
          <div>
            <dt>{say('outcome')}</dt>
            <dd>{outcome === undefined ? say('notExecuted') : (OUTCOME_NAMES[outcome]?.[language] ?? outcome)}</dd>
          </div>
        )}
      </dl>
      {undone && mayDecide && !mine && (
        <button type="button" class="button second" onClick={() => void decide({ decision: 'approved' })}>
          {say('executeAgain')}
        </button>
      )}
      {deciding.step === 'decided' && <Done deciding={deciding} language={language} />}
      {deciding.step === 'refused' && <NotTaken reply={deciding.reply} language={language} />}
      <ProposalFacts proposal={proposal} decided language={language} />
    </details>
  );
}
