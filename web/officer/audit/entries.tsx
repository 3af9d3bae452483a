import { useState } from 'preact/hooks';
import type { AuditEntry } from '#shared/audit/audit-entry.ts';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { ACT_NAMES, AUDIT, PURPOSE_NAMES } from '#web/officer/texts/audit.ts';
import { SelectField } from '#web/shared/fields.tsx';
import { instantText, numberText } from '#web/shared/format.ts';
import { type Column, Table } from '#web/shared/table.tsx';
import { type Language, saying } from '#web/shared/text.ts';

/** A table of more rows helps nobody, and makes a page slow. */
const MOST_ROWS = 500;

/** The entries that were read, of one act or of one actor if asked. */
export function Entries({ chain, entries }: { chain: string; entries: readonly AuditEntry[] }) {
  const { language } = useOfficer();
  const say = saying(AUDIT, language);
  const [act, chooseAct] = useState('');
  const [actor, chooseActor] = useState('');
  const found = entries.filter((entry) => (act === '' || entry.act === act) && (actor === '' || entry.actor === actor));
  const rows = found.slice(-MOST_ROWS);
  const counted = { count: numberText(found.length, language), of: numberText(entries.length, language) };
  const columns: Column<AuditEntry>[] = [
    { heading: say('number'), numeric: true, cell: ({ number }) => numberText(number, language) },
    { heading: say('at'), cell: ({ at }) => instantText(at, language) },
    {
      heading: say('actor'),
      cell: ({ actor: of, role }) => (
        <>
          <code>{of}</code>
          {role && ` (${role})`}
        </>
      ),
    },
    { heading: say('act'), cell: ({ act: of }) => <strong>{ACT_NAMES[of][language]}</strong> },
    { heading: say('about'), cell: (entry) => <span class="about">{aboutOf(entry, language)}</span> },
    {
      heading: say('outcome'),
      cell: ({ act: of, outcome }) =>
        outcome ? <code class="whole">{outcome}</code> : of.startsWith('open-') ? '' : <span class="quiet">{say('begun')}</span>,
    },
    { heading: say('hash'), cell: ({ hash }) => <code class="digest">{hash}</code> },
  ];
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">{say('entriesHeading')}</h2>
      <div class="row filter">
        <SelectField
          id="act"
          label={say('act')}
          value={act}
          choices={[
            { value: '', text: say('allActs') },
            ...valuesOf(entries, (entry) => entry.act).map((of) => ({ value: of, text: ACT_NAMES[of][language] })),
          ]}
          onChoose={chooseAct}
        />
        <SelectField
          id="actor"
          label={say('actor')}
          value={actor}
          choices={[
            { value: '', text: say('allActors') },
            ...valuesOf(entries, (entry) => entry.actor).map((of) => ({ value: of, text: of })),
          ]}
          onChoose={chooseActor}
        />
      </div>
      <p role="status">
        {found.length > rows.length
          ? say('matchLast', { ...counted, shown: numberText(rows.length, language) })
          : say('match', counted)}
      </p>
      {rows.length > 0 && (
        <Table
          caption={say('entriesCaption', { chain })}
          columns={columns}
          rows={rows}
          keyOf={({ number, hash }) => `${number} ${hash}`}
        />
      )}
    </section>
  );
}

/** What an entry is about, in words. */
function aboutOf(entry: AuditEntry, language: Language): string {
  const say = saying(AUDIT, language);
  const { waveId, earlierWave, entryId, proposalId, partnerId, list, attempt, count, purpose } = entry;
  return [
    waveId && say('wave', { value: waveId }),
    earlierWave && say('earlierWave', { value: earlierWave }),
    attempt && say('attempt', { value: attempt }),
    partnerId && say('partner', { value: partnerId }),
    list && say('list', { value: list }),
    proposalId && say('proposal', { value: proposalId }),
    entryId && say('entry', { value: entryId }),
    count && say('count', { value: numberText(count, language) }),
    purpose && PURPOSE_NAMES[purpose][language],
  ]
    .filter(Boolean)
    .join(', ');
}

function valuesOf<T extends string>(entries: readonly AuditEntry[], of: (entry: AuditEntry) => T): T[] {
  return [...new Set(entries.map(of))].sort();
}
