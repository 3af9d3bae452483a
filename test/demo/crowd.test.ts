import { describe, expect, it } from 'vitest';
import { crowds } from '#demo/crowd.ts';
import { type Person, population } from '#demo/population.ts';
import { seededRandom } from '#demo/random.ts';

describe('who comes to a wave', () => {
  const coming = crowds(seededRandom(1), population(seededRandom(2)).next);
  const first = coming.forWave(1000);
  const people = first.registrants.map(({ person }) => person);
  const received = new Set(people.filter(({ ineligible }) => !ineligible).slice(0, 200));
  coming.learn(first, received);
  const second = coming.forWave(1200);

  it('is as many as asked for, each once', () => {
    expect(people).toHaveLength(1000);
    expect(second.registrants).toHaveLength(1200);
    expect(new Set(second.registrants.map(({ person }) => person)).size).toBe(1200);
  });

  it('has people who try again, and recipients only among those who are told at once', () => {
    const again = second.registrants.filter(({ person }) => people.includes(person));
    expect(again.length).toBeGreaterThan(300);
    expect(again.filter(({ person }) => received.has(person))).toEqual([]);
    expect(second.pastRecipients.length).toBe(24);
    expect(second.pastRecipients.every((person) => received.has(person))).toBe(true);
  });

  it('comes in all manners', () => {
    const manners = new Set([...first.registrants, ...second.registrants].map(({ manner }) => manner));
    expect(manners).toEqual(new Set(['once', 'twice-at-once', 'again', 'otherwise', 'early']));
    expect(second.late).toHaveLength(2);
  });

  it('is the same for the same seeds and the same recipients', () => {
    const other = crowds(seededRandom(1), population(seededRandom(2)).next);
    const otherFirst = other.forWave(1000);
    const nik = ({ nik }: Person) => nik;
    other.learn(
      otherFirst,
      new Set(otherFirst.registrants.map(({ person }) => person).filter((one) => [...received].map(nik).includes(one.nik))),
    );
    expect(other.forWave(1200).registrants.map(({ person }) => person.nik)).toEqual(
      second.registrants.map(({ person }) => person.nik),
    );
  });
});
