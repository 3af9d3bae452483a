import { BARRED_OCCUPATIONS, type Occupation } from '#shared/registrations/occupations.ts';
import { CheckField, RadioField, TextField } from '#web/shared/fields.tsx';
import { instantText } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { OCCUPATION_NAMES } from '#web/shared/texts/occupations.ts';
import { PLAN } from '../texts/plan.ts';
import { FIELD_HINTS, FIELD_NAMES, PLAN_VALUES } from '../texts/plan-fields.ts';
import type { Field, ListVersion } from './check-plan.ts';
import { type Aim, type Draft, withClosing } from './draft.ts';
import { ChecksField, MomentField } from './officer-fields.tsx';
import { numberIn } from './paste-places.ts';
import { PlacesField } from './places-field.tsx';
import { ListsField } from './plan-lists.tsx';
import { wibInstant } from './wib.ts';

export type PlanFormProps = {
  aim: Aim;
  draft: Draft;
  /** What is wrong, of the fields that have been left or sent. */
  faults: Partial<Record<Field, string>>;
  lists: readonly ListVersion[] | undefined;
  language: Language;
  onChange(change: Partial<Draft>): void;
  onLeave(field: Field): void;
};

/** The fields of a plan; of an extension only those that may still move. */
export function PlanForm(props: PlanFormProps) {
  return (
    <>
      <Times {...props} />
      {props.aim !== 'extend' && (
        <>
          <Places {...props} />
          <Priority {...props} />
          <Rules {...props} />
        </>
      )}
    </>
  );
}

type TextName = 'number' | 'places' | 'reserved' | 'refills' | 'perMille' | 'minimumAge' | 'maximumAge' | 'waveId';

function useFields({ draft, faults, language, onChange, onLeave }: PlanFormProps) {
  const name = saying(FIELD_NAMES, language);
  const hint = (id: Field) => (id in FIELD_HINTS ? FIELD_HINTS[id as keyof typeof FIELD_HINTS][language] : undefined);
  const text = (id: TextName, more: { class?: string; remark?: string | undefined } = {}) => (
    <TextField
      id={id}
      label={name(id)}
      hint={hint(id)}
      fault={faults[id]}
      value={draft[id]}
      {...(id !== 'waveId' && { inputMode: 'numeric' })}
      {...more}
      onType={(typed) => onChange({ [id]: typed })}
      onLeave={() => onLeave(id)}
    />
  );
  return { name, hint, text };
}

function Times(props: PlanFormProps) {
  const { aim, draft, faults, language, onChange, onLeave } = props;
  const say = saying(PLAN, language);
  const { name, hint, text } = useFields(props);
  const moment = (id: 'opensAt' | 'closesAt' | 'beacon', value: Draft['opens'], change: (to: Draft['opens']) => Partial<Draft>) => (
    <MomentField
      id={id}
      label={name(id)}
      hint={hint(id)}
      fault={faults[id]}
      value={value}
      day={say('day')}
      time={say('timeOfDay')}
      words={wordsOf(value, language)}
      onChange={(to) => onChange(change(to))}
      onLeave={() => onLeave(id)}
    />
  );
  return (
    <section aria-labelledby="times">
      <h3 id="times">{aim === 'extend' ? say('laterHeading') : say('timesHeading')}</h3>
      {aim === 'new' && text('waveId', { class: 'sixteen' })}
      {aim !== 'extend' && text('number', { class: 'short' })}
      {aim !== 'extend' && moment('opensAt', draft.opens, (opens) => ({ opens }))}
      {moment('closesAt', draft.closes, (closes) => withClosing(draft, closes))}
      {moment('beacon', draft.beacon, (beacon) => ({ beacon }))}
    </section>
  );
}

function wordsOf(moment: Draft['opens'], language: Language): string | undefined {
  const at = wibInstant(moment);
  return at && instantText(at, language);
}

function Places(props: PlanFormProps) {
  const { draft, faults, language, onChange } = props;
  const say = saying(PLAN, language);
  const value = saying(PLAN_VALUES, language);
  const { name, text } = useFields(props);
  return (
    <section aria-labelledby="places-heading">
      <h3 id="places-heading">{say('placesHeading')}</h3>
      {text('places', { class: 'short' })}
      <RadioField
        id="scope"
        label={name('byProvince')}
        value={draft.scope}
        choices={[
          { value: 'national', text: value('national') },
          { value: 'province', text: say('byProvince') },
        ]}
        onChoose={(scope) => onChange({ scope: scope as Draft['scope'] })}
      />
      {draft.scope === 'province' && (
        <PlacesField draft={draft} fault={faults.byProvince} language={language} onChange={onChange} />
      )}
      <RadioField
        id="spillOver"
        label={name('spillOver')}
        fault={faults.spillOver}
        value={draft.spillOver ? 'yes' : 'no'}
        choices={[
          { value: 'yes', text: value('spills') },
          { value: 'no', text: value('staysEmpty') },
        ]}
        onChoose={(chosen) => onChange({ spillOver: chosen === 'yes' })}
      />
      <RadioField
        id="fundedBy"
        label={name('fundedBy')}
        fault={faults.fundedBy}
        value={draft.fundedBy}
        choices={[
          { value: 'decree', text: value('decree') },
          { value: 'recovery', text: value('recovery') },
        ]}
        onChoose={(chosen) => onChange({ fundedBy: chosen as Draft['fundedBy'] })}
      />
      <div class="pair">
        {text('reserved', { class: 'short' })}
        {text('refills', { class: 'short' })}
      </div>
    </section>
  );
}

function Priority(props: PlanFormProps) {
  const { draft, faults, lists, language, onChange } = props;
  const say = saying(PLAN, language);
  const { text } = useFields(props);
  const perMille = numberIn(draft.perMille);
  const percent = new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', { style: 'percent', maximumFractionDigits: 1 });
  return (
    <section aria-labelledby="priority-heading">
      <h3 id="priority-heading">{say('priorityHeading')}</h3>
      <CheckField id="priority" label={say('priority')} checked={draft.priority} onChange={(priority) => onChange({ priority })} />
      {draft.priority && (
        <>
          {text('perMille', { class: 'short', remark: perMille === undefined ? undefined : percent.format(perMille / 1000) })}
          <ListsField
            id="priorityLists"
            kind="priority"
            names={draft.priorityLists}
            versions={lists}
            closingDay={draft.closes.date || undefined}
            fault={faults.priorityLists}
            language={language}
            onChange={(priorityLists) => onChange({ priorityLists })}
          />
        </>
      )}
    </section>
  );
}

function Rules(props: PlanFormProps) {
  const { draft, faults, lists, language, onChange } = props;
  const say = saying(PLAN, language);
  const value = saying(PLAN_VALUES, language);
  const { name, text } = useFields(props);
  const listsField = (id: 'exclusionLists' | 'barredLists', kind: ListVersion['kind']) => (
    <ListsField
      id={id}
      kind={kind}
      names={draft[id]}
      versions={lists}
      closingDay={draft.closes.date || undefined}
      fault={faults[id]}
      language={language}
      onChange={(names) => onChange({ [id]: names })}
    />
  );
  return (
    <section aria-labelledby="rules-heading">
      <h3 id="rules-heading">{say('rulesHeading')}</h3>
      <div class="pair">
        {text('minimumAge', { class: 'short' })}
        {text('maximumAge', { class: 'short' })}
      </div>
      <RadioField
        id="formalEducation"
        label={name('formalEducation')}
        fault={faults.formalEducation}
        value={draft.formalEducation}
        choices={[
          { value: 'refused', text: value('refused') },
          { value: 'allowed', text: value('allowed') },
        ]}
        onChoose={(chosen) => onChange({ formalEducation: chosen as Draft['formalEducation'] })}
      />
      <ChecksField
        id="barredOccupations"
        label={name('barredOccupations')}
        fault={faults.barredOccupations}
        chosen={draft.barredOccupations}
        choices={BARRED_OCCUPATIONS.map((one: Occupation) => ({ value: one, text: OCCUPATION_NAMES[one][language] }))}
        onChange={(barredOccupations) => onChange({ barredOccupations })}
      />
      {listsField('exclusionLists', 'aid')}
      {listsField('barredLists', 'barred-occupation')}
      <CheckField
        id="civilRegistry"
        label={say('civilRegistry')}
        fault={faults.civilRegistry}
        checked={draft.civilRegistry}
        onChange={(civilRegistry) => onChange({ civilRegistry })}
      />
    </section>
  );
}
