/** At most two recipients in a family, counted per family card (KK): Permenko 11/2020. */
export const MOST_RECIPIENTS_PER_HOUSEHOLD = 2;

/** Key of the item that stands for "this person has received". */
export function recipientKey(personKey: string): string {
  return `person#${personKey}`;
}

/** Key of the item that counts a household's recipients. */
export function householdCountKey(householdKey: string): string {
  return `household#${householdKey}`;
}
