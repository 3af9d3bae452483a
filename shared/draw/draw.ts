import { type Entrants, TAG_WORDS } from './entrants.ts';
import { fromHex, toHex } from './hex.ts';
import { householdCounts } from './household-counts.ts';
import { orderByTicket } from './order.ts';
import { ENTRY_ID_BYTES, SEED_BYTES, ticketsOf } from './ticket.ts';

/** What of a wave's plan the draw depends on. */
export type DrawPlan = {
  places: number;
  byProvince: 'national' | Readonly<Record<string, number>>;
  priority?: { perMille: number } | undefined;
  spillOver?: boolean | undefined;
};

export type Phase = 'a' | 'b' | 'c';
const PHASES: readonly Phase[] = ['a', 'b', 'c'];

export type Winner = {
  /** Index into the entrants. */
  index: number;
  entryId: string;
  /** Province of domicile, two digits. */
  province: string;
  /** a: a place kept for the priority group, b: a place of the province, c: a place that another province could not fill. */
  phase: Phase;
  /** The award round in which the entry was taken, 0 first; each refill counts its own. */
  round: number;
  /** Which refill took the entry, 1 first; 0: the draw itself. */
  refill: number;
};

/** Places that came back after the draw and are given to the next of the same order (docs/draw.md#refills). */
export type Refill = {
  /** Whose places came back: entryIds (hex) taken in the draw or in an earlier refill. */
  returned: readonly string[];
  /** As for the draw: for each of its award rounds that has been carried out, whose award failed. */
  struckOut: readonly (readonly string[])[];
};

export type DrawResult = {
  /** All entries of the wave, first ticket first. */
  order: Uint32Array;
  /** The entries taken and not struck out, in the order of their tickets. */
  winners: Winner[];
};

/** A list of struck-out entries that doesn't belong to this draw. */
export class ForeignStrikeOut extends Error {
  override name = 'ForeignStrikeOut';
}

/**
 * The draw of docs/draw.md as one pure function of public facts; runs in a browser as it runs in the selection workflow.
 * @param struckOut for each award round that has been carried out, the entryIds (hex) whose award failed; the entries are walked
 *   once more after each of them, so that the result has `struckOut.length + 1` rounds
 * @param refills that came after the draw, first one first
 * @throws ForeignStrikeOut when an entry is struck out that was not taken in that round: an award that has succeeded stays; or when a place
 *   comes back that nobody has
 */
export function draw(
  plan: DrawPlan,
  entrants: Entrants,
  seed: Uint8Array,
  struckOut: readonly (readonly string[])[],
  refills: readonly Refill[] = [],
): DrawResult {
  const order = orderByTicket(entrants, seed);
  const walk = startWalk(plan, entrants, order);
  walk.take(0, 0);
  walkAgain(walk, 0, struckOut);
  refills.forEach((of, at) => {
    walk.giveBack(of.returned);
    walk.take(at + 1, 0);
    walkAgain(walk, at + 1, of.struckOut);
  });
  return { order, winners: walk.winners() };
}

function walkAgain(walk: ReturnType<typeof startWalk>, refill: number, struckOut: readonly (readonly string[])[]): void {
  struckOut.forEach((entryIds, round) => {
    // Without a place that became free again nobody is taken: quotas and households only fill.
    if (entryIds.length === 0) return;
    walk.strikeOut(entryIds, refill, round);
    walk.take(refill, round + 1);
  });
}

/** An entry's ticket in full, 64 hex digits. */
export function ticketHex(seed: Uint8Array, entryId: string): string {
  const bytes = new Uint8Array(SEED_BYTES);
  ticketsOf(seed)(fromHex(entryId), 0, bytes);
  return toHex(bytes);
}

/** One walk over the entries. */
type Stage = Pick<Winner, 'refill' | 'round'>;

const FREE = 0;
const TAKEN = { a: 1, b: 2, c: 3 } as const;
const STRUCK_OUT = 4;

function startWalk(plan: DrawPlan, entrants: Entrants, order: Uint32Array) {
  // By place in the order, not by entry: each walk then reads memory from front to back, and only the entries that a province still has a
  // place for send it to a household, which lies anywhere.
  const states = new Uint8Array(entrants.count);
  // Of a taken entry: in which of the walks.
  const walks = new Uint16Array(entrants.count);
  const stages: Stage[] = [];
  const cells = cellsInOrder(plan, entrants, order);
  const { householdTags, householdPlaces } = entrants;
  const households = householdCounts(Math.min(plan.places, entrants.count));
  const quota = quotas(plan);
  const takenOfProvince = new Uint32Array(100);
  const takenByPriority = new Uint32Array(100);
  let takenInAll = 0;

  const hasPlace: Record<Phase, (cell: number) => boolean> = {
    a: (cell) => {
      const province = provinceOfCell(cell);
      return (
        hasPriority(cell) &&
        (takenByPriority[province] as number) < (quota.priority[province] as number) &&
        (takenOfProvince[province] as number) < (quota.places[province] as number)
      );
    },
    b: (cell) => (takenOfProvince[provinceOfCell(cell)] as number) < (quota.places[provinceOfCell(cell)] as number),
    c: () => true,
  };

  const householdIsFull = (index: number) => {
    const tag = index * TAG_WORDS;
    const taken = households.taken(householdTags[tag] as number, householdTags[tag + 1] as number);
    return taken >= (householdPlaces[index] as number);
  };

  const bookHousehold = (at: number, by: 1 | -1) => {
    const tag = (order[at] as number) * TAG_WORDS;
    households.book(householdTags[tag] as number, householdTags[tag + 1] as number, by);
  };

  /** `by` is 1 for taking and -1 for striking out; each award, spilled-over ones too, counts for the entry's province and phase. */
  const bookPlace = (at: number, phase: Phase, by: 1 | -1) => {
    const province = provinceOfCell(cells[at] as number);
    takenInAll += by;
    takenOfProvince[province] = (takenOfProvince[province] as number) + by;
    if (phase === 'a') takenByPriority[province] = (takenByPriority[province] as number) + by;
  };

  /** Strikes out taken entries of some stages. @returns how many of them it has found */
  const strike = (
    entryIds: ReadonlySet<string>,
    ofStage: (stage: Stage) => boolean,
    onFound: (at: number, phase: Phase) => void,
  ) => {
    const wanted = stages.map(ofStage);
    let found = 0;
    for (let at = 0; at < order.length; at++) {
      const phase = PHASES[(states[at] as number) - 1];
      if (!phase || !wanted[walks[at] as number] || !entryIds.has(entryIdOf(entrants, order[at] as number))) continue;
      onFound(at, phase);
      states[at] = STRUCK_OUT;
      found++;
    }
    return found;
  };

  return {
    take(refill: number, round: number) {
      const walk = stages.push({ refill, round }) - 1;
      for (const phase of PHASES) {
        if (phase === 'c' && !plan.spillOver) continue;
        const placeIn = hasPlace[phase];
        for (let at = 0; at < order.length; at++) {
          if (takenInAll >= plan.places) return;
          if (states[at] !== FREE) continue;
          if (!placeIn(cells[at] as number)) continue;
          if (householdIsFull(order[at] as number)) continue;
          bookPlace(at, phase, 1);
          bookHousehold(at, 1);
          states[at] = TAKEN[phase];
          walks[at] = walk;
        }
      }
    },

    /** Awards that failed: nobody has received, and the household has its place again. */
    strikeOut(entryIds: readonly string[], refill: number, round: number) {
      const wanted = new Set(entryIds);
      const found = strike(
        wanted,
        (stage) => stage.refill === refill && stage.round === round,
        (at, phase) => {
          bookPlace(at, phase, -1);
          bookHousehold(at, -1);
        },
      );
      if (found !== wanted.size || wanted.size !== entryIds.length) {
        const where = refill === 0 ? `round ${round}` : `round ${round} of refill ${refill}`;
        throw new ForeignStrikeOut(
          `${entryIds.length} entries are struck out after ${where}, of which ${found} had been taken in it`,
        );
      }
    },

    /** Places that came back: who lost one has received all the same, and so has the household. */
    giveBack(entryIds: readonly string[]) {
      const wanted = new Set(entryIds);
      const found = strike(
        wanted,
        () => true,
        (at, phase) => bookPlace(at, phase, -1),
      );
      if (found !== wanted.size || wanted.size !== entryIds.length)
        throw new ForeignStrikeOut(`${entryIds.length} places have come back, of which ${found} had been taken`);
    },

    winners(): Winner[] {
      const Taken = winnersOf(entrants);
      const winners = new Array<Winner>(takenInAll);
      let next = 0;
      for (let at = 0; at < order.length; at++) {
        const phase = PHASES[(states[at] as number) - 1];
        if (phase) winners[next++] = new Taken(order[at] as number, phase, stages[walks[at] as number] as Stage);
      }
      return winners;
    },
  };
}

/**
 * For each place of the order, which places its entry competes for: the province (0 for everybody in a national wave) times two, and one
 * more with priority. A byte each: codes have two digits.
 */
function cellsInOrder(plan: DrawPlan, { provinces, priorities }: Entrants, order: Uint32Array): Uint8Array {
  const national = plan.byProvince === 'national';
  // First by index: what then lies anywhere is one byte instead of two.
  const byIndex = new Uint8Array(order.length);
  for (let index = 0; index < order.length; index++)
    byIndex[index] = (national ? 0 : (provinces[index] as number) << 1) | (priorities[index] as number);
  const cells = new Uint8Array(order.length);
  for (let at = 0; at < order.length; at++) cells[at] = byIndex[order[at] as number] as number;
  return cells;
}

function provinceOfCell(cell: number): number {
  return cell >> 1;
}

function hasPriority(cell: number): boolean {
  return (cell & 1) === 1;
}

/**
 * Winners whose texts are read off the columns when they are asked for: kept, those of a million winners would outweigh the entrants.
 * A class for each draw, since a million references to its entrants would weigh too.
 */
function winnersOf(entrants: Entrants) {
  return class implements Winner {
    readonly index: number;
    readonly phase: Phase;
    readonly stage: Stage;

    constructor(index: number, phase: Phase, stage: Stage) {
      this.index = index;
      this.phase = phase;
      this.stage = stage;
    }

    get round(): number {
      return this.stage.round;
    }

    get refill(): number {
      return this.stage.refill;
    }

    get entryId(): string {
      return entryIdOf(entrants, this.index);
    }

    get province(): string {
      return PROVINCE_CODES[entrants.provinces[this.index] as number] as string;
    }
  };
}

const PROVINCE_CODES = Array.from({ length: 100 }, (_, code) => String(code).padStart(2, '0'));

/** Places and priority places per province code; for a national wave both stand under 0. */
export function quotas(plan: DrawPlan): { places: Uint32Array; priority: Uint32Array } {
  const places = new Uint32Array(100);
  const priority = new Uint32Array(100);
  const byProvince = plan.byProvince === 'national' ? { 0: plan.places } : plan.byProvince;
  for (const [province, of] of Object.entries(byProvince)) {
    places[Number(province)] = of;
    priority[Number(province)] = Math.floor((of * (plan.priority?.perMille ?? 0)) / 1000);
  }
  return { places, priority };
}

/** An entry's id as 32 lowercase hex digits. */
export function entryIdOf(entrants: Entrants, index: number): string {
  return toHex(entrants.entryIds.subarray(index * ENTRY_ID_BYTES, (index + 1) * ENTRY_ID_BYTES));
}
