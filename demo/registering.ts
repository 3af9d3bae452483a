import { inParallel } from '#shared/in-parallel.ts';
import type { Crowd, Registrant } from './crowd.ts';
import type { Answer } from './http-client.ts';
import type { Person } from './population.ts';
import type { Programme } from './programme.ts';

/** What the people of one wave were answered. Nothing in it names a person but `registered`, which never leaves the process. */
export type Answers = {
  /** By entryId. */
  readonly registered: Map<string, Person>;
  /** Requests that were repeats of an accepted one with the same details, and how many got other bytes than the first. */
  repeats: number;
  differingRepeats: number;
  /** Refused at once, by the problem's type. */
  readonly refused: Map<string, number>;
  /** Answers that the kind of request should not have had, as `kind: status type`. */
  readonly unexpected: Map<string, number>;
};

export function noAnswers(): Answers {
  return { registered: new Map(), repeats: 0, differingRepeats: 0, refused: new Map(), unexpected: new Map() };
}

/** Requests of people that travel at once. More don't help: two cores answer them. */
export const PEOPLE_AT_ONCE = 32;

/** How people register at one wave: each method sends what these people send and adds what they are answered. */
export function registering(programme: Programme, waveId: string, answers: Answers, onRegistered: () => void) {
  const post = (person: Person, changes: { phone?: string } = {}) =>
    programme.send('POST', `/v1/waves/${waveId}/registrations`, { body: { ...registrationBody(person), ...changes } });

  async function register({ person, manner }: Registrant): Promise<void> {
    const [answer, double] = await Promise.all([post(person), manner === 'twice-at-once' ? post(person) : undefined]);
    const first = double?.status === 201 ? double : answer;
    // 200: the connection broke after the registration was kept, and the client asked again.
    if (first.status !== 201 && first.status !== 200)
      return count(answers.unexpected, `registration: ${first.status} ${problemType(first)}`);
    answers.registered.set((JSON.parse(first.body) as { entryId: string }).entryId, person);
    if (double) repeated(first, double === first ? answer : double);
    if (manner === 'again') repeated(first, await post(person));
    if (manner === 'otherwise') refused('other details', await post(person, { phone: otherPhone(person.phone) }));
    onRegistered();
  }

  function repeated(first: Answer, second: Answer): void {
    answers.repeats++;
    if (second.status !== 200) count(answers.unexpected, `repeat: ${second.status} ${problemType(second)}`);
    else if (second.body !== first.body) answers.differingRepeats++;
  }

  function refused(kind: string, answer: Answer): void {
    if (answer.status === 409) count(answers.refused, problemType(answer));
    else count(answers.unexpected, `${kind}: ${answer.status} ${problemType(answer)}`);
  }

  const refusedEach = (kind: string, people: readonly Person[]) =>
    inParallel(people, PEOPLE_AT_ONCE, async (person) => refused(kind, await post(person)));

  return {
    early: (crowd: Crowd) =>
      refusedEach(
        'before the opening',
        crowd.registrants.filter(({ manner }) => manner === 'early').map(({ person }) => person),
      ),
    registrants: (registrants: readonly Registrant[]) => inParallel(registrants, PEOPLE_AT_ONCE, register),
    pastRecipients: (crowd: Crowd) => refusedEach('past recipient', crowd.pastRecipients),
    late: (crowd: Crowd) => refusedEach('after the closing', crowd.late),
  };
}

/** What a person sends. */
export function registrationBody(person: Person) {
  const { nik, kk, fullName, birthDate, phone, province, occupation, laidOff, inFormalEducation } = person;
  return { nik, kk, fullName, birthDate, phone, province, occupation, laidOff, inFormalEducation, consent: true };
}

/** Another well-formed number: the last digit changed. */
function otherPhone(phone: string): string {
  return phone.slice(0, -1) + ((Number(phone.at(-1)) + 1) % 10);
}

/** The last part of a problem document's `type`: a stable name. */
function problemType(answer: Answer): string {
  try {
    const { type } = JSON.parse(answer.body) as { type?: unknown };
    return typeof type === 'string' ? (type.split(/[/:#]/).at(-1) ?? '') : '';
  } catch {
    return '';
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
