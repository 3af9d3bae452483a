/** Events in the order of their times; those of one time in the order in which they were added. Holds some tens of millions. */
export type EventQueue = {
  /** @param at milliseconds; @param kind and @param whom whole numbers, 0 or more */
  add(at: number, kind: number, whom: number): void;
  /** Takes the next event out and shows it in `at`, `kind` and `whom`. @returns false when there is none */
  next(): boolean;
  /** The time of the next event, which stays; infinite when there is none. */
  nextAt(): number;
  at: number;
  kind: number;
  whom: number;
};

const FIRST_ROOM = 1024;

/** A binary heap over typed arrays: no object per event. */
export function eventQueue(): EventQueue {
  let times = new Float64Array(FIRST_ROOM);
  let turns = new Float64Array(FIRST_ROOM);
  let kinds = new Uint8Array(FIRST_ROOM);
  let whoms = new Uint32Array(FIRST_ROOM);
  let size = 0;
  let turn = 0;

  const before = (at: number, turnOf: number, other: number) => {
    const otherAt = times[other] as number;
    return at < otherAt || (at === otherAt && turnOf < (turns[other] as number));
  };
  const move = (from: number, to: number) => {
    times[to] = times[from] as number;
    turns[to] = turns[from] as number;
    kinds[to] = kinds[from] as number;
    whoms[to] = whoms[from] as number;
  };
  const put = (index: number, at: number, turnOf: number, kind: number, whom: number) => {
    times[index] = at;
    turns[index] = turnOf;
    kinds[index] = kind;
    whoms[index] = whom;
  };

  const queue: EventQueue = {
    at: 0,
    kind: 0,
    whom: 0,
    add(at, kind, whom) {
      if (size === times.length) {
        times = widened(times, new Float64Array(size * 2));
        turns = widened(turns, new Float64Array(size * 2));
        kinds = widened(kinds, new Uint8Array(size * 2));
        whoms = widened(whoms, new Uint32Array(size * 2));
      }
      const turnOf = turn++;
      let index = size++;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (!before(at, turnOf, parent)) break;
        move(parent, index);
        index = parent;
      }
      put(index, at, turnOf, kind, whom);
    },
    nextAt: () => (size === 0 ? Number.POSITIVE_INFINITY : (times[0] as number)),
    next() {
      if (size === 0) return false;
      queue.at = times[0] as number;
      queue.kind = kinds[0] as number;
      queue.whom = whoms[0] as number;
      size--;
      const at = times[size] as number;
      const turnOf = turns[size] as number;
      const kind = kinds[size] as number;
      const whom = whoms[size] as number;
      let index = 0;
      for (;;) {
        let child = 2 * index + 1;
        if (child >= size) break;
        if (child + 1 < size && before(times[child + 1] as number, turns[child + 1] as number, child)) child++;
        if (before(at, turnOf, child)) break;
        move(child, index);
        index = child;
      }
      put(index, at, turnOf, kind, whom);
      return true;
    },
  };
  return queue;
}

function widened<T extends Float64Array | Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
