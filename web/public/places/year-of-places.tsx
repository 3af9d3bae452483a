import { type ChartColumn, ChartFigure } from '#web/shared/charts/chart-figure.tsx';
import { Fact } from '#web/shared/fact.tsx';
import { numberText } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { PLACES, STATIONS } from '../texts/places.ts';
import { FlowDrawing, stationName } from './flow-drawing.tsx';
import { FATES } from './wave-places.ts';
import type { FlowLink, YearFlow } from './year-flow.ts';

/** A year: its sums, its flow as a picture, and each stream of it as a line of a table. */
export function YearOfPlaces({ flow, year, language }: { flow: YearFlow; year: string; language: Language }) {
  const say = saying(PLACES, language);
  const sayStation = saying(STATIONS, language);
  const number = (places: number) => numberText(places, language);
  const { decreed, regranted, inHand, fates, refilled, faulty } = flow;
  return (
    <>
      {faulty.length > 0 && (
        <p class="summary" role="alert">
          {say('faulty', { waves: [...new Set(faulty)].join(', ') })}
        </p>
      )}
      <ChartFigure
        title={say('picture', { year })}
        rows={flow.links}
        columns={columnsOf(flow, year, language)}
        keyOf={({ source, target }) => `${source} ${target}`}
        fileName={`kuota-${year}`}
        language={language}
      >
        <FlowDrawing flow={flow} year={year} language={language} />
      </ChartFigure>
      <section aria-labelledby="sums">
        <h2 id="sums">{say('sums', { year })}</h2>
        <dl class="facts">
          <Fact term={say('decreed')}>{number(decreed)}</Fact>
          {FATES.filter((fate) => fates[fate] > 0).map((fate) => (
            <Fact key={fate} term={sayStation(fate)}>
              {number(fates[fate])}
            </Fact>
          ))}
          {regranted > 0 && <Fact term={say('regranted')}>{number(regranted)}</Fact>}
          {inHand > 0 && <Fact term={sayStation('inHand')}>{number(inHand)}</Fact>}
        </dl>
        <p>{say('adds', { decreed: number(decreed), regranted: number(regranted), sum: number(decreed + regranted) })}</p>
        {refilled > 0 && <p>{say('refilled', { count: number(refilled) })}</p>}
        {regranted > 0 && <p class="hint">{say('poolHint')}</p>}
      </section>
    </>
  );
}

function columnsOf({ nodes }: YearFlow, year: string, language: Language): ChartColumn<FlowLink>[] {
  const say = saying(PLACES, language);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const name = (id: string) => {
    const node = byId.get(id);
    return node ? stationName(node, year, language) : id;
  };
  const text = (heading: string, of: (link: FlowLink) => string): ChartColumn<FlowLink> => ({ heading, cell: of, value: of });
  return [
    text(say('from'), ({ source }) => name(source)),
    text(say('to'), ({ target }) => name(target)),
    {
      heading: say('places'),
      numeric: true,
      cell: ({ places }) => numberText(places, language),
      value: ({ places }) => places,
    },
  ];
}
