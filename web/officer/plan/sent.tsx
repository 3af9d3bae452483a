import type { ProposalDocument } from '#shared/desk/proposal.ts';
import { instantText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { PLAN } from '../texts/plan.ts';

type AfterProps = { language: Language; onAnother(): void };

/** The proposal is on the desk: who decides next, by when, and where. */
export function Sent({ proposal, language, onAnother }: AfterProps & { proposal: ProposalDocument }) {
  const say = saying(PLAN, language);
  const heading = useFocus<HTMLHeadingElement>();
  const { proposalId, waveId = '', decideBy } = proposal;
  return (
    <section class="card selected">
      <h2 tabindex={-1} ref={heading}>
        {say('sentHeading')}
      </h2>
      <p>{say('sentBody', { waveId, by: instantText(decideBy, language) })}</p>
      <p>
        {say('sentId')}: <code>{proposalId}</code>
      </p>
      <p class="row">
        <a class="button" href={`${PATHS.proposals[language]}#${proposalId}`}>
          {say('toProposal')}
        </a>
        <button type="button" class="button second" onClick={onAnother}>
          {say('planAnother')}
        </button>
      </p>
    </section>
  );
}

/** The plan that was sent is the one in force. */
export function Stands({ waveId, language, onAnother }: AfterProps & { waveId: string }) {
  const say = saying(PLAN, language);
  const heading = useFocus<HTMLHeadingElement>();
  return (
    <section class="card">
      <h2 tabindex={-1} ref={heading}>
        {say('standsHeading')}
      </h2>
      <p>{say('standsBody', { waveId })}</p>
      <button type="button" class="button second" onClick={onAnother}>
        {say('planAnother')}
      </button>
    </section>
  );
}
