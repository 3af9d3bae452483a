import { partnerBodySchema } from '#shared/partners/partner.ts';
import { useMay, useOfficer } from '#web/officer/signed-in.tsx';
import { PARTNER_STATE_NAMES, PARTNERS } from '#web/officer/texts/partners.ts';
import type { Partners, Proposal } from '#web/shared/api.ts';
import { instantText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type Column, Table } from '#web/shared/table.tsx';
import { saying } from '#web/shared/text.ts';

export type Partner = Partners['partners'][number];

/** All partners with their keys. */
export function PartnerList({ partners, onChange }: { partners: readonly Partner[]; onChange(partner: Partner): void }) {
  const { language } = useOfficer();
  const say = saying(PARTNERS, language);
  const mayPropose = useMay('officer');
  const columns: Column<Partner>[] = [
    { heading: say('partner'), cell: ({ partnerId }) => <span class="whole">{partnerId}</span> },
    { heading: say('name'), cell: ({ name }) => name },
    { heading: say('state'), cell: ({ state }) => <strong>{PARTNER_STATE_NAMES[state][language]}</strong> },
    {
      heading: say('keys'),
      cell: ({ keys }) => (
        <ul class="plain">
          {keys.map(({ kid }) => (
            <li key={kid}>
              <code class="kid">{kid}</code>
            </li>
          ))}
        </ul>
      ),
    },
    {
      heading: say('standsBy'),
      cell: ({ proposalId }) => (proposalId ? <code class="entry">{proposalId}</code> : say('noProposal')),
    },
  ];
  const change: Column<Partner> = {
    heading: say('action'),
    cell: (partner) => (
      <button
        type="button"
        class="button second"
        aria-label={say('changeOf', { partnerId: partner.partnerId })}
        onClick={() => onChange(partner)}
      >
        {say('change')}
      </button>
    ),
  };
  return (
    <>
      <p role="status">{partners.length === 0 ? say('none') : say('count', { count: partners.length })}</p>
      {partners.length > 0 && (
        <Table
          caption={say('listCaption')}
          columns={mayPropose ? [...columns, change] : columns}
          rows={[...partners].sort((one, other) => one.partnerId.localeCompare(other.partnerId))}
          keyOf={({ partnerId }) => partnerId}
        />
      )}
    </>
  );
}

/** What is proposed of partners and not decided. */
export function PendingList({ pending }: { pending: readonly Proposal[] }) {
  const { language } = useOfficer();
  const say = saying(PARTNERS, language);
  if (pending.length === 0) return <p>{say('pendingNone')}</p>;
  const columns: Column<Proposal>[] = [
    { heading: say('partner'), cell: ({ body }) => <span class="whole">{String(body['partnerId'])}</span> },
    { heading: say('name'), cell: ({ body }) => String(body['name']) },
    {
      heading: say('state'),
      cell: ({ body }) => {
        const { data: state } = partnerBodySchema.shape.state.safeParse(body['state']);
        return state && PARTNER_STATE_NAMES[state][language];
      },
    },
    { heading: say('proposedBy'), cell: ({ proposedBy }) => <code>{proposedBy}</code> },
    { heading: say('decideBy'), cell: ({ decideBy }) => instantText(decideBy, language) },
  ];
  return (
    <>
      <Table caption={say('pendingCaption')} columns={columns} rows={pending} keyOf={({ proposalId }) => proposalId} />
      <p>
        <a href={PATHS.proposals[language]}>{say('toProposals')}</a>
      </p>
    </>
  );
}
