import type { ComponentChildren } from 'preact';
import { numberText } from '#web/shared/format.ts';
import type { Language } from '#web/shared/text.ts';

export type Bar = { key: string; label: ComponentChildren; value: number };

/** Lengths one below the other, each with its words and its number as text: nothing is said by the bar alone. */
export function BarList({ bars, language }: { bars: readonly Bar[]; language: Language }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul class="bars">
      {bars.map(({ key, label, value }) => (
        <li key={key}>
          <div class="bar-words">
            <span>{label}</span>
            <strong>{numberText(value, language)}</strong>
          </div>
          <svg class="bar" aria-hidden="true">
            <rect class="track" width="100%" height="100%" />
            <rect class="length" width={`${(100 * value) / most}%`} height="100%" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
