/** Words of a slot: how many have been taken and one more (0 is an empty slot), and the two halves of the tag: together, since each look-up is a miss of the cache. */
const SLOT_WORDS = 3;
/** More than three quarters of the slots in use make the searches long. */
const FULLEST = 3 / 4;
const FEWEST_SLOTS = 16;

/** How many of each household have been taken. A household is known by the two 32-bit halves of its tag. */
export type HouseholdCounts = {
  taken(high: number, low: number): number;
  /** @param by 1 or -1 */
  book(high: number, low: number, by: 1 | -1): void;
};

/**
 * Counts by household: open addressing over a typed array, since a Map of a million tags would not fit. Only households of which somebody has
 * been taken are in it: a look-up of each of ten million entries would be most of a draw's time.
 * @param expected about how many households there will be; the table grows when there are more
 */
export function householdCounts(expected: number): HouseholdCounts {
  let capacity = FEWEST_SLOTS;
  while (capacity * FULLEST < expected) capacity *= 2;
  let slots = new Uint32Array(capacity * SLOT_WORDS);
  let used = 0;

  /** Where the household's slot begins, or the empty one that it would get. */
  function slotOf(high: number, low: number): number {
    let slot = (high ^ Math.imul(low, 0x9e3779b1)) & (capacity - 1);
    for (;;) {
      const at = slot * SLOT_WORDS;
      if (slots[at] === 0 || (slots[at + 1] === high && slots[at + 2] === low)) return at;
      slot = (slot + 1) & (capacity - 1);
    }
  }

  function grow(): void {
    const before = slots;
    capacity *= 2;
    slots = new Uint32Array(capacity * SLOT_WORDS);
    for (let at = 0; at < before.length; at += SLOT_WORDS) {
      if (before[at] !== 0)
        slots.set(before.subarray(at, at + SLOT_WORDS), slotOf(before[at + 1] as number, before[at + 2] as number));
    }
  }

  return {
    taken: (high, low) => Math.max(0, (slots[slotOf(high, low)] as number) - 1),
    book(high, low, by) {
      let at = slotOf(high, low);
      if (slots[at] === 0) {
        if (++used > capacity * FULLEST) {
          grow();
          at = slotOf(high, low);
        }
        slots[at] = 1;
        slots[at + 1] = high;
        slots[at + 2] = low;
      }
      slots[at] = (slots[at] as number) + by;
    },
  };
}
