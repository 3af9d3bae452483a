import { useState } from 'preact/hooks';
import type { RatesOfDimension, SelectionRates } from '#shared/evidence/documents.ts';
import { SELECTION_RATES_FILE } from '#shared/evidence/evidence-names.ts';
import { type ChartColumn, ChartFigure } from '#web/shared/charts/chart-figure.tsx';
import { numberText } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { evidencePath } from '../evidence.ts';
import { provinceName } from '../names.ts';
import { percentText } from '../percent.ts';
import { BAND_TEXTS, RATES } from '../texts/rates.ts';
import { type Band, ratesOf } from './rate-limits.ts';
import { type DrawnBand, RatesDrawing } from './rates-drawing.tsx';

const DIMENSIONS = ['province', 'sex', 'ageBand', 'priority'] as const;
type Dimension = (typeof DIMENSIONS)[number];
/** Below it somebody should be asked (docs/draw.md). */
const HARDLY_CHANCE = 0.000001;

type Row = Band & DrawnBand;

/** Observed against expected: who was selected, next to what the plan and an honest draw let expect. */
export function RatesChart({ rates, language }: { rates: SelectionRates; language: Language }) {
  const say = saying(RATES, language);
  const [dimension, choose] = useState<Dimension>('province');
  return (
    <section aria-labelledby="rates">
      <h3 id="rates">{say('heading')}</h3>
      {rates.dimensions ? (
        <>
          <p>{say('body')}</p>
          <div class="field">
            <label for="rates-by">{say('by')}</label>
            <select
              id="rates-by"
              value={dimension}
              onChange={(event) => choose(DIMENSIONS.find((one) => one === event.currentTarget.value) ?? 'province')}
            >
              {DIMENSIONS.map((one) => (
                <option key={one} value={one}>
                  {say(one)}
                </option>
              ))}
            </select>
          </div>
          <Chart of={rates.dimensions[dimension]} dimension={dimension} waveId={rates.waveId} language={language} />
        </>
      ) : (
        <p>{say('withheld')}</p>
      )}
      <p class="quiet">
        {say('source')}: <a href={evidencePath(rates.waveId, SELECTION_RATES_FILE)}>{SELECTION_RATES_FILE}</a>
      </p>
    </section>
  );
}

type ChartProps = { of: RatesOfDimension; dimension: Dimension; waveId: string; language: Language };

function Chart({ of: { bands, p }, dimension, waveId, language }: ChartProps) {
  const say = saying(RATES, language);
  const rows = bands.map((band): Row => ({ ...band, ...ratesOf(band), name: bandName(band.band, language) }));
  if (rows.length === 0) return <p>{say('untested')}</p>;
  return (
    <>
      <ChartFigure
        title={say('title', { by: say(dimension).toLowerCase() })}
        rows={rows}
        columns={columnsOf(language)}
        keyOf={({ band }) => band}
        fileName={`${waveId}-${dimension.toLowerCase()}`}
        language={language}
      >
        <RatesDrawing bands={rows} language={language} />
      </ChartFigure>
      <p>
        {p === null ? say('untested') : say('p', { p: smallText(p, language), share: smallText(p, language, 'percent') })}
        {p !== null && p < HARDLY_CHANCE && <strong> {say('hardlyChance')}</strong>}
      </p>
    </>
  );
}

function columnsOf(language: Language): ChartColumn<Row>[] {
  const say = saying(RATES, language);
  const share = (heading: string, of: (row: Row) => number): ChartColumn<Row> => ({
    heading,
    numeric: true,
    cell: (row) => percentText(of(row), language),
    value: (row) => Number(of(row).toFixed(6)),
  });
  const people = (heading: string, of: (row: Row) => number): ChartColumn<Row> => ({
    heading,
    numeric: true,
    cell: (row) => numberText(of(row), language),
    value: of,
  });
  return [
    { heading: say('group'), cell: ({ name }) => name, value: ({ name }) => name },
    people(say('entrants'), ({ entrants }) => entrants),
    people(say('selected'), ({ selected }) => selected),
    people(say('expected'), ({ expected }) => expected),
    share(say('rate'), ({ rate }) => rate),
    share(say('expectedRate'), ({ expectedRate }) => expectedRate),
    share(say('from'), ({ from }) => from),
    share(say('to'), ({ to }) => to),
    {
      heading: say('inside'),
      cell: ({ inside }) => say(inside ? 'inside' : 'outside'),
      value: ({ inside }) => say(inside ? 'inside' : 'outside'),
    },
  ];
}

/** With its first digits, however small. */
function smallText(value: number, language: Language, style: 'decimal' | 'percent' = 'decimal'): string {
  return new Intl.NumberFormat(language, { style, maximumSignificantDigits: 3 }).format(value);
}

function bandName(band: string, language: Language): string {
  return Object.hasOwn(BAND_TEXTS, band) ? BAND_TEXTS[band as keyof typeof BAND_TEXTS][language] : provinceName(band);
}
