import { REASON_NAMES } from '#web/officer/texts/reasons.ts';
import { describedBy, type FieldProps, Labelled, SelectField } from '#web/shared/fields.tsx';
import type { Language } from '#web/shared/text.ts';

/** An instant as `datetime-local` has it, in WIB: `2020-09-20T23:59`. */
export function wibField(instant: string | number): string {
  return new Date(new Date(instant).getTime() + 7 * 3_600_000).toISOString().slice(0, 16);
}

/** The instant of such a field, as the API takes it; the text itself where it is none, for the API to refuse. */
export function instantOf(field: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(field) ? `${field}:00+07:00` : field;
}

export type InputFieldProps = FieldProps & {
  /** Of what is typed, `text` where nothing is said. `instant` is a moment in WIB, as `wibField` writes it. */
  kind?: 'text' | 'number' | 'date' | 'instant';
  value: string;
  class?: string;
  onType(value: string): void;
};

// Not of the type number: that gives nothing at all for what is none, and the API could not say what it must be.
const INPUTS = {
  text: { type: 'text' },
  number: { type: 'text', inputMode: 'numeric' },
  date: { type: 'date' },
  instant: { type: 'datetime-local' },
} as const;

/** An input of one line. */
export function InputField(props: InputFieldProps) {
  const { id, fault, kind = 'text', value, onType } = props;
  return (
    <Labelled {...props}>
      <input
        id={id}
        {...INPUTS[kind]}
        class={props.class}
        autocomplete="off"
        spellcheck={false}
        value={value}
        aria-describedby={describedBy(props)}
        aria-invalid={fault ? 'true' : undefined}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </Labelled>
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
