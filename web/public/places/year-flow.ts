import { FATES, type Fate, type WavePlaces } from './wave-places.ts';

/**
 * Where places stand in the picture of a year: the decree, a wave, a fate; `back` are pools, one for the waves of the decree and one for each generation of
 * waves made of what came back, so that the flow never runs in a circle; `inHand` is what is left of them; `unexplained` gives what the published numbers do not account for.
 */
export type FlowNode =
  | { id: string; kind: 'decree' | 'inHand' | 'unexplained' }
  | { id: string; kind: 'wave'; waveId: string; number: number }
  | { id: string; kind: Fate };
export type FlowLink = { source: string; target: string; places: number };
export type YearFlow = {
  nodes: readonly FlowNode[];
  /** Each place of the decree goes along one path of them. */
  links: readonly FlowLink[];
  decreed: number;
  regranted: number;
  inHand: number;
  fates: Readonly<Record<Fate, number>>;
  refilled: number;
  /** Waves whose numbers do not add up, and recovery waves that have more places than can have come back. */
  faulty: readonly string[];
};

/**
 * Of the waves of a generation: places that came back, and that are with recipients, as far as another wave can have them; how many of the latter another wave
 * has, so that they have come back too; and those that their own waves give again.
 */
type Pool = { back: number; awaited: number; taken: number; ownBack: number; ownAwaited: number };

/**
 * The flow of a year's places. Which wave's returned places a recovery wave is made of is not public, so they come out of the pool of all earlier waves; where
 * more have been granted again than is published as come back, the rest came back from waves that are not settled yet.
 * @param waves in the order of their openings
 */
export function flowOf(waves: readonly WavePlaces[]): YearFlow {
  const links: FlowLink[] = [];
  const add = (source: string, target: string, places: number) => {
    if (places > 0) links.push({ source, target, places });
  };
  const pools = new Map<number, Pool>();
  const poolOf = (generation: number) => {
    const pool = pools.get(generation) ?? { back: 0, awaited: 0, taken: 0, ownBack: 0, ownAwaited: 0 };
    pools.set(generation, pool);
    return pool;
  };
  const generations = new Map<string, number>();
  const faulty = waves.filter((wave) => wave.faulty).map(({ waveId }) => waveId);
  let regranted = 0;
  for (const wave of waves) {
    const node = nodeOfWave(wave);
    let generation = 0;
    if (wave.fundedBy === 'decree') add('decree', node, wave.places);
    else {
      let need = wave.places;
      for (const from of ['back', 'awaited'] as const) {
        for (const [of, pool] of pools) {
          const taken = Math.min(need, pool[from]);
          if (taken === 0) continue;
          need -= taken;
          pool[from] -= taken;
          if (from === 'awaited') pool.taken += taken;
          generation = Math.max(generation, of + 1);
          add(`back/${of}`, node, taken);
        }
      }
      add('unexplained', node, need);
      if (need > 0) faulty.push(wave.waveId);
      regranted += wave.places;
    }
    generations.set(wave.waveId, generation);
    const pool = poolOf(generation);
    pool[wave.ownRefills ? 'ownBack' : 'back'] += wave.fates.back;
    pool[wave.ownRefills ? 'ownAwaited' : 'awaited'] += wave.fates.awaited;
  }
  for (const [generation, { back, awaited, taken, ownBack, ownAwaited }] of pools) {
    add(`back/${generation}`, 'inHand', back + ownBack);
    if (taken === 0) continue;
    add(`awaited/${generation}`, `back/${generation}`, taken);
    add(`awaited/${generation}`, 'awaited', awaited + ownAwaited);
  }
  for (const wave of waves) {
    const generation = generations.get(wave.waveId) ?? 0;
    const isTaken = poolOf(generation).taken > 0;
    for (const fate of FATES) {
      const pooled = fate === 'back' || (fate === 'awaited' && isTaken);
      add(nodeOfWave(wave), pooled ? `${fate}/${generation}` : fate, wave.fates[fate]);
    }
  }
  const sum = (of: (wave: WavePlaces) => number) => waves.reduce((total, wave) => total + of(wave), 0);
  const taken = [...pools.values()].reduce((total, pool) => total + pool.taken, 0);
  const fates = Object.fromEntries(FATES.map((fate) => [fate, sum((wave) => wave.fates[fate])])) as Record<Fate, number>;
  return {
    nodes: nodesOf(waves, links),
    links,
    decreed: sum(({ fundedBy, places }) => (fundedBy === 'decree' ? places : 0)),
    regranted,
    inHand: [...pools.values()].reduce((total, pool) => total + pool.back + pool.ownBack, 0),
    fates: { ...fates, back: fates.back + taken, awaited: fates.awaited - taken },
    refilled: sum(({ refilled }) => refilled),
    faulty,
  };
}

function nodeOfWave({ waveId }: Pick<WavePlaces, 'waveId'>): string {
  return `wave/${waveId}`;
}

/** The nodes that links name, in the order in which they are drawn: waves by their openings, fates as they are listed. */
function nodesOf(waves: readonly WavePlaces[], links: readonly FlowLink[]): FlowNode[] {
  const named = new Set(links.flatMap(({ source, target }) => [source, target]));
  const generations = [...new Set(waves.keys())];
  const all: FlowNode[] = [
    { id: 'decree', kind: 'decree' },
    { id: 'unexplained', kind: 'unexplained' },
    ...waves.map(({ waveId, number }): FlowNode => ({ id: nodeOfWave({ waveId }), kind: 'wave', waveId, number })),
    ...FATES.flatMap((fate): FlowNode[] => [
      ...generations.map((generation): FlowNode => ({ id: `${fate}/${generation}`, kind: fate })),
      { id: fate, kind: fate },
    ]),
    { id: 'inHand', kind: 'inHand' },
  ];
  return all.filter(({ id }) => named.has(id));
}
