import { numberText } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { PLACES, STATIONS } from '../texts/places.ts';
import { useWidth } from '../use-width.ts';
import { layOut, type PlacedNode } from './layout.ts';
import type { FlowNode, YearFlow } from './year-flow.ts';

type FlowProps = { flow: YearFlow; year: string; language: Language };

/** The name of a station of the flow. */
export function stationName(node: FlowNode, year: string, language: Language): string {
  const say = saying(STATIONS, language);
  return say(node.kind, node.kind === 'wave' ? { number: node.number } : { year });
}

/** What stands for a kind, besides its name: solid, hatched, dotted or plain. */
function textureOf(kind: FlowNode['kind']): 'solid' | 'hatched' | 'dotted' | 'plain' {
  if (kind === 'used') return 'solid';
  if (kind === 'back' || kind === 'inHand') return 'hatched';
  return kind === 'awaited' || kind === 'regiving' || kind === 'reserved' || kind === 'undrawn' ? 'dotted' : 'plain';
}

/** The flow as a picture: from left to right with names, or, on a small screen, from top to bottom with numbers that a list names. */
export function FlowDrawing({ flow, year, language }: FlowProps) {
  const say = saying(PLACES, language);
  const [place, width] = useWidth<HTMLDivElement>();
  const placed = layOut(flow, width);
  const waves = flow.nodes.filter(({ kind }) => kind === 'wave').length;
  const kinds = new Map(flow.nodes.map(({ id, kind }) => [id, kind]));
  const streams = placed.links.map((one) => ({ ...one, texture: textureOf(kinds.get(one.link.target) ?? 'wave') }));
  // What came back is little, and is not to be hidden below what was used.
  streams.sort((left, right) => Number(left.texture === 'hatched') - Number(right.texture === 'hatched'));
  return (
    <div ref={place}>
      <svg
        role="img"
        aria-label={say('label', { decreed: numberText(flow.decreed, language), year, waves })}
        viewBox={`0 0 ${placed.width} ${placed.height}`}
        class="flow-picture"
      >
        <Textures />
        {streams.map(({ link, path, thickness, texture }) => (
          <path
            key={`${link.source} ${link.target}`}
            class="stream"
            d={path}
            stroke-width={thickness}
            stroke={`url(#${texture})`}
          />
        ))}
        {placed.nodes.map((one, at) => (
          <Station key={one.station.id} one={one} number={at + 1} vertical={placed.vertical} year={year} language={language} />
        ))}
      </svg>
      {placed.vertical && (
        <ol class="stations">
          {placed.nodes.map(({ station, places }) => (
            <li key={station.id}>
              {stationName(station, year, language)} <strong>{numberText(places, language)}</strong>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

type StationProps = { one: PlacedNode; number: number; vertical: boolean; year: string; language: Language };

/** Numbers need so much room to stand on a station; on a narrower one they stand beside it. */
const ROOM = 16;

function Station({ one, number, vertical, year, language }: StationProps) {
  const { x, y, width, height } = one;
  return (
    <g>
      <rect class="station" x={x} y={y} width={width} height={height} />
      {vertical ? <NumberOf one={one} number={number} /> : <Name one={one} year={year} language={language} />}
    </g>
  );
}

function NumberOf({ one: { x, y, width, height, at }, number }: { one: PlacedNode; number: number }) {
  const middle = x + width / 2;
  if (width >= ROOM) {
    return (
      <text class="on-station" x={middle} y={y + 11} text-anchor="middle">
        {number}
      </text>
    );
  }
  // Of the last row below it, in three lines by turns, so that small neighbours stay apart.
  if (at === 'last') {
    return (
      <text class="beside" x={middle} y={y + height + 12 + (number % 3) * 12} text-anchor="middle">
        {number}
      </text>
    );
  }
  return (
    <text class="beside" x={x + width + 3} y={y + 11}>
      {number}
    </text>
  );
}

function Name({ one, year, language }: { one: PlacedNode; year: string; language: Language }) {
  const { station, places, x, y, width, height, at } = one;
  const last = at === 'last';
  const left = last ? x - 6 : x + width + 6;
  const middle = y + height / 2 + 5;
  const name = stationName(station, year, language);
  const count = numberText(places, language);
  return (
    <text x={left} y={at === 'first' ? middle - 9 : middle} text-anchor={last ? 'end' : 'start'}>
      {name}{' '}
      <tspan class="count" {...(at === 'first' && { x: left, dy: 18 })}>
        {count}
      </tspan>
    </text>
  );
}

/** Paints that can be told apart without colours. */
function Textures() {
  return (
    <defs>
      <pattern id="solid" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect class="of-used" width="8" height="8" />
      </pattern>
      <pattern id="hatched" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="of-back" width="8" height="8" />
        <rect class="of-back-line" width="3" height="8" />
      </pattern>
      <pattern id="dotted" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect class="of-rest" width="8" height="8" />
        <circle class="of-dots" cx="4" cy="4" r="1.4" />
      </pattern>
      <pattern id="plain" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect class="of-rest" width="8" height="8" />
      </pattern>
    </defs>
  );
}
