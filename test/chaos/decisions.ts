import fc from 'fast-check';
import { instant } from '#shared/clock.ts';
import { placesInHand } from './books.ts';
import type { Item } from './cloud/expressions.ts';
import { approvedBy, proposedBy, wordOf } from './desk.ts';
import type { Model } from './model.ts';
import { BODY as PARTNER_BODY } from './partner-commands.ts';
import { PEOPLE, WAVES, waveIdOf } from './people.ts';
import type { Programme } from './programme.ts';
import { Step } from './step.ts';
import { hold } from './violation.ts';

const HOUR_MS = 60 * 60_000;
/** What two people decide about places, waves and a partner, and how each may rightly be refused. */
const REFUSALS = {
  'hold-place': ['unknown-place', 'place-not-to-be-used', 'place-on-hold', 'proposal-overtaken'],
  'revoke-place': ['unknown-place', 'place-not-to-be-used', 'place-on-hold'],
  'hold-wave': ['unknown-wave', 'not-published-yet', 'holds-overlap', 'proposal-overtaken'],
  'stop-revocations': ['unknown-wave', 'not-published-yet', 'nothing-to-change', 'proposal-overtaken'],
  'resume-revocations': ['unknown-wave', 'not-published-yet', 'nothing-to-change', 'proposal-overtaken'],
  'grant-recovered': ['announced-or-granted', 'not-in-hand', 'changed-meanwhile'],
  'register-partner': ['nothing-to-change', 'proposal-overtaken'],
} as const satisfies Record<string, readonly string[]>;
export type DecisionKind = keyof typeof REFUSALS;
const KINDS = Object.keys(REFUSALS) as DecisionKind[];
/** Of which no more than one can be carried out of those that were proposed of one state. */
const OF_ONE_STATE: readonly DecisionKind[] = KINDS.filter((kind) => kind !== 'grant-recovered');
/** Waves that are granted what came back; nobody registers for them. */
const GRANTED = [WAVES, WAVES + 1];

type Facts = { place: Item | undefined; wave: Item | undefined; inHand: number };

export class Decide extends Step {
  readonly kind: DecisionKind;
  readonly wave: number;
  readonly person: number;
  readonly amount: number;
  readonly rivals: number;
  readonly copies: number;
  constructor(kind: DecisionKind, wave: number, person: number, amount: number, rivals: number, copies: number) {
    super();
    this.kind = kind;
    this.wave = wave;
    this.person = person;
    this.amount = amount;
    this.rivals = rivals;
    this.copies = copies;
  }
  /** Proposes it, and perhaps a rival of it, before either is decided; then has all approved, each several times at once and first by the maker. */
  async act(model: Model, programme: Programme): Promise<void> {
    const { simulation } = programme;
    const waveId = waveIdOf(programme, this.wave);
    const entryId = model.entry(this.person, waveId).told?.entryId;
    const isOfPlace = this.kind.endsWith('-place');
    if (isOfPlace && !entryId) return;
    const facts = () => factsOf(programme, waveId, entryId);
    const before = facts();
    if (this.kind === 'grant-recovered' && before.inHand === 0) return;
    const bodies = Array.from({ length: this.rivals }, (_, rival) =>
      this.#body(waveId, entryId ?? '', simulation.now, before, rival),
    );
    const proposed = await simulation.until(Promise.all(bodies.map((body) => proposedBy(programme, body))));
    const ids = new Set(proposed.filter(({ status }) => status === 202).map(({ json }) => String(json['proposalId'])));
    const asked = [...ids].map((proposalId) => approvedBy(programme, proposalId, this.copies));
    const answers = await simulation.until(Promise.all(asked));
    const words = [...proposed.filter(({ status }) => status !== 202), ...answers].map(wordOf);
    const after = facts();
    for (const word of words) {
      const wrong = this.#wronglyTold(word, before, after);
      hold(!wrong, `${this}, was told ${word}, although ${wrong}`);
    }
    const done = answers.filter((answer) => wordOf(answer) === '200').length;
    hold(!OF_ONE_STATE.includes(this.kind) || done <= 1, `${this}: ${done} proposals of one state were carried out`);
  }
  #body(waveId: string, entryId: string, now: number, { inHand }: Facts, rival: number) {
    const until = instant(now + this.amount * (rival + 1) * HOUR_MS);
    const { kind } = this;
    const reason = rival === 0 ? 'other' : { 'revoke-place': 'withdrew', 'stop-revocations': 'complaints' }[kind as string];
    switch (kind) {
      case 'hold-place':
        return { kind, waveId, entryId, until, reason: 'open-appeal' };
      case 'hold-wave':
        return { kind, waveId, from: instant(now), until, reason: 'disaster' };
      case 'revoke-place':
        return { kind, waveId, entryId, reason };
      case 'stop-revocations':
        return { kind, waveId, reason };
      case 'resume-revocations':
        return { kind, waveId };
      case 'register-partner':
        return { ...PARTNER_BODY, state: this.amount % 2 === 0 ? 'suspended' : 'active', name: `Pijar ${this.amount + rival}` };
      case 'grant-recovered': {
        const places = Math.max(1, Math.min(inHand, this.amount));
        return { kind, waveId: grantedWave(this.#grantedTo(rival)), year: '2020', places, byProvince: 'national' };
      }
    }
    function grantedWave(wave: number): string {
      return waveId.replace(/\d+$/, String(wave));
    }
  }
  #grantedTo(rival: number): number {
    return GRANTED[(this.person + rival) % GRANTED.length] as number;
  }
  /** What speaks against an answer; undefined when nothing does. */
  #wronglyTold(word: string, before: Facts, after: Facts): string | undefined {
    const unless = (right: boolean, sentence: string) => (right ? undefined : sentence);
    switch (word) {
      case '200':
      case '503':
        return undefined;
      case 'unknown-place':
        return unless(before.place === undefined, 'it was there');
      case 'place-not-to-be-used':
        return unless(after.place?.['state'] !== 'awarded', 'it is still to be used');
      case 'place-on-hold':
        return unless(after.place?.['heldUntil'] !== undefined, 'nobody holds it');
      case 'not-published-yet':
        return unless(before.wave?.['phase'] !== 'published', 'its results were published');
      case 'unknown-wave':
        return unless(before.wave === undefined, 'it was there');
      default:
        return unless((REFUSALS[this.kind] as readonly string[]).includes(word), 'nothing may be told so');
    }
  }
  toString(): string {
    const { kind, wave, person, amount, rivals, copies } = this;
    return `decide(${kind}, wave ${wave}, person ${person}, ${amount}, ${rivals} proposals, ${copies} approvals of each at once)`;
  }
}

function factsOf(programme: Programme, waveId: string, entryId: string | undefined): Facts {
  const { tables } = programme;
  const place = tables.items('recipients').find((of) => of['waveId'] === waveId && of['entryId'] === entryId);
  const wave = tables.items('waves').find((of) => of['waveId'] === waveId);
  return { place, wave, inHand: placesInHand(programme) };
}

const AMOUNTS = [1, 3, 30, 200];

export const decisions: fc.Arbitrary<Decide> = fc
  .tuple(
    fc.constantFrom(...KINDS),
    fc.integer({ min: 0, max: WAVES - 1 }),
    fc.integer({ min: 0, max: PEOPLE - 1 }),
    fc.constantFrom(...AMOUNTS),
    fc.integer({ min: 1, max: 2 }),
    fc.integer({ min: 1, max: 2 }),
  )
  .map((of) => new Decide(...of));

/** What officers decide in the days after a publication, under faults, about whoever has received: holds, revocations, and grants of what came back. */
export async function decideSome(model: Model, programme: Programme): Promise<void> {
  const { random, faults, tables } = programme;
  faults.resume();
  const all = tables.items('recipients').filter(({ entryId }) => entryId !== undefined);
  // So few that decisions meet each other.
  const places = Array.from({ length: Math.min(3, all.length) }, () => random.pick(all));
  for (let count = random.integer(3, 9); count > 0 && places.length > 0; count--) {
    const { waveId, entryId } = random.pick(places);
    const wave = Number(String(waveId).split('-').at(-1));
    const person = Array.from({ length: PEOPLE }, (_, of) => of).find(
      (of) => model.entry(of, String(waveId)).told?.entryId === entryId,
    );
    // A place whose holder was never answered has no name that an officer could know it by.
    if (person === undefined) continue;
    const kind = random.pick(KINDS);
    const [rivals, copies] = [random.integer(1, 2), random.integer(1, 2)];
    // A grant reads all shards of all waves: it comes once, below.
    if (kind !== 'grant-recovered')
      await new Decide(kind, wave, person, random.pick(AMOUNTS), rivals, copies).run(model, programme);
  }
  await new Decide('grant-recovered', 0, random.integer(0, 1), random.integer(1, 2), 2, 1).run(model, programme);
  faults.heal();
  await programme.simulation.idle();
}
