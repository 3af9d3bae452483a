import { type DrawResult, entryIdOf, type Winner } from '../draw/draw.ts';
import type { Entrants } from '../draw/entrants.ts';
import { SHARDS } from '../shards.ts';
import type { Plan } from '../waves/plan.ts';
import type { ResultState } from './result-states.ts';

const LINES_TOGETHER = 4_096;

/** `winners.csv`: `position,entryId,province,phase,round`, in the order of the tickets, position from 1. */
export function winnersText(winners: readonly Winner[]): string {
  // Some thousand lines at a time: a string for each of a million lines would weigh more than the text.
  const parts: string[] = [];
  for (let from = 0; from < winners.length; from += LINES_TOGETHER) {
    const some = winners.slice(from, from + LINES_TOGETHER);
    parts.push(
      some.map(({ entryId, province, phase, round }, at) => `${from + at + 1},${entryId},${province},${phase},${round}\n`).join(''),
    );
  }
  return parts.join('');
}

/**
 * The texts of `results/<shard>.csv` by shard: `entryId,position,state` of every entrant, sorted by entryId. The position is the entry's
 * among all entrants of its province, by ticket, from 1; of the whole wave for a national one.
 * @param notSelected what became of an entry that was not selected
 */
export function* resultsByShard(
  plan: Pick<Plan, 'byProvince'>,
  entrants: Entrants,
  { order, winners }: DrawResult,
  notSelected: (entryId: string) => ResultState,
): Generator<[shard: string, text: string]> {
  const positions = positionsIn(plan, entrants, order);
  const selected = new Uint8Array(entrants.count);
  for (const { index } of winners) selected[index] = 1;
  for (const [at, shard] of SHARDS.entries()) {
    let text = '';
    for (let index = entrants.shardStarts[at] as number; index < (entrants.shardStarts[at + 1] as number); index++) {
      const entryId = entryIdOf(entrants, index);
      text += `${entryId},${positions[index]},${selected[index] === 1 ? 'selected' : notSelected(entryId)}\n`;
    }
    yield [shard, text];
  }
}

function positionsIn(plan: Pick<Plan, 'byProvince'>, entrants: Entrants, order: Uint32Array): Uint32Array {
  const positions = new Uint32Array(entrants.count);
  const seen = new Uint32Array(100);
  for (const index of order) {
    const province = plan.byProvince === 'national' ? 0 : (entrants.provinces[index] as number);
    seen[province] = (seen[province] as number) + 1;
    positions[index] = seen[province] as number;
  }
  return positions;
}
