import type { ComponentChildren } from 'preact';

/** What every field has: a label, perhaps a hint, perhaps what is wrong with it, perhaps a remark that is no fault. */
export type FieldProps = {
  id: string;
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  remark?: string | undefined;
};

/** The ids of what is said beside an input. */
export function describedBy({ id, hint, fault, remark }: FieldProps): string | undefined {
  const ids = [hint && `${id}-hint`, fault && `${id}-fault`, remark && `${id}-remark`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function Notes({ id, hint, fault, remark }: FieldProps) {
  return (
    <>
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
      <div aria-live="polite">
        {remark && (
          <p class="remark" id={`${id}-remark`}>
            {remark}
          </p>
        )}
      </div>
    </>
  );
}

/** An input under its label, with what is to be known of it and what is wrong with it. */
export function Labelled({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  return (
    <div class={field.fault ? 'field wrong' : 'field'}>
      <label for={field.id}>{field.label}</label>
      <Notes {...field} />
      {children}
    </div>
  );
}

/** Several inputs that are one answer, under one legend. The first of them has the id itself, so that a summary can lead to it. */
export function Group({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  return (
    <fieldset class={field.fault ? 'field wrong' : 'field'} aria-describedby={describedBy(field)}>
      <legend>{field.label}</legend>
      <Notes {...field} />
      {children}
    </fieldset>
  );
}

export type TextFieldProps = FieldProps & {
  value: string;
  onType(value: string): void;
  onLeave(): void;
  inputMode?: 'numeric' | 'tel' | 'text';
  autocomplete?: string;
  class?: string;
};

export function TextField(props: TextFieldProps) {
  const { id, value, fault, onType, onLeave, inputMode, autocomplete } = props;
  return (
    <Labelled {...props}>
      <input
        id={id}
        class={props.class}
        type="text"
        inputMode={inputMode}
        autocomplete={autocomplete ?? 'off'}
        value={value}
        aria-describedby={describedBy(props)}
        aria-invalid={fault ? 'true' : undefined}
        onInput={(event) => onType(event.currentTarget.value)}
        // Who only passes through an empty field is not scolded.
        onBlur={() => value !== '' && onLeave()}
      />
    </Labelled>
  );
}

export type TextAreaFieldProps = FieldProps & {
  value: string;
  /** UTF-16 characters. */
  most: number;
  onType(value: string): void;
};

export function TextAreaField(props: TextAreaFieldProps) {
  const { id, value, fault, most, onType } = props;
  return (
    <Labelled {...props}>
      <textarea
        id={id}
        rows={5}
        maxLength={most}
        value={value}
        aria-describedby={describedBy(props)}
        aria-invalid={fault ? 'true' : undefined}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </Labelled>
  );
}

export type Choice = { value: string; text: string };

export type SelectFieldProps = FieldProps & {
  value: string;
  choices: readonly Choice[];
  /** What stands for no choice, where none is one. */
  none?: string;
  onChoose(value: string): void;
  class?: string;
};

export function SelectField(props: SelectFieldProps) {
  const { id, value, fault, choices, none, onChoose } = props;
  return (
    <Labelled {...props}>
      <select
        id={id}
        class={props.class}
        value={value}
        aria-describedby={describedBy(props)}
        aria-invalid={fault ? 'true' : undefined}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

export function RadioField(props: FieldProps & { value: string; choices: readonly Choice[]; onChoose(value: string): void }) {
  const { id, value, choices, onChoose } = props;
  return (
    <Group {...props}>
      <div class="choices">
        {choices.map((choice, at) => (
          <label key={choice.value} class="choice">
            <input
              // The summary of faults leads to the first of them.
              id={at === 0 ? id : `${id}-${choice.value}`}
              type="radio"
              name={id}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChoose(choice.value)}
            />
            {choice.text}
          </label>
        ))}
      </div>
    </Group>
  );
}

export function CheckField(props: FieldProps & { checked: boolean; onChange(checked: boolean): void }) {
  const { id, label, checked, fault, onChange } = props;
  return (
    <div class={fault ? 'field wrong' : 'field'}>
      <Notes {...props} />
      <label class="choice">
        <input
          id={id}
          type="checkbox"
          checked={checked}
          aria-describedby={describedBy(props)}
          aria-invalid={fault ? 'true' : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}

/** The same, side by side. */
export function FieldGroup({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  return (
    <Group {...field}>
      <div class="parts">{children}</div>
    </Group>
  );
}
