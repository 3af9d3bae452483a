import type { Person } from './population.ts';
import type { Random } from './random.ts';

/** Everybody who comes to one wave. Each person is in `registrants` or in `pastRecipients`, never in both. */
export type Crowd = {
  /** In the order in which they come. */
  readonly registrants: readonly Registrant[];
  /** They have received in an earlier wave, come again, and are told so at once. */
  readonly pastRecipients: readonly Person[];
  /** They come when the wave has closed. */
  readonly late: readonly Person[];
};

export type Registrant = {
  readonly person: Person;
  /**
   * once: one request · twice-at-once: two requests at the same time (double click) · again: the same request after the answer
   * (lost answer) · otherwise: again with another phone number, which is refused · early: a first attempt before the opening,
   * which is refused.
   */
  readonly manner: 'once' | 'twice-at-once' | 'again' | 'otherwise' | 'early';
};

const MANNERS = [
  ['once', 0.945],
  ['twice-at-once', 0.02],
  ['again', 0.02],
  ['otherwise', 0.005],
  ['early', 0.01],
] as const;

/** Of each wave's registrants this part has tried before, as far as so many are left. */
const TRYING_AGAIN = 0.55;
/** Nobody comes to every wave. */
const AT_MOST_OF_THOSE_LEFT = 0.9;
/** Of those whom a rule refuses one in five tries once more. */
const INELIGIBLE_TRIES_AGAIN = 0.2;
/** Past recipients who come again, per registrant. */
const PAST_RECIPIENTS = 0.02;
/** Too late, per registrant. */
const LATE = 0.001;

/** Who comes to which wave: newcomers, people who have not received yet and try again, and recipients who try their luck. */
export function crowds(random: Random, newcomers: (count: number) => Person[]) {
  let notYet: Person[] = [];
  let recipients: Person[] = [];
  return {
    /** @param count how many register */
    forWave(count: number): Crowd {
      const again = tryingAgain(count);
      const people = random.shuffled([...again, ...newcomers(count - again.length)]);
      return {
        registrants: people.map((person) => ({ person, manner: random.weighted(MANNERS) })),
        pastRecipients: random.shuffled(recipients).slice(0, Math.ceil(count * PAST_RECIPIENTS)),
        late: newcomers(Math.ceil(count * LATE)),
      };
    },

    /** After a wave: who of its crowd has received. */
    learn(crowd: Crowd, received: ReadonlySet<Person>): void {
      const known = new Set(notYet);
      const came = [...crowd.registrants.map(({ person }) => person), ...crowd.late];
      const first = came.filter((person) => !known.has(person));
      notYet = [...notYet, ...first].filter((person) => !received.has(person));
      recipients = [...recipients, ...received];
    },
  };

  function tryingAgain(count: number): Person[] {
    const willing = random.shuffled(notYet).filter((person) => !person.ineligible || random.chance(INELIGIBLE_TRIES_AGAIN));
    return willing.slice(0, Math.floor(Math.min(count * TRYING_AGAIN, willing.length * AT_MOST_OF_THOSE_LEFT)));
  }
}
