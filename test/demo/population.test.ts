import { describe, expect, it } from 'vitest';
import { type Person, population } from '#demo/population.ts';
import { seededRandom } from '#demo/random.ts';
import { REGISTRANT_SHARES } from '#demo/registrant-shares.ts';
import { REGENCIES } from '#shared/regions/regencies.ts';
import { registrationBodySchema } from '#shared/registrations/registration-body.ts';

const people = population(seededRandom(7)).next(20_000);
const share = (of: (person: Person) => boolean) => people.filter(of).length / people.length;

describe('the demo population', () => {
  it('is the same for the same seed, in whatever portions it is taken, and another for another seed', () => {
    const born = population(seededRandom(7));
    expect([...born.next(1), ...born.next(998), ...born.next(1)]).toEqual(people.slice(0, 1000));
    expect(population(seededRandom(8)).next(1000)).not.toEqual(people.slice(0, 1000));
  });

  it('has NIKs of regencies of 2019 that show the birth date, 40 added for women, each only once', () => {
    expect(new Set(people.map(({ nik }) => nik)).size).toBe(people.length);
    for (const { nik } of people) expect(REGENCIES[nik.slice(0, 4)]?.[1]).toBe(2019);
    const shown = people.filter(({ nik, birthDate }) => {
      const day = Number(nik.slice(6, 8));
      return (
        `${String(day > 40 ? day - 40 : day).padStart(2, '0')}${nik.slice(8, 12)}` ===
        birthDate.slice(2).split('-').reverse().join('')
      );
    });
    expect(shown.length / people.length).toBeGreaterThan(0.99);
    expect(shown.length).toBeLessThan(people.length);
    expect(share(({ nik }) => Number(nik.slice(6, 8)) > 40)).toBeCloseTo(0.45, 1);
  });

  it('fills the registration form as the form wants it', () => {
    for (const { onAidList: _, ineligible: __, ...details } of people.slice(0, 2000)) {
      expect(registrationBodySchema.safeParse({ ...details, consent: true }).error).toBeUndefined();
    }
  });

  it('has families of up to five on one card, and everybody whom a rule refuses', () => {
    const sizes = new Set([...Map.groupBy(people, ({ kk }) => kk).values()].map((family) => family.length));
    expect(sizes).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(share(({ ineligible }) => ineligible)).toBeCloseTo(0.1, 1);
    for (const who of [
      ({ birthDate }: Person) => birthDate > '2002-12-31',
      ({ inFormalEducation }: Person) => inFormalEducation,
      ({ occupation }: Person) => occupation === 'civil-servant',
      ({ onAidList }: Person) => onAidList,
    ]) {
      expect(share(who)).toBeGreaterThan(0);
    }
    expect(share(({ laidOff }) => laidOff)).toBeCloseTo(0.53, 1);
  });

  it('comes from the provinces in their published share', () => {
    expect(REGISTRANT_SHARES.reduce((sum, [, of]) => sum + of, 0)).toBeCloseTo(1, 12);
    expect(REGISTRANT_SHARES).toHaveLength(34);
    expect(share(({ province }) => province === '32')).toBeCloseTo(0.146, 1);
    expect(share(({ province }) => province === '31')).toBeCloseTo(0.1048, 1);
  });
});
