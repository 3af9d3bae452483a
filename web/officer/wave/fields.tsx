import { SelectField } from '#web/applicant/fields.tsx';
import { REASON_NAMES } from '#web/officer/texts/reasons.ts';
import type { Language } from '#web/shared/text.ts';

/** An instant as `datetime-local` has it, in WIB: `2020-09-20T23:59`. */
export function wibField(instant: string | number): string {
  return new Date(new Date(instant).getTime() + 7 * 3_600_000).toISOString().slice(0, 16);
}

/** The instant of such a field, as the API takes it; the text itself where it is none, for the API to refuse. */
export function instantOf(field: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(field) ? `${field}:00+07:00` : field;
}

export type InputFieldProps = {
  id: string;
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  kind: 'text' | 'number' | 'instant';
  value: string;
  onType(value: string): void;
};

export function InputField({ id, label, hint, fault, kind, value, onType }: InputFieldProps) {
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div class={fault ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <input
        id={id}
        // Not of the type number: that gives nothing at all for what is none, and the API could not say what it must be.
        {...(kind === 'instant' ? { type: 'datetime-local' } : { type: 'text', inputMode: kind === 'number' ? 'numeric' : 'text' })}
        autocomplete="off"
        spellcheck={false}
        value={value}
        aria-describedby={described || undefined}
        aria-invalid={fault ? 'true' : undefined}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </div>
  );
}

type ReasonName = keyof typeof REASON_NAMES;
export type ReasonFieldProps = {
  id: string;
  label: string;
  none: string;
  reasons: readonly ReasonName[];
  value: string;
  fault?: string | undefined;
  language: Language;
  onChoose(reason: string): void;
};

/** One of the reasons that a kind of proposal knows, in words. */
export function ReasonField({ reasons, language, ...of }: ReasonFieldProps) {
  return <SelectField {...of} choices={reasons.map((value) => ({ value, text: REASON_NAMES[value][language] }))} />;
}
