import type { ComponentChildren } from 'preact';

export type InputFieldProps = {
  id: string;
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  class?: string;
};

/** The ids of what is said beside an input. */
export function describedBy({ id, hint, fault }: InputFieldProps): string | undefined {
  const ids = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** A label, what is to be known of it, what is wrong with it, and the input itself. */
export function Labelled({ children, ...props }: InputFieldProps & { children: ComponentChildren }) {
  const { id, label, hint, fault } = props;
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
      {children}
    </div>
  );
}

/** An input of one line. */
export function InputField(
  props: InputFieldProps & { value: string; type?: 'text' | 'date'; inputMode?: 'numeric'; onType(value: string): void },
) {
  const { id, fault, value, type = 'text', inputMode, onType } = props;
  const input = {
    id,
    class: props.class,
    value,
    'aria-describedby': describedBy(props),
    'aria-invalid': fault ? 'true' : undefined,
    onInput: (event: { currentTarget: HTMLInputElement }) => onType(event.currentTarget.value),
  } as const;
  return (
    <Labelled {...props}>
      {type === 'date' ? (
        <input type="date" {...input} />
      ) : (
        <input type="text" inputMode={inputMode} autocomplete="off" spellcheck={false} {...input} />
      )}
    </Labelled>
  );
}

/** One of several, by a list that unfolds. */
export function ChoiceField(
  props: InputFieldProps & { value: string; choices: readonly { value: string; text: string }[]; onChoose(value: string): void },
) {
  const { id, fault, value, choices, onChoose } = props;
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
        {choices.map(({ value: of, text }) => (
          <option key={of} value={of}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
