import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance from a seed (xoroshiro128+): the same seed gives the same people. Nothing of the draw itself uses it. */
export type Random = {
  /** A whole number, both ends included. */
  integer(from: number, to: number): number;
  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of the keys, each with a probability in proportion to its weight. */
  weighted<K extends string | number>(weights: readonly (readonly [key: K, weight: number])[]): K;
  /** A new array in random order (Fisher-Yates). */
  shuffled<T>(items: readonly T[]): T[];
};

/** @param seed a 32-bit whole number */
export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const integer = (from: number, to: number) => uniformInt(generator, from, to);
  const fraction = () => uniformFloat64(generator);
  return {
    integer,
    chance: (probability) => fraction() < probability,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[integer(0, items.length - 1)] as (typeof items)[number];
    },
    weighted(weights) {
      const last = weights.at(-1);
      if (!last) throw new RangeError('nothing to pick from');
      let left = fraction() * weights.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of weights) {
        left -= weight;
        if (left < 0) return key;
      }
      return last[0];
    },
    shuffled(items) {
      const order = [...items];
      for (let end = order.length - 1; end > 0; end--) {
        const other = integer(0, end);
        const moved = order[end] as (typeof items)[number];
        order[end] = order[other] as (typeof items)[number];
        order[other] = moved;
      }
      return order;
    },
  };
}
