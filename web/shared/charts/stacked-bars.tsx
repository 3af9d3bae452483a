import type { ComponentChildren } from 'preact';
import { numberText } from '#web/shared/format.ts';
import type { Language } from '#web/shared/text.ts';

/** How a part is filled: told apart without any colour. */
const FILLS = ['solid', 'hatched', 'dotted', 'crossed', 'empty'] as const;
export type Fill = (typeof FILLS)[number];

/** A part of every bar: its words in the legend, and how it is filled. */
export type Part<Row> = { name: string; fill: Fill; of(row: Row): number };

/** Bars one below the other that are made of the same parts, all to one scale. */
export function StackedBars<Row>({
  rows,
  parts,
  keyOf,
  labelOf,
  language,
}: {
  rows: readonly Row[];
  parts: readonly Part<Row>[];
  keyOf(row: Row): string;
  labelOf(row: Row): ComponentChildren;
  language: Language;
}) {
  const whole = (row: Row) => parts.reduce((sum, { of }) => sum + Math.max(0, of(row)), 0);
  const most = Math.max(1, ...rows.map(whole));
  return (
    <>
      <Fills />
      <ul class="legend">
        {parts.map(({ name, fill }) => (
          <li key={name}>
            <svg class="key" aria-hidden="true">
              <rect class={`part ${fill}`} fill={`url(#fill-${fill})`} width="100%" height="100%" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <ul class="bars">
        {rows.map((row) => {
          let from = 0;
          return (
            <li key={keyOf(row)}>
              <div class="bar-words">
                <span>{labelOf(row)}</span>
                <strong>{numberText(whole(row), language)}</strong>
              </div>
              <svg
                class="bar thick"
                role="img"
                aria-label={parts.map(({ name, of }) => `${name} ${numberText(of(row), language)}`).join(', ')}
              >
                {parts.map(({ name, fill, of }) => {
                  const width = (100 * Math.max(0, of(row))) / most;
                  const x = from;
                  from += width;
                  return (
                    width > 0 && (
                      <rect
                        key={name}
                        class={`part ${fill}`}
                        fill={`url(#fill-${fill})`}
                        x={`${x}%`}
                        width={`${width}%`}
                        height="100%"
                      />
                    )
                  );
                })}
              </svg>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** The patterns, once for all bars of a chart. */
function Fills() {
  return (
    <svg class="fills" aria-hidden="true">
      <defs>
        <pattern id="fill-solid" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect class="ink" width="8" height="8" />
        </pattern>
        <pattern id="fill-hatched" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect class="paper" width="8" height="8" />
          <path class="stroke" d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6" />
        </pattern>
        <pattern id="fill-dotted" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect class="paper" width="8" height="8" />
          <circle class="ink" cx="4" cy="4" r="2" />
        </pattern>
        <pattern id="fill-crossed" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect class="paper" width="8" height="8" />
          <path class="stroke" d="M0 4H8M4 0V8" />
        </pattern>
        <pattern id="fill-empty" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect class="paper" width="8" height="8" />
        </pattern>
      </defs>
    </svg>
  );
}
