import type { ProposalDocument } from '#shared/desk/proposal.ts';
import { instantText } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { PROPOSALS } from '../texts/proposals.ts';

/** Who has made a proposal, and when. */
export function Origin({ proposal, mine, language }: { proposal: ProposalDocument; mine: boolean; language: Language }) {
  const say = saying(PROPOSALS, language);
  const { proposedBy, proposedAt, proposalId } = proposal;
  return (
    <dl class="facts">
      <div>
        <dt>{say('proposedBy')}</dt>
        <dd>
          <code>{proposedBy}</code> {mine && say('you')}
        </dd>
      </div>
      <div>
        <dt>{say('proposedAt')}</dt>
        <dd>{instantText(proposedAt, language)}</dd>
      </div>
      <div>
        <dt>{say('number')}</dt>
        <dd>
          <code>{proposalId}</code>
        </dd>
      </div>
    </dl>
  );
}
