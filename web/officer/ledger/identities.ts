import type * as z from 'zod/mini';
import type { ANSWERS } from '#shared/http/answers.ts';

export type YearLedger = z.infer<typeof ANSWERS.YearLedger>;
export type WaveRow = YearLedger['waves'][number];
type Total = Exclude<keyof YearLedger, 'year' | 'waves'>;

/** Sums that are the same at every moment (docs/ledger.md), and the total that each wave's row adds up to. */
const EQUAL = [
  { left: ['decreed', 'regranted'], right: ['awarded', 'unfilled', 'undrawn'] },
  { left: ['awarded'], right: ['awaiting', 'activated', 'returned'] },
  { left: ['returned'], right: ['regranted', 'inHand'] },
] as const satisfies { left: Total[]; right: Total[] }[];
const OF_ROWS = ['awarded', 'awaiting', 'activated', 'returned', 'regranted', 'unfilled'] as const satisfies (Total &
  keyof WaveRow)[];

export type Side = { name: Total; places: number }[];
export type Identity = { left: Side; right: Side; holds: boolean };

export function identitiesOf(ledger: YearLedger): Identity[] {
  const side = (names: readonly Total[]): Side => names.map((name) => ({ name, places: ledger[name] }));
  const sum = (of: Side) => of.reduce((total, { places }) => total + places, 0);
  return EQUAL.map((of) => {
    const [left, right] = [side(of.left), side(of.right)];
    return { left, right, holds: sum(left) === sum(right) };
  });
}

/** The totals that are not the sums of what the waves' rows say; none in a ledger that adds up. */
export function totalsThatDiffer(ledger: YearLedger): Total[] {
  return OF_ROWS.filter((name) => ledger.waves.reduce((sum, row) => sum + row[name], 0) !== ledger[name]);
}

/** Places of a wave that nobody has yet, reserved ones among them. */
export function undrawnOf({ granted, refilled, awarded, unfilled }: WaveRow): number {
  return granted + refilled - awarded - unfilled;
}
