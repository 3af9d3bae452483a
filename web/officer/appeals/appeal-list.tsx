import { useOfficer } from '#web/officer/signed-in.tsx';
import { APPEAL_REASON_NAMES, APPEAL_STATE_NAMES, APPEALED_NAMES, APPEALS } from '#web/officer/texts/appeals.ts';
import { instantText } from '#web/shared/format.ts';
import { type Column, Table } from '#web/shared/table.tsx';
import { saying } from '#web/shared/text.ts';
import type { Appeal } from './use-appeals.ts';

type AppealListProps = {
  waveId: string;
  appeals: readonly Appeal[];
  /** Entries whose appeal is proposed to be granted. */
  waiting: ReadonlySet<unknown>;
  onShow(entryId: string): void;
};

/** Who has appealed what, by entries; what was written stays sealed. */
export function AppealList({ waveId, appeals, waiting, onShow }: AppealListProps) {
  const { language } = useOfficer();
  const say = saying(APPEALS, language);
  const columns: Column<Appeal>[] = [
    { heading: say('entry'), cell: ({ entryId }) => <code class="entry">{entryId}</code> },
    { heading: say('appealedAt'), cell: ({ appealedAt }) => instantText(appealedAt, language) },
    { heading: say('appealed'), cell: ({ result }) => APPEALED_NAMES[result][language] },
    { heading: say('reason'), cell: ({ reason }) => APPEAL_REASON_NAMES[reason][language] },
    {
      heading: say('state'),
      cell: ({ state, entryId }) => (
        <>
          <strong>{APPEAL_STATE_NAMES[state][language]}</strong>
          {state === 'open' && waiting.has(entryId) && <span class="quiet">, {say('proposed')}</span>}
        </>
      ),
    },
    {
      heading: say('action'),
      cell: ({ entryId }) => (
        <button type="button" class="button second" aria-label={say('lookAt', { entryId })} onClick={() => onShow(entryId)}>
          {say('look')}
        </button>
      ),
    },
  ];
  return (
    <>
      <p role="status">{appeals.length === 0 ? say('none') : say('shown', { count: appeals.length })}</p>
      {appeals.length > 0 && (
        <Table
          caption={say('listCaption', { waveId })}
          columns={columns}
          rows={[...appeals].sort((one, other) => one.appealedAt.localeCompare(other.appealedAt))}
          keyOf={({ entryId }) => entryId}
        />
      )}
    </>
  );
}
