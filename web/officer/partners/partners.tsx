import { useCallback, useEffect, useState } from 'preact/hooks';
import { Refusal } from '#web/officer/refusal.tsx';
import { showToOfficers, useMay, useOfficer } from '#web/officer/signed-in.tsx';
import { PARTNERS } from '#web/officer/texts/partners.ts';
import { usePending } from '#web/officer/use-pending.ts';
import type { Partners, Proposal, Reply } from '#web/shared/api.ts';
import { instantText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { PartnerForm } from './partner-form.tsx';
import { type Partner, PartnerList, PendingList } from './partner-list.tsx';

type Known = { state: 'loading' } | { state: 'failed'; reply: Reply } | { state: 'known'; partners: readonly Partner[] };

/** Which partners there are, by which keys they are known, and what is proposed of them. */
function PartnersPage() {
  const { language, ask } = useOfficer();
  const say = saying(PARTNERS, language);
  const mayPropose = useMay('officer');
  const [known, setKnown] = useState<Known>({ state: 'loading' });
  const [proposal, setProposal] = useState<Proposal>();
  const [changing, change] = useState<Partner>();
  const pending = usePending('register-partner', proposal);
  const load = useCallback(async () => {
    const reply = await ask('/v1/partners');
    setKnown(reply.status === 200 ? { state: 'known', partners: (reply.json as Partners).partners } : { state: 'failed', reply });
  }, [ask]);
  useEffect(() => void load(), [load]);
  return (
    <>
      <p class="intro">{say('lead')}</p>
      <section aria-labelledby="partners">
        <h2 id="partners">{say('listHeading')}</h2>
        {known.state === 'loading' && <p class="quiet">{say('loading')}</p>}
        {known.state === 'failed' && (
          <>
            <Refusal reply={known.reply} language={language} />
            <button type="button" class="button second" onClick={() => void load()}>
              {say('again')}
            </button>
          </>
        )}
        {known.state === 'known' && (
          <PartnerList
            partners={known.partners}
            onChange={(partner) => {
              setProposal(undefined);
              change(partner);
            }}
          />
        )}
      </section>
      <section aria-labelledby="pending">
        <h2 id="pending">{say('pendingHeading')}</h2>
        <PendingList pending={pending} />
      </section>
      {!mayPropose && <p>{say('onlyOfficers')}</p>}
      {mayPropose && proposal && <Proposed proposal={proposal} />}
      {mayPropose && (
        <PartnerForm
          // Another partner, or after a proposal none: the form begins anew.
          key={`${changing?.partnerId} ${proposal?.proposalId}`}
          standing={changing}
          onCancel={() => change(undefined)}
          onProposed={(made) => {
            change(undefined);
            setProposal(made);
          }}
        />
      )}
    </>
  );
}

function Proposed({ proposal }: { proposal: Proposal }) {
  const { language } = useOfficer();
  const say = saying(PARTNERS, language);
  const heading = useFocus<HTMLHeadingElement>();
  const { proposalId, decideBy, body } = proposal;
  return (
    <div class="note">
      <h3 tabindex={-1} ref={heading}>
        {say('proposedHeading')}
      </h3>
      <p>
        {say('proposed', { partnerId: String(body['partnerId']), decideBy: instantText(decideBy, language) })}{' '}
        <code>{proposalId}</code>. <a href={PATHS.proposals[language]}>{say('toProposals')}</a>
      </p>
    </div>
  );
}

showToOfficers(PartnersPage);
