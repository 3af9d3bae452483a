import { type ChartColumn, ChartFigure } from '#web/shared/charts/chart-figure.tsx';
import { Fact } from '#web/shared/fact.tsx';
import { type Language, saying } from '#web/shared/text.ts';
import { provinceName } from '../names.ts';
import { PLAY } from '../texts/draw.ts';
import type { Drawn, ExamplePlaces } from './example.ts';
import { TicketsDrawing } from './tickets-drawing.tsx';

type Row = Drawn['order'][number] & { place: number };

/** What the draw comes to: the fingerprints that the seed is made of, and the tickets in their order. */
export function Result({ drawn, places, language }: { drawn: Drawn; places: ExamplePlaces; language: Language }) {
  const say = saying(PLAY, language);
  const rows = drawn.order.map((one, at): Row => ({ ...one, place: at + 1 }));
  return (
    <section aria-labelledby="played">
      <h3 id="played">{say('result')}</h3>
      <dl class="facts">
        <Fact term={say('planHash')}>
          <code>{drawn.planHash}</code>
        </Fact>
        <Fact term={say('root')}>
          <code>{drawn.entrantsRoot}</code>
        </Fact>
        <Fact term={say('seed')}>
          <code id="seed">{drawn.seed}</code>
        </Fact>
      </dl>
      <ChartFigure
        title={say('chart')}
        rows={rows}
        columns={columnsOf(language)}
        keyOf={({ letter }) => letter}
        fileName="undian-contoh"
        language={language}
      >
        <TicketsDrawing drawn={drawn} places={places} language={language} />
      </ChartFigure>
    </section>
  );
}

function columnsOf(language: Language): ChartColumn<Row>[] {
  const say = saying(PLAY, language);
  const text = (heading: string, of: (row: Row) => string): ChartColumn<Row> => ({ heading, cell: of, value: of });
  return [
    { heading: say('place'), numeric: true, cell: ({ place }) => place, value: ({ place }) => place },
    text(say('name'), ({ letter }) => letter),
    text(say('state'), ({ selected }) => say(selected ? 'legendSelected' : 'legendNot')),
    text(say('province'), ({ province }) => provinceName(province)),
    { heading: say('ticket'), cell: ({ ticket }) => <code>{ticket}</code>, value: ({ ticket }) => ticket },
    { heading: say('entryId'), cell: ({ entryId }) => <code>{entryId}</code>, value: ({ entryId }) => entryId },
  ];
}
