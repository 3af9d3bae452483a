import { scaleLinear } from 'd3-scale';
import { curveMonotoneX, line } from 'd3-shape';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export type Point = { x: number; y: number };

const HEIGHT = 240;
/** Before the place is measured: of the smallest phone. */
const LEAST_WIDTH = 288;
const MARGIN = { top: 12, right: 16, bottom: 28 };
/** A digit in the size of a chart's text is no wider. */
const DIGIT_WIDTH = 9;
const BESIDE_LABEL = 8;

/** A line over points that come from left to right, with its axes from 0; drawn as wide as there is room, so that its text is never scaled. */
export function LineChart({
  points,
  label,
  xText,
  yText,
}: {
  points: readonly Point[];
  /** What the drawing shows, for whoever hears it. */
  label: string;
  xText(x: number): string;
  yText(y: number): string;
}) {
  const [place, width] = useWidth();
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? 1;
  const highest = Math.max(1, ...points.map(({ y }) => y));
  const y = scaleLinear([0, highest], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);
  // Of what is counted there are no halves.
  const ticks = y.ticks(4).filter(Number.isInteger);
  const left = DIGIT_WIDTH * Math.max(...ticks.map((tick) => yText(tick).length)) + BESIDE_LABEL;
  const x = scaleLinear([first, Math.max(last, first + 1)], [left, width - MARGIN.right]);
  const path = line<Point>(
    (point) => x(point.x),
    (point) => y(point.y),
  ).curve(curveMonotoneX)(points as Point[]);
  const ends = points.length > 1 ? [first, last] : [first];
  return (
    <svg ref={place} class="line-chart" viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <path class="axis grid" d={`M${left} ${y(tick)}H${width - MARGIN.right}`} />
          <text x={left - BESIDE_LABEL} y={y(tick) + 5} text-anchor="end">
            {yText(tick)}
          </text>
        </g>
      ))}
      <path class="axis" d={`M${left} ${y(0)}H${width - MARGIN.right}`} />
      {ends.map((at, index) => (
        <text key={at} x={x(at)} y={HEIGHT - 6} text-anchor={index === 0 ? 'start' : 'end'}>
          {xText(at)}
        </text>
      ))}
      {path && <path class="line" d={path} />}
      {points.slice(-1).map((point) => (
        <circle key={point.x} class="dot" cx={x(point.x)} cy={y(point.y)} r={5} />
      ))}
    </svg>
  );
}

/** How wide an element is, in CSS pixels, whenever that changes. */
function useWidth(): [RefObject<SVGSVGElement | null>, number] {
  const place = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(LEAST_WIDTH);
  useEffect(() => {
    if (!place.current) return;
    const watching = new ResizeObserver(([entry]) => setWidth(Math.max(LEAST_WIDTH, Math.floor(entry?.contentRect.width ?? 0))));
    watching.observe(place.current);
    return () => watching.disconnect();
  }, []);
  return [place, width];
}
