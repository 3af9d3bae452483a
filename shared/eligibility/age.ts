/** Bands of completed years, youngest first; a band's number is its place here. */
export const AGE_BANDS = ['under 18', '18-24', '25-34', '35-44', '45-54', '55-64', '65 and over'] as const;
const FIRST_AGES = [18, 25, 35, 45, 55, 65];

/** @param age completed years @returns the number of the band, 0 to 6 */
export function ageBandOf(age: number): number {
  return FIRST_AGES.filter((first) => age >= first).length;
}

/** Completed years on a day; both YYYY-MM-DD. Somebody born on 29 February completes a year on 1 March of a common year. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) >= birthDate.slice(5) ? years : years - 1;
}
