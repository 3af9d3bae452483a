import type { RefilledPot } from '../evidence/documents.ts';

/**
 * Where the places of a refill went, pot by pot: `returned + spilledIn - spilledOut = awarded + left`. A pot that gave more than came back to
 * it got the difference from pots that had nobody left, in the order of their codes.
 * @param returned places that came back, by pot
 * @param pots of the winners, one each
 */
export function refilledPots(returned: Readonly<Record<string, number>>, pots: Iterable<string>): Record<string, RefilledPot> {
  const awarded = new Map<string, number>();
  for (const pot of pots) awarded.set(pot, (awarded.get(pot) ?? 0) + 1);
  const codes = [...new Set([...Object.keys(returned), ...awarded.keys()])].sort();
  const of = (code: string) => ({ back: returned[code] ?? 0, given: awarded.get(code) ?? 0 });
  let toGive = codes.reduce((sum, code) => sum + Math.max(0, of(code).given - of(code).back), 0);
  const refilled: Record<string, RefilledPot> = {};
  for (const code of codes) {
    const { back, given } = of(code);
    const empty = Math.max(0, back - given);
    const spilledOut = Math.min(empty, toGive);
    toGive -= spilledOut;
    const spilledIn = Math.max(0, given - back);
    refilled[code] = { returned: back, spilledIn, spilledOut, awarded: given, left: empty - spilledOut };
  }
  return refilled;
}
