import { type FieldProps, Group } from '#web/shared/fields.tsx';
import type { Moment } from './wib.ts';

type MomentFieldProps = FieldProps & {
  value: Moment;
  day: string;
  time: string;
  /** The same in words, as soon as it is one: a browser shows days and hours in its own language's way. */
  words: string | undefined;
  onChange(value: Moment): void;
  onLeave(): void;
};

/** A day and a time of day in WIB. */
export function MomentField({ value, day, time, words, onChange, onLeave, ...group }: MomentFieldProps) {
  const { id, fault } = group;
  const invalid = fault ? 'true' : undefined;
  const left = () => value.date !== '' && value.time !== '' && onLeave();
  return (
    <Group {...group}>
      <div class="parts moment">
        <div class="field">
          <label for={id}>{day}</label>
          <input
            id={id}
            type="date"
            value={value.date}
            aria-invalid={invalid}
            onInput={(event) => onChange({ ...value, date: event.currentTarget.value })}
            onBlur={left}
          />
        </div>
        <div class="field">
          <label for={`${id}-time`}>{time}</label>
          <input
            id={`${id}-time`}
            type="time"
            step="any"
            value={value.time}
            aria-invalid={invalid}
            onInput={(event) => onChange({ ...value, time: event.currentTarget.value })}
            onBlur={left}
          />
        </div>
      </div>
      <p class="remark" aria-live="polite">
        {words}
      </p>
    </Group>
  );
}

type ChecksProps = FieldProps & {
  chosen: readonly string[];
  choices: readonly { value: string; text: string }[];
  onChange(chosen: readonly string[]): void;
};

/** Any number of choices. What was chosen keeps its order, and what is chosen now comes after it. */
export function ChecksField({ chosen, choices, onChange, ...group }: ChecksProps) {
  return (
    <Group {...group}>
      <div class="checks">
        {choices.map(({ value, text }, at) => (
          <label key={value} class="choice">
            <input
              id={at === 0 ? group.id : `${group.id}-${value}`}
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
              }
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </Group>
  );
}
