/** The sum of one number over the pots of a wave. */
export function sumOfPots<Name extends string>(pots: readonly Readonly<Record<Name, number>>[], name: Name): number {
  return pots.reduce((sum, pot) => sum + pot[name], 0);
}
