import { scaleLinear } from 'd3-scale';
import { type Language, saying } from '#web/shared/text.ts';
import { percentText } from '../percent.ts';
import { RATES } from '../texts/rates.ts';
import { useWidth } from '../use-width.ts';
import type { Rates } from './rate-limits.ts';

export type DrawnBand = Rates & { band: string; name: string };

/** Wide enough for the names to stand beside the bars. */
const WIDE = 560;
const NAMES = 230;
const AXIS = 28;

/** A row for each band: the plausible limits as a bar, the expected share as a line, the observed one as a dot, or a hollow diamond if it is outside. */
export function RatesDrawing({ bands, language }: { bands: readonly DrawnBand[]; language: Language }) {
  const say = saying(RATES, language);
  const [place, width] = useWidth<HTMLDivElement>();
  const wide = width >= WIDE;
  const [left, row] = wide ? [NAMES, 32] : [0, 52];
  const most = Math.max(...bands.map(({ rate, to }) => Math.max(rate, to)));
  const x = scaleLinear([0, most], [left + 10, width - 14]).nice(4);
  const ticks = x.ticks(wide ? 6 : 4);
  const height = AXIS + bands.length * row + 8;
  return (
    <div ref={place}>
      <svg role="img" aria-label={say('label', { count: bands.length })} viewBox={`0 0 ${width} ${height}`} class="rates">
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={x(tick)} x2={x(tick)} y1={AXIS - 6} y2={height} />
            <text x={x(tick)} y={14} text-anchor="middle">
              {percentText(tick, language)}
            </text>
          </g>
        ))}
        {bands.map((band, at) => {
          const top = AXIS + at * row;
          const middle = top + (wide ? row / 2 : 34);
          return (
            <g key={band.band}>
              <text x={0} y={wide ? middle + 5 : top + 17} class="name">
                {wide ? band.name : `${band.name}: ${percentText(band.rate, language)}`}
              </text>
              <rect
                class="limits"
                x={x(band.from)}
                y={middle - 7}
                width={Math.max(1, x(band.to) - x(band.from))}
                height={14}
                rx={3}
              />
              <line class="expected" x1={x(band.expectedRate)} x2={x(band.expectedRate)} y1={middle - 11} y2={middle + 11} />
              <Mark x={x(band.rate)} y={middle} inside={band.inside} />
            </g>
          );
        })}
      </svg>
      <ul class="legend">
        <li>
          <Sample>
            <Mark x={12} y={12} inside />
          </Sample>
          {say('legendObserved')}
        </li>
        <li>
          <Sample>
            <Mark x={12} y={12} inside={false} />
          </Sample>
          {say('legendOutside')}
        </li>
        <li>
          <Sample>
            <line class="expected" x1={12} x2={12} y1={1} y2={23} />
          </Sample>
          {say('legendExpected')}
        </li>
        <li>
          <Sample>
            <rect class="limits" x={1} y={5} width={22} height={14} rx={3} />
          </Sample>
          {say('legendInterval')}
        </li>
      </ul>
    </div>
  );
}

function Sample({ children }: { children: preact.ComponentChildren }) {
  return (
    <svg class="sample" viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  );
}

function Mark({ x, y, inside }: { x: number; y: number; inside: boolean }) {
  if (inside) return <circle class="observed" cx={x} cy={y} r={5} />;
  return <path class="outside" d={`M${x} ${y - 8}l8 8l-8 8l-8 -8z`} />;
}
