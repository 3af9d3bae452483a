import { useEffect, useState } from 'preact/hooks';
import { LIST_KINDS } from '#shared/lists/list-names.ts';
import { InputField } from '#web/officer/fields.tsx';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { KIND_NAMES, LISTS } from '#web/officer/texts/lists.ts';
import { describedBy, Labelled, SelectField } from '#web/shared/fields.tsx';
import { dayText, numberText } from '#web/shared/format.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { saying } from '#web/shared/text.ts';
import { type Chosen, checkChoice, FIELDS, type Field, type Form, type FormFault } from './check-choice.ts';
import { forgetImport, keptImport } from './kept-import.ts';

/** Which file as which list; an import that was begun before on this computer is filled in. @param props.takesFocus whoever comes back to it is led to it */
export function ImportForm({ onChosen, takesFocus }: { onChosen(chosen: Chosen): void; takesFocus: boolean }) {
  const { language } = useOfficer();
  const say = saying(LISTS, language);
  const [kept, setKept] = useState(keptImport);
  const [form, setForm] = useState<Form>(() => ({
    file: undefined,
    list: kept?.list ?? '',
    kind: kept?.kind ?? '',
    asOf: kept?.asOf ?? '',
    lines: '',
    sha256: '',
  }));
  useEffect(() => {
    if (takesFocus) document.getElementById('file')?.focus();
  }, [takesFocus]);
  const [faults, setFaults] = useState<Partial<Record<Field, FormFault>>>({});
  const set = (field: Field) => (value: string) => setForm((before) => ({ ...before, [field]: value }));
  const fault = (field: Field) => {
    const found = faults[field];
    return found && say(found);
  };
  const check = (event: Event) => {
    event.preventDefault();
    const checked = checkChoice(form, serverNow());
    if ('chosen' in checked) return onChosen(checked.chosen);
    setFaults(checked.faults);
    const first = FIELDS.find((field) => checked.faults[field]);
    document.getElementById(first ?? '')?.focus();
  };
  const file = { id: 'file', label: say('file'), fault: fault('file') };
  return (
    <form noValidate onSubmit={check}>
      <p>{say('importLead')}</p>
      {kept && (
        <section class="note" aria-labelledby="unfinished">
          <h3 id="unfinished">{say('unfinishedHeading')}</h3>
          <p>
            {say('unfinished', { list: kept.list, lines: numberText(kept.lines, language), day: dayText(kept.asOf, language) })}
          </p>
          <button
            type="button"
            class="button second"
            onClick={() => {
              forgetImport();
              setKept(undefined);
              document.getElementById('file')?.focus();
            }}
          >
            {say('forget')}
          </button>
        </section>
      )}
      <Labelled {...file}>
        <input
          id="file"
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          aria-describedby={describedBy(file)}
          aria-invalid={file.fault ? 'true' : undefined}
          onChange={({ currentTarget: { files } }) => setForm((before) => ({ ...before, file: files?.[0] }))}
        />
      </Labelled>
      <div class="columns">
        <InputField
          id="list"
          label={say('list')}
          hint={say('listHint')}
          value={form.list}
          fault={fault('list')}
          onType={set('list')}
        />
        <SelectField
          id="kind"
          label={say('kind')}
          value={form.kind}
          fault={fault('kind')}
          choices={[
            { value: '', text: say('kindChoose') },
            ...LIST_KINDS.map((kind) => ({ value: kind, text: KIND_NAMES[kind][language] })),
          ]}
          onChoose={set('kind')}
        />
        <InputField
          id="asOf"
          kind="date"
          label={say('asOf')}
          hint={say('asOfHint')}
          value={form.asOf}
          fault={fault('asOf')}
          onType={set('asOf')}
        />
      </div>
      <fieldset class="field">
        <legend>{say('announcedHeading')}</legend>
        <p class="hint">{say('announcedLead')}</p>
        <div class="columns">
          <InputField
            id="lines"
            kind="number"
            label={say('announcedLines')}
            value={form.lines}
            fault={fault('lines')}
            onType={set('lines')}
          />
          <InputField
            id="sha256"
            label={say('announcedSha256')}
            value={form.sha256}
            fault={fault('sha256')}
            onType={set('sha256')}
          />
        </div>
      </fieldset>
      <button type="submit" class="button">
        {say('checkFile')}
      </button>
    </form>
  );
}
