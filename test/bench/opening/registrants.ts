import { population } from '#demo/population.ts';
import { seededRandom } from '#demo/random.ts';

/** Made-up people, each of whom has a NIK of their own, as the bodies of their registrations. The same seed gives the same. */
export function registrants(seed: number): (count: number) => string[] {
  const people = population(seededRandom(seed));
  return (count) =>
    people.next(count).map(({ onAidList: _, ineligible: __, ...asked }) => JSON.stringify({ ...asked, consent: true }));
}
