import { OCCUPATIONS } from '#shared/registrations/occupations.ts';
import type { Wave } from '#web/shared/api.ts';
import { FaultSummary } from '#web/shared/fault-summary.tsx';
import { CheckField, FieldGroup, RadioField, SelectField, TextField } from '#web/shared/fields.tsx';
import { monthNames } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { OCCUPATION_NAMES } from '#web/shared/texts/occupations.ts';
import { birthDateDiffers, digitsIn, FIELDS, type Field, provinceOfNik, provincesOf, type Typed } from './check-form.ts';
import { FORM } from './texts/form.ts';

export type ApplicationFormProps = {
  wave: Wave;
  language: Language;
  typed: Typed;
  /** What is wrong, of the fields that have been left or sent. */
  faults: Partial<Record<Field, string>>;
  /** Counts the tries to send a form with faults: at each the summary is shown and gets the focus. */
  sentWrong: number;
  remember: boolean;
  onType(change: Partial<Typed>): void;
  onLeave(field: Field): void;
  onRemember(remember: boolean): void;
  onSubmit(): void;
};

/** The form itself. What is typed lives with whoever shows it, so that it outlives the way to us and back. */
export function ApplicationForm(props: ApplicationFormProps) {
  const { wave, language, typed, faults, remember, onType, onLeave } = props;
  const say = saying(FORM, language);
  const yesOrNo = [
    { value: 'yes', text: say('yes') },
    { value: 'no', text: say('no') },
  ];
  const field = (id: Field) => ({ id, fault: faults[id] });
  const chosen = (id: Field, change: Partial<Typed>) => {
    onType(change);
    onLeave(id);
  };
  const leaveBirthDate = () => typed.day !== '' && typed.month !== '' && typed.year.length === 4 && onLeave('birthDate');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <FaultSummary fields={FIELDS} faults={faults} sentWrong={props.sentWrong} heading={say('errorsHeading')} />
      <TextField
        {...field('fullName')}
        label={say('fullName')}
        hint={say('fullNameHint')}
        value={typed.fullName}
        autocomplete="name"
        onType={(fullName) => onType({ fullName })}
        onLeave={() => onLeave('fullName')}
      />
      <TextField
        {...field('nik')}
        label={say('nik')}
        hint={say('nikHint')}
        remark={nikRemark(typed.nik, say)}
        value={typed.nik}
        inputMode="numeric"
        class="sixteen"
        onType={(nik) => onType({ nik })}
        onLeave={() => onLeave('nik')}
      />
      <TextField
        {...field('kk')}
        label={say('kk')}
        hint={say('kkHint')}
        remark={counted(typed.kk, say)}
        value={typed.kk}
        inputMode="numeric"
        class="sixteen"
        onType={(kk) => onType({ kk })}
        onLeave={() => onLeave('kk')}
      />
      <FieldGroup
        {...field('birthDate')}
        label={say('birthDate')}
        remark={birthDateDiffers(typed) ? say('birthDateDiffers') : undefined}
      >
        <TextField
          id="birthDate"
          label={say('day')}
          value={typed.day}
          inputMode="numeric"
          class="two"
          autocomplete="bday-day"
          onType={(day) => onType({ day })}
          onLeave={leaveBirthDate}
        />
        <SelectField
          id="birthDate-month"
          class="month"
          label={say('month')}
          value={typed.month}
          none={say('choose')}
          choices={monthNames(language).map((text, month) => ({ value: String(month + 1), text }))}
          onChoose={(month) => onType({ month })}
        />
        <TextField
          id="birthDate-year"
          label={say('year')}
          value={typed.year}
          inputMode="numeric"
          class="four"
          autocomplete="bday-year"
          onType={(year) => onType({ year })}
          onLeave={leaveBirthDate}
        />
      </FieldGroup>
      <TextField
        {...field('phone')}
        label={say('phone')}
        hint={say('phoneHint')}
        value={typed.phone}
        inputMode="tel"
        autocomplete="tel"
        onType={(phone) => onType({ phone })}
        onLeave={() => onLeave('phone')}
      />
      <SelectField
        {...field('province')}
        label={say('province')}
        hint={say('provinceHint')}
        value={typed.province}
        none={say('choose')}
        choices={provincesOf(wave).map(({ code, name }) => ({ value: code, text: name }))}
        onChoose={(province) => chosen('province', { province })}
      />
      <SelectField
        {...field('occupation')}
        label={say('occupation')}
        value={typed.occupation}
        none={say('choose')}
        choices={OCCUPATIONS.map((occupation) => ({ value: occupation, text: OCCUPATION_NAMES[occupation][language] }))}
        onChoose={(occupation) => chosen('occupation', { occupation })}
      />
      <RadioField
        {...field('laidOff')}
        label={say('laidOff')}
        value={typed.laidOff}
        choices={yesOrNo}
        onChoose={(laidOff) => chosen('laidOff', { laidOff: laidOff as Typed['laidOff'] })}
      />
      <RadioField
        {...field('inFormalEducation')}
        label={say('inFormalEducation')}
        value={typed.inFormalEducation}
        choices={yesOrNo}
        onChoose={(answer) => chosen('inFormalEducation', { inFormalEducation: answer as Typed['inFormalEducation'] })}
      />
      <CheckField
        {...field('consent')}
        label={say('consent')}
        checked={typed.consent}
        onChange={(consent) => chosen('consent', { consent })}
      />
      <CheckField id="remember" label={say('remember')} checked={remember} onChange={props.onRemember} />
      <button type="submit" class="button">
        {say('submit')}
      </button>
    </form>
  );
}

type SayForm = ReturnType<typeof saying<typeof FORM>>;

/** While it is being typed: where the NIK was issued, and how many digits are there. */
function nikRemark(text: string, say: SayForm): string | undefined {
  const province = digitsIn(text).length === 16 ? provinceOfNik(text) : undefined;
  return province ? say('nikIssuedIn', { province }) : counted(text, say);
}

function counted(text: string, say: SayForm): string | undefined {
  const count = digitsIn(text).length;
  return count > 0 && count !== 16 ? say('digitsSoFar', { count }) : undefined;
}
