import fc from 'fast-check';
import { instant } from '#shared/clock.ts';
import { PARTNER_PARTITIONS } from '#shared/names.ts';
import { signedActivation } from '#shared/partners/sign-request.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import type { Item } from './cloud/expressions.ts';
import { decidedByTwo, wordOf } from './desk.ts';
import { checkAlways } from './guarantees.ts';
import type { Model } from './model.ts';
import { PEOPLE, WAVES, waveIdOf } from './people.ts';
import type { Programme } from './programme.ts';
import type { Command } from './step.ts';
import { hold } from './violation.ts';

export const PARTNER = 'pijar';
const { keyId, privateKey, x } = signingKeyOf(Buffer.alloc(32, 11));
const KEY = { partnerId: PARTNER, keyId, privateKey };
/** As it is first registered. */
export const BODY = {
  kind: 'register-partner',
  partnerId: PARTNER,
  name: 'Pijar',
  keys: [{ kty: 'OKP', crv: 'Ed25519', x }],
  state: 'active',
};
/** So few that one is often used for another place. */
const KEYS = 12;
/** A signature's 300 seconds, and 60 of clocks that differ. */
const LIFE_MS = 360_000;
const SUCCESSES = ['200', '201'];

/** What the partner was told: the answer by idempotency key, and which places it was told to have activated first. */
type Told = { byKey: Map<string, string>; firsts: Set<string>; requests: number };
const toldTo = new WeakMap<Programme, Told>();

export class Activate implements Command {
  readonly wave: number;
  readonly person: number;
  readonly key: number;
  readonly copies: number;
  readonly replayed: boolean;
  /** @param replayed whether the copies are one signed request, nonce included */
  constructor(wave: number, person: number, key: number, copies: number, replayed: boolean) {
    this.wave = wave;
    this.person = person;
    this.key = key;
    this.copies = copies;
    this.replayed = replayed;
  }
  check(): boolean {
    return true;
  }
  /** A partner's request for somebody's place, whatever has become of it by now; several copies at once. */
  async run(model: Model, programme: Programme): Promise<void> {
    const waveId = waveIdOf(programme, this.wave);
    const entryId = model.entry(this.person, waveId).told?.entryId;
    if (entryId && (await isRegistered(programme))) await this.#ask(programme, waveId, entryId);
    programme.commands++;
    checkAlways(model, programme);
    checkRequests(programme);
  }
  async #ask(programme: Programme, waveId: string, entryId: string): Promise<void> {
    const { simulation } = programme;
    const told = toldTo.get(programme) as Told;
    const idempotencyKey = `key-${this.key}`.padEnd(16, '-');
    const before = placeOf(programme, waveId, entryId);
    const suspended = isSuspended(programme);
    const from = simulation.now;
    const asked = Array.from({ length: this.copies }, (_, copy) => {
      if (copy === 0 || !this.replayed) told.requests++;
      const nonce = `nonce-${told.requests}`.padEnd(16, '-');
      const { headers, body } = signedActivation(KEY, { waveId, entryId, idempotencyKey, nonce, now: from });
      return programme.request('activate-place', { waveId, path: { partnerId: PARTNER }, headers, body: JSON.parse(body) });
    });
    const answers = await simulation.until(Promise.all(asked));
    const after = placeOf(programme, waveId, entryId);
    const who = `${this}, the place of ${entryId}`;
    for (const answer of answers.toSorted((left, right) => right.status - left.status)) {
      const kind = wordOf(answer);
      const wrong = wronglyTold({
        kind,
        idempotencyKey,
        before,
        after,
        replayed: this.replayed,
        suspended,
        took: simulation.now - from,
        now: instant(simulation.now),
      });
      hold(!wrong, `${who}, was told ${kind}, although ${wrong}`);
      if (!SUCCESSES.includes(kind)) continue;
      const text = JSON.stringify(answer.json);
      hold((told.byKey.get(idempotencyKey) ?? text) === text, `${who}, got another answer the second time`);
      told.byKey.set(idempotencyKey, text);
      hold(kind !== '201' || !told.firsts.has(`${waveId}/${entryId}`), `${who}, was activated for the first time twice`);
      if (kind === '201') told.firsts.add(`${waveId}/${entryId}`);
    }
    const done = answers.filter((answer) => SUCCESSES.includes(wordOf(answer))).length;
    hold(!this.replayed || done <= 1, `${who}: ${done} copies of one request were carried out`);
  }
  toString(): string {
    const { wave, person, key, copies, replayed } = this;
    return `activate(person ${person}, wave ${wave}, key ${key}, ${copies} ${replayed ? 'times the same request' : 'requests'} at once)`;
  }
}

type Facts = {
  kind: string;
  idempotencyKey: string;
  before: Item | undefined;
  after: Item | undefined;
  replayed: boolean;
  suspended: boolean;
  took: number;
  now: string;
};

/** What speaks against an answer; undefined when nothing does. */
function wronglyTold({ kind, idempotencyKey, before, after, replayed, suspended, took, now }: Facts): string | undefined {
  const byThisKey = after?.['activatedBy'] === PARTNER && after['activationRequest'] === idempotencyKey;
  const unless = (right: boolean, sentence: string) => (right ? undefined : sentence);
  if (suspended) return unless(['unauthorized', '503'].includes(kind), 'it is suspended');
  switch (kind) {
    case '201':
    case '200':
      return unless(after?.['state'] === 'activated' && byThisKey, 'it is not activated by that key');
    case 'activated-otherwise':
      return unless(after?.['state'] === 'activated' && !byThisKey, 'it is not activated by another one');
    case 'place-revoked':
      return unless(after?.['state'] === 'revoked', 'it is not revoked');
    case 'deadline-passed':
      return unless(String(after?.['deadline']) < now, 'its deadline is to come');
    case 'unknown-place':
      return unless(!before?.['published'], 'it was there');
    case 'idempotency-key-reused':
      return unless(!byThisKey, 'the key is its own');
    case 'replayed-request':
      return unless(replayed, 'the request was sent once');
    case 'unauthorized':
      return unless(took > LIFE_MS, 'the signature was fresh');
    default:
      return unless(kind === '503', 'nothing may be told so');
  }
}

/** The recipient's item by its entry, and whether the wave is published. */
function placeOf({ tables }: Programme, waveId: string, entryId: string): Item | undefined {
  const item = tables.items('recipients').find((of) => of['waveId'] === waveId && of['entryId'] === entryId);
  const wave = tables.items('waves').find((of) => of['waveId'] === waveId);
  return item && { ...item, published: wave?.['phase'] === 'published' };
}

function isSuspended({ tables }: Programme): boolean {
  return tables.items('partners').some(({ id, state }) => id === PARTNER && state === 'suspended');
}

async function isRegistered(programme: Programme): Promise<boolean> {
  if (toldTo.has(programme)) return true;
  const word = wordOf(await programme.simulation.until(decidedByTwo(programme, BODY)));
  const right = ['200', 'nothing-to-change', '503'].includes(word);
  hold(right, `two people who register a partner were answered ${word}`);
  if (word === '503') return false;
  toldTo.set(programme, { byKey: new Map(), firsts: new Set(), requests: 0 });
  return true;
}

/** A request that has done something, and the place that it has activated, are there both or neither: each by the other's names. */
export function checkRequests({ tables }: Programme): void {
  const ofRequests = tables.items('partners').filter(({ partition }) => partition === `${PARTNER_PARTITIONS.requests}${PARTNER}`);
  const kept = ofRequests.map(({ id, waveId, entryId, activatedAt }) => [waveId, entryId, id, activatedAt].join(' '));
  const activated = tables.items('recipients').filter(({ state }) => state === 'activated');
  const done = activated.map((of) => [of['waveId'], of['entryId'], of['activationRequest'], of['activatedAt']].join(' '));
  hold(kept.toSorted().join() === done.toSorted().join(), `requests are kept (${kept}) and places activated (${done})`);
}

export const activations: fc.Arbitrary<Activate> = fc
  .tuple(
    fc.integer({ min: 0, max: WAVES - 1 }),
    fc.integer({ min: 0, max: PEOPLE - 1 }),
    fc.integer({ min: 0, max: KEYS - 1 }),
    fc.integer({ min: 1, max: 3 }),
    fc.boolean(),
  )
  .map((of) => new Activate(...of));

/** What partners ask for in the days after a publication: some of all places, under faults; places without an activation come back later. */
export async function activateSome(model: Model, programme: Programme): Promise<void> {
  const { random, faults } = programme;
  faults.resume();
  for (let count = random.integer(3, 12); count > 0; count--) {
    const [wave, person] = [random.integer(0, WAVES - 1), random.integer(0, PEOPLE - 1)];
    await new Activate(wave, person, random.integer(0, KEYS - 1), random.integer(1, 3), random.integer(0, 1) === 0).run(
      model,
      programme,
    );
  }
  faults.heal();
  await programme.simulation.idle();
  checkRequests(programme);
}
