import { scaleLinear } from 'd3-scale';
import { type Language, saying } from '#web/shared/text.ts';
import { provinceName } from '../names.ts';
import { PLAY } from '../texts/draw.ts';
import { useWidth } from '../use-width.ts';
import { type Drawn, EXAMPLE_PROVINCES, type ExamplePlaces } from './example.ts';

const ROW = 28;
const HEADING = 34;
/** Letters stand at the left of the lines, the first digits of the tickets at the right. */
const LETTERS = 26;
const DIGITS = 104;

/** Where a ticket lies between the lowest and the highest that there could be, 0 to 1. */
const fractionOf = (ticket: string) => Number.parseInt(ticket.slice(0, 8), 16) / 2 ** 32;

/** For each province its tickets as lines, as long as the ticket is high, lowest first, and the cut-off across them. */
export function TicketsDrawing({ drawn, places, language }: { drawn: Drawn; places: ExamplePlaces; language: Language }) {
  const say = saying(PLAY, language);
  const [place, width] = useWidth<HTMLDivElement>();
  const x = scaleLinear([0, 1], [LETTERS, width - DIGITS]);
  const groups = EXAMPLE_PROVINCES.map((province) => ({
    province,
    rows: drawn.order.filter((one) => one.province === province),
  }));
  const tops = groups.map((_, at) => groups.slice(0, at).reduce((sum, { rows }) => sum + HEADING + rows.length * ROW, 0));
  const height = groups.reduce((sum, { rows }) => sum + HEADING + rows.length * ROW, 0);
  const selected = drawn.order.filter((one) => one.selected).length;
  return (
    <div ref={place}>
      <svg
        role="img"
        aria-label={say('chartLabel', { selected, entrants: drawn.order.length })}
        viewBox={`0 0 ${width} ${height}`}
        class="tickets"
      >
        {groups.map(({ province, rows }, group) => {
          const top = tops[group] as number;
          const last = rows.filter((one) => one.selected).length;
          const cutOff = rows[last - 1];
          return (
            <g key={province} transform={`translate(0 ${top})`}>
              <text x={0} y={22} class="name">
                {say('ofPlaces', { province: provinceName(province), places: places[province] })}
              </text>
              {cutOff && (
                <line
                  class="cut-off"
                  x1={x(fractionOf(cutOff.ticket))}
                  x2={x(fractionOf(cutOff.ticket))}
                  y1={HEADING - 4}
                  y2={HEADING + rows.length * ROW - 4}
                />
              )}
              {rows.map(({ letter, ticket, selected }, at) => {
                const y = HEADING + at * ROW + ROW / 2 - 4;
                const end = x(fractionOf(ticket));
                return (
                  <g key={letter} class={selected ? 'has-place' : 'no-place'}>
                    <text x={2} y={y + 5} class="letter">
                      {letter}
                    </text>
                    <line class="stem" x1={x(0)} x2={end} y1={y} y2={y} />
                    <circle cx={end} cy={y} r={6} />
                    <text x={width} y={y + 5} class="digits" text-anchor="end">
                      {ticket.slice(0, 8)}… {selected ? '✓' : '–'}
                    </text>
                  </g>
                );
              })}
            </g>
          );
        })}
      </svg>
      <ul class="legend tickets">
        <li class="has-place">
          <svg class="sample" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx={12} cy={12} r={6} />
          </svg>
          {say('legendSelected')} ✓
        </li>
        <li class="no-place">
          <svg class="sample" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx={12} cy={12} r={6} />
          </svg>
          {say('legendNot')} –
        </li>
        <li>
          <svg class="sample" viewBox="0 0 24 24" aria-hidden="true">
            <line class="cut-off" x1={12} x2={12} y1={0} y2={24} />
          </svg>
          {say('legendCutOff')}
        </li>
      </ul>
    </div>
  );
}
