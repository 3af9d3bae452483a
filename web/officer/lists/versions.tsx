import { useCallback, useEffect, useState } from 'preact/hooks';
import { versionName } from '#shared/lists/list-names.ts';
import { InputField } from '#web/officer/fields.tsx';
import { Refusal } from '#web/officer/refusal.tsx';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { KIND_NAMES, LISTS } from '#web/officer/texts/lists.ts';
import type { ListVersions, Reply } from '#web/shared/api.ts';
import { dayText, instantText, numberText } from '#web/shared/format.ts';
import { type Column, Table } from '#web/shared/table.tsx';
import { saying } from '#web/shared/text.ts';

type Version = ListVersions['versions'][number];
type Shown =
  | { state: 'loading' }
  | { state: 'failed'; reply: Reply }
  | { state: 'known'; versions: readonly Version[]; on: string };

/** All versions of all lists, or those in force on a day. @param props.renewed changes when there may be more of them */
export function Versions({ renewed }: { renewed: number }) {
  const { language, ask } = useOfficer();
  const say = saying(LISTS, language);
  const [day, setDay] = useState('');
  const [on, setOn] = useState('');
  const [shown, show] = useState<Shown>({ state: 'loading' });
  const load = useCallback(async () => {
    const reply = await ask(on === '' ? '/v1/lists' : `/v1/lists?on=${encodeURIComponent(on)}`);
    if (reply.status !== 200) return show({ state: 'failed', reply });
    show({ state: 'known', versions: inOrder((reply.json as ListVersions).versions), on });
  }, [ask, on]);
  useEffect(() => void load(), [load, renewed]);

  const columns: Column<Version>[] = [
    { heading: say('version'), cell: ({ list, version }) => <span class="whole">{versionName(list, version)}</span> },
    { heading: say('kind'), cell: ({ kind }) => KIND_NAMES[kind][language] },
    { heading: say('asOf'), cell: ({ asOf }) => dayText(asOf, language) },
    { heading: say('people'), numeric: true, cell: ({ people }) => numberText(people, language) },
    { heading: say('lines'), numeric: true, cell: ({ lines }) => numberText(lines, language) },
    { heading: say('duplicates'), numeric: true, cell: ({ duplicates }) => numberText(duplicates, language) },
    { heading: say('importedAt'), cell: ({ importedAt }) => instantText(importedAt, language) },
    { heading: say('importedBy'), cell: ({ importedBy }) => <code>{importedBy}</code> },
    { heading: say('fingerprint'), cell: ({ sha256 }) => <code class="digest">{sha256}</code> },
  ];
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{say('versionsHeading')}</h2>
      <form
        class="row filter"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setOn(day);
        }}
      >
        <InputField id="on" kind="date" label={say('onDay')} hint={say('onDayHint')} value={day} onType={setDay} />
        <button type="submit" class="button second">
          {say('show')}
        </button>
        {on !== '' && (
          <button
            type="button"
            class="button second"
            onClick={() => {
              setDay('');
              setOn('');
              document.getElementById('on')?.focus();
            }}
          >
            {say('showAll')}
          </button>
        )}
      </form>
      {shown.state === 'loading' && <p class="quiet">{say('loading')}</p>}
      {shown.state === 'failed' && (
        <>
          <Refusal reply={shown.reply} language={language} />
          <button type="button" class="button second" onClick={() => void load()}>
            {say('again')}
          </button>
        </>
      )}
      {shown.state === 'known' && (
        <>
          <p role="status">
            {shown.versions.length === 0
              ? shown.on === ''
                ? say('none')
                : say('noneOnDay', { day: dayText(shown.on, language) })
              : shown.on === ''
                ? say('shownAll', { count: shown.versions.length })
                : say('shownOnDay', { count: shown.versions.length, day: dayText(shown.on, language) })}
          </p>
          {shown.versions.length > 0 && (
            <Table
              caption={say('versionsCaption')}
              columns={columns}
              rows={shown.versions}
              keyOf={({ list, version }) => versionName(list, version)}
            />
          )}
        </>
      )}
    </section>
  );
}

/** By name, the newest version of each first. */
function inOrder(versions: readonly Version[]): Version[] {
  return [...versions].sort((one, other) => one.list.localeCompare(other.list) || other.version - one.version);
}
