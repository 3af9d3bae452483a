import { type SankeyGraph, sankey, sankeyJustify } from 'd3-sankey';
import type { FlowLink, FlowNode, YearFlow } from './year-flow.ts';

export type PlacedNode = {
  station: FlowNode;
  places: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** In the first column or row, in the last, or between. */
  at: 'first' | 'between' | 'last';
};
export type PlacedLink = { link: FlowLink; path: string; thickness: number };
export type Placed = { nodes: PlacedNode[]; links: PlacedLink[]; width: number; height: number; vertical: boolean };

/** Below it the flow runs from top to bottom. */
const WIDE = 600;
const THICKNESS = 14;
/** For names at the outermost nodes, and for the numbers below the last ones of a narrow picture. */
const MARGIN = 12;
const NUMBERS = 40;

/** Lays out a flow for a width: from left to right, or from top to bottom on a small screen. The order of the nodes stays. */
export function layOut(flow: YearFlow, width: number): Placed {
  const vertical = width < WIDE;
  const rows = Math.max(...countsPerColumn(flow));
  // Along the flow, and across it.
  const [along, across] = vertical ? [440, width] : [width, Math.max(400, rows * 52)];
  const lay = sankey<FlowNode, { places: number }>()
    .nodeId(({ id }) => id)
    .nodeAlign(sankeyJustify)
    // The compiled types leave out null, which keeps the given order.
    .nodeSort(null as unknown as undefined)
    .nodeWidth(THICKNESS)
    .nodePadding(vertical ? 6 : 22)
    .extent([
      [0, MARGIN],
      [along, across - MARGIN],
    ]);
  const graph: SankeyGraph<FlowNode, { places: number }> = lay({
    nodes: flow.nodes.map((node) => ({ ...node })),
    links: flow.links.map(({ source, target, places }) => ({ source, target, places, value: places })),
  });
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const nodes = graph.nodes.map(({ id, x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0 }): PlacedNode => {
    const thick = Math.max(1, y1 - y0);
    const box = vertical ? { x: y0, y: x0, width: thick, height: x1 - x0 } : { x: x0, y: y0, width: x1 - x0, height: thick };
    return { station: byId.get(id) as FlowNode, places: value, ...box, at: x0 < 1 ? 'first' : x1 > along - 1 ? 'last' : 'between' };
  });
  const links = graph.links.map(({ source, target, y0 = 0, y1 = 0, width: thickness = 1, places }): PlacedLink => {
    const [from, to] = [source, target] as (FlowNode & { x0: number; x1: number })[];
    const link = { source: from?.id ?? '', target: to?.id ?? '', places };
    return { link, path: curve(from?.x1 ?? 0, y0, to?.x0 ?? 0, y1, vertical), thickness: Math.max(1, thickness) };
  });
  return { nodes, links, width, height: vertical ? along + NUMBERS : across, vertical };
}

/** From one node's end to the next one's beginning, leaving and arriving along the flow. */
function curve(x0: number, y0: number, x1: number, y1: number, vertical: boolean): string {
  const middle = (x0 + x1) / 2;
  const points = [
    [x0, y0],
    [middle, y0],
    [middle, y1],
    [x1, y1],
  ].map(([along = 0, across = 0]) => (vertical ? [across, along] : [along, across]).map((of) => of.toFixed(1)).join(' '));
  return `M${points[0]}C${points[1]} ${points[2]} ${points[3]}`;
}

/** About how many nodes stand beside each other: the waves, or the fates. */
function countsPerColumn({ nodes }: YearFlow): number[] {
  const waves = nodes.filter(({ kind }) => kind === 'wave').length;
  return [waves, nodes.length - waves];
}
