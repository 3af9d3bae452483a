import { useState } from 'preact/hooks';
import { PROVINCES, type Province } from '#shared/regions/provinces.ts';
import { numberText } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { CHARTS } from '#web/shared/texts/charts.ts';
import { ChartFigure } from './chart-figure.tsx';
import { COLUMNS, PROVINCE_TILES, ROWS, type Tile } from './province-tiles.ts';

/** A figure that each province has: those that are not in `of` have none. */
export type Measure = { name: string; of: Readonly<Record<string, number>> };

const [STEP_X, STEP_Y, GAP] = [80, 64, 4];
const [WIDTH, HEIGHT] = [STEP_X - GAP, STEP_Y - GAP];
/** Shades from the lightest to the darkest that text can still be read on; the bar in each tile says the same without any. */
const SHADES = 4;
/** From then on provinces are in the ministry's lists that were not there before: they are shown when they have a figure. */
const SINCE = 2019;

/** Figures by province on a grid in the shape of the country, as a table and as a file; of several measures one is chosen to be drawn. */
export function TileGrid({
  title,
  measures,
  fileName,
  language,
  id,
}: {
  title: string;
  measures: readonly [Measure, ...Measure[]];
  fileName: string;
  language: Language;
  id: string;
}) {
  const say = saying(CHARTS, language);
  const [name, choose] = useState(measures[0].name);
  const chosen = measures.find((measure) => measure.name === name) ?? measures[0];
  const has = (code: string) => measures.some(({ of }) => of[code] !== undefined);
  const provinces = PROVINCES.filter(({ code, since }) => since <= SINCE || has(code));
  const shown = new Set(provinces.map(({ code }) => code));
  const most = Math.max(1, ...provinces.map(({ code }) => chosen.of[code] ?? 0));
  const number = (value: number | undefined) => (value === undefined ? '–' : numberText(value, language));
  return (
    <>
      {measures.length > 1 && (
        <div class="field">
          <label for={id}>{say('measure')}</label>
          <select id={id} value={chosen.name} onChange={(event) => choose(event.currentTarget.value)}>
            {measures.map((measure) => (
              <option key={measure.name} value={measure.name}>
                {measure.name}
              </option>
            ))}
          </select>
        </div>
      )}
      <ChartFigure
        title={`${title}: ${chosen.name}`}
        rows={provinces}
        columns={[
          { heading: say('province'), cell: (of) => of.name, value: (of) => of.name },
          ...measures.map(({ name: heading, of }) => ({
            heading,
            numeric: true as const,
            cell: ({ code }: Province) => number(of[code]),
            value: ({ code }: Province) => of[code] ?? '',
          })),
        ]}
        keyOf={({ code }) => code}
        fileName={fileName}
        language={language}
      >
        {/* On a small screen the map is moved in itself, as a table is. */}
        <section class="map" tabindex={0} aria-label={say('map', { title })}>
          <svg viewBox={`0 0 ${COLUMNS * STEP_X} ${ROWS * STEP_Y}`} role="img" aria-label={`${title}: ${chosen.name}`}>
            {PROVINCE_TILES.filter(({ code }) => shown.has(code)).map((tile) => (
              <ProvinceTile key={tile.code} {...{ tile, most }} value={chosen.of[tile.code]} text={number(chosen.of[tile.code])} />
            ))}
          </svg>
        </section>
      </ChartFigure>
    </>
  );
}

function ProvinceTile({ tile, value, text, most }: { tile: Tile; value: number | undefined; text: string; most: number }) {
  const part = (value ?? 0) / most;
  const shade = value === undefined ? 'none' : value <= 0 ? 'shade-0' : `shade-${Math.max(1, Math.ceil(part * SHADES))}`;
  return (
    <g class={`tile ${shade}`} transform={`translate(${tile.column * STEP_X} ${tile.row * STEP_Y})`} data-province={tile.code}>
      <rect width={WIDTH} height={HEIGHT} rx={4} />
      <text x={6} y={18}>
        {tile.short}
      </text>
      <text class="value" x={6} y={39}>
        {text}
      </text>
      {value !== undefined && value > 0 && (
        <rect class="bar" x={6} y={HEIGHT - 11} width={Math.max(2, part * (WIDTH - 12))} height={6} />
      )}
    </g>
  );
}
