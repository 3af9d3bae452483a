/** Something was answered, kept or published that no fault excuses. */
export class Violation extends Error {
  override name = 'Violation';
}

export function hold(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Violation(sentence);
}
