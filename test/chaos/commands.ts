import fc from 'fast-check';
import { LIST_VERSIONS } from '#shared/names.ts';
import { SHARDS } from '#shared/shards.ts';
import { decisions } from './decisions.ts';
import { imports } from './list-commands.ts';
import { LIST } from './list-files.ts';
import type { Model, Told } from './model.ts';
import { deliveries } from './notice-commands.ts';
import { activations } from './partner-commands.ts';
import { BEACON_AFTER_MS, bodyOf, PEOPLE, personOf, planOf, WAVES, waveIdOf } from './people.ts';
import { APPROVER, type HttpAnswer, OFFICER, type Programme } from './programme.ts';
import { type Command, Step } from './step.ts';
import { hold } from './violation.ts';

export class Schedule extends Step {
  readonly wave: number;
  readonly minutes: number;
  readonly copies: number;
  constructor(wave: number, minutes: number, copies: number) {
    super();
    this.wave = wave;
    this.minutes = minutes;
    this.copies = copies;
  }
  /** Proposes to announce a wave, to amend it, or to extend its closing, and has it approved; several at once, and first by the maker. */
  async act(model: Model, programme: Programme): Promise<void> {
    const { simulation } = programme;
    const waveId = waveIdOf(programme, this.wave);
    const body = planOf(this.wave, this.minutes, namedBy(programme, waveId));
    const before = model.windows.get(waveId);
    const from = simulation.now;
    const asked = Array.from({ length: this.copies }, () => scheduled(programme, waveId, body));
    const answers = await simulation.until(Promise.all(asked));
    const item = programme.tables.items('waves').find((wave) => wave['waveId'] === waveId);
    if (!item) return;
    const [opensAt, closesAt] = [Date.parse(item['opensAt'] as string), Date.parse(item['closesAt'] as string)];
    const changed = before?.opensAt !== opensAt || before?.closesAt !== closesAt;
    hold(!changed || !before || from < before.closesAt, `the plan of ${waveId} was changed although it had closed`);
    const accepted = answers.some(({ status }) => status < 300);
    hold(
      !accepted || closesAt === Date.parse(body.closesAt),
      `${waveId} was scheduled to close at ${body.closesAt}, and closes otherwise`,
    );
    if (changed) model.windows.set(waveId, { opensAt, closesAt, changedAt: simulation.now });
  }
  toString(): string {
    return `schedule(wave ${this.wave}, ${this.minutes} minutes, ${this.copies} at once)`;
  }
}

/** The lists that a plan is to name: those of the wave that there is, or else the list of which there are versions by now. */
function namedBy({ tables }: Programme, waveId: string): readonly string[] {
  const standing = tables.items('waves').find((wave) => wave['waveId'] === waveId);
  if (standing) return JSON.parse(standing['planText'] as string).lists ? [LIST] : [];
  return tables.items('exclusions').some(({ personKey }) => personKey === LIST_VERSIONS) ? [LIST] : [];
}

/** @returns the answer to the approval, or to the proposal when that came to nothing */
export async function scheduled(programme: Programme, waveId: string, body: object): Promise<HttpAnswer> {
  const proposed = await programme.request('schedule-wave', { waveId, body, officer: OFFICER });
  if (proposed.status !== 202) return proposed;
  const route = 'POST /v1/waves/{waveId}/plan-decision';
  const approval = { waveId, route, body: { proposalId: proposed.json['proposalId'], decision: 'approved' } };
  const own = await programme.request('schedule-wave', { ...approval, officer: OFFICER });
  hold(own.status === 403 || own.status >= 500, `a maker who approves was answered ${own.status}`);
  return programme.request('schedule-wave', { ...approval, officer: APPROVER });
}

export class Register extends Step {
  readonly people: readonly number[];
  readonly wave: number;
  readonly details: number;
  readonly copies: number;
  constructor(people: readonly number[], wave: number, details: number, copies: number) {
    super();
    this.people = people;
    this.wave = wave;
    this.details = details;
    this.copies = copies;
  }
  async act(model: Model, programme: Programme): Promise<void> {
    const waveId = waveIdOf(programme, this.wave);
    const asked = this.people.map((person) => {
      const body = bodyOf(person, this.details);
      return Array.from({ length: this.copies }, () => programme.request('register', { waveId, body }));
    });
    const askedAt = programme.simulation.now;
    const answers = await programme.simulation.until(Promise.all(asked.map((of) => Promise.all(of))));
    for (const [at, person] of this.people.entries())
      noteAll(model, programme, { person, waveId, details: this.details, at: [askedAt] }, answers[at] as HttpAnswer[]);
  }
  toString(): string {
    return `register(people ${this.people}, wave ${this.wave}, details ${this.details}, ${this.copies} at once)`;
  }
}

export class Join extends Step {
  readonly person: number;
  readonly from: number;
  readonly to: number;
  constructor(person: number, from: number, to: number) {
    super();
    this.person = person;
    this.from = from;
    this.to = to;
  }
  /** With the manage token of one wave into another, as if everything had been typed again. */
  async act(model: Model, programme: Programme): Promise<void> {
    const earlier = model.entry(this.person, waveIdOf(programme, this.from));
    if (!earlier.told?.manageToken || earlier.details === undefined) return;
    const waveId = waveIdOf(programme, this.to);
    const askedAt = programme.simulation.now;
    const asked = programme.request('join-wave', { waveId, body: {}, token: earlier.told.manageToken });
    const answer = await programme.simulation.until(asked);
    // The token is checked first, so the wave may have closed, or opened, when the clock is looked at.
    const at = [askedAt, programme.simulation.now];
    noteAll(model, programme, { person: this.person, waveId, details: earlier.details, at }, [answer]);
  }
  toString(): string {
    return `join(person ${this.person}, from wave ${this.from} to ${this.to})`;
  }
}

/** Lost answers first, then the one that was the first: the others were told of it. */
function noteAll(
  model: Model,
  programme: Programme,
  of: { person: number; waveId: string; details: number; at: readonly number[] },
  answers: readonly HttpAnswer[],
): void {
  const order = (told: Told) => ({ '503': 0, '201': 1 })[told.kind] ?? 2;
  for (const { key } of programme.tables.items('recipients')) {
    const [kind, ofPerson] = (key as string).split('#') as [string, string];
    if (kind === 'person' && !model.received.has(personOf(ofPerson)))
      model.received.set(personOf(ofPerson), programme.simulation.now);
  }
  const tolds = answers.map(toldBy).sort((left, right) => order(left) - order(right));
  for (const told of tolds) {
    const wrong = model.told(of.person, of.waveId, of.details, of.at, told);
    hold(wrong === undefined, wrong ?? '');
  }
}

function toldBy({ status, json }: HttpAnswer): Told {
  if (status >= 500) return { kind: '503' };
  if (status >= 300) return { kind: String(json['type']).replace(/^.*:/, '') };
  const { entryId, receipt, manageToken } = json as Record<'entryId' | 'receipt' | 'manageToken', string>;
  return { kind: String(status), entryId, receipt, manageToken };
}

export class Advance extends Step {
  readonly seconds: number;
  constructor(seconds: number) {
    super();
    this.seconds = seconds;
  }
  async act(_model: Model, { simulation }: Programme): Promise<void> {
    await simulation.advanceTo(simulation.now + this.seconds * 1_000);
  }
  toString(): string {
    return `advance(${this.seconds} s)`;
  }
}

export class AdvanceToNext extends Step {
  readonly offsetMs: number;
  constructor(offsetMs: number) {
    super();
    this.offsetMs = offsetMs;
  }
  /** To the next opening, closing, due selection or beacon, or a little off it. */
  async act(model: Model, { simulation }: Programme): Promise<void> {
    const instants = [...model.windows.values()].flatMap(({ opensAt, closesAt }) => [
      opensAt,
      closesAt,
      closesAt + 30_000,
      closesAt + BEACON_AFTER_MS,
    ]);
    const next = instants.map((at) => at + this.offsetMs).filter((at) => at > simulation.now);
    if (next.length > 0) await simulation.advanceTo(Math.min(...next));
  }
  toString(): string {
    return `advanceToNext(${this.offsetMs} ms)`;
  }
}

export class Tick extends Step {
  readonly copies: number;
  constructor(copies: number) {
    super();
    this.copies = copies;
  }
  async act(_model: Model, programme: Programme): Promise<void> {
    await programme.simulation.until(programme.tick(this.copies));
  }
  toString(): string {
    return `tick(${this.copies} at once)`;
  }
}

export class SelectByHand extends Step {
  readonly wave: number;
  readonly copies: number;
  constructor(wave: number, copies: number) {
    super();
    this.wave = wave;
    this.copies = copies;
  }
  async act(_model: Model, programme: Programme): Promise<void> {
    const waveId = waveIdOf(programme, this.wave);
    const asked = Array.from({ length: this.copies }, () => programme.request('start-selection', { waveId, officer: OFFICER }));
    await programme.simulation.until(Promise.all(asked));
  }
  toString(): string {
    return `selectByHand(wave ${this.wave}, ${this.copies} at once)`;
  }
}

export class Work extends Step {
  readonly steps: number;
  constructor(steps: number) {
    super();
    this.steps = steps;
  }
  async act(_model: Model, { simulation }: Programme): Promise<void> {
    await simulation.work(this.steps);
  }
  toString(): string {
    return `work(${this.steps} calls)`;
  }
}

export class KillAll extends Step {
  async act(_model: Model, { simulation, faults }: Programme): Promise<void> {
    if (faults.weather.name !== 'calm') simulation.killAll();
  }
  toString(): string {
    return 'killAll()';
  }
}

export class Abort extends Step {
  readonly wave: number;
  constructor(wave: number) {
    super();
    this.wave = wave;
  }
  /** Somebody stops the wave's workflow by the console; what its functions are at goes on. */
  async act(_model: Model, programme: Programme): Promise<void> {
    for (const name of programme.executions.all.keys())
      if (name.startsWith(`${waveIdOf(programme, this.wave)}-`)) programme.executions.abort(name);
  }
  toString(): string {
    return `abort(wave ${this.wave})`;
  }
}

const STEPS = ['screen-shard', 'commit-entrants', 'draw', 'award-batch', 'publish'] as const;

export class Rerun extends Step {
  readonly wave: number;
  readonly step: (typeof STEPS)[number];
  readonly shard: number;
  readonly round: number;
  constructor(wave: number, step: (typeof STEPS)[number], shard: number, round: number) {
    super();
    this.wave = wave;
    this.step = step;
    this.shard = shard;
    this.round = round;
  }
  /** Any step of the workflow at any time: what comes too early fails, what comes again changes nothing. */
  async act(_model: Model, programme: Programme): Promise<void> {
    const waveId = waveIdOf(programme, this.wave);
    const shard = SHARDS[this.shard] as string;
    const { round } = this;
    const payloads = {
      'screen-shard': { waveId, shard },
      'commit-entrants': { waveId },
      draw: { waveId, round },
      'award-batch': { waveId, round, shards: [shard] },
      publish: { waveId },
    };
    // A zombie too: it goes on beside whatever comes next.
    programme.invoke(this.step, payloads[this.step]).catch((error: Error) => {
      if (error.name === 'EvidenceDiffers') programme.surprises.push(`${this.step} again: ${error.message}`);
    });
    await programme.simulation.work(30);
  }
  toString(): string {
    return `rerun(${this.step}, wave ${this.wave}, shard ${this.shard}, round ${this.round})`;
  }
}

const wave = fc.integer({ min: 0, max: WAVES - 1 });
const copies = fc.oneof({ arbitrary: fc.constant(1), weight: 3 }, { arbitrary: fc.integer({ min: 2, max: 3 }), weight: 1 });
const person = fc.integer({ min: 0, max: PEOPLE - 1 });
const details = fc.oneof({ arbitrary: fc.constant(0), weight: 5 }, { arbitrary: fc.constant(1), weight: 1 });

/** Steps of one run, registering most. @param most how many at most */
export function commands(most: number): fc.Arbitrary<Iterable<Command>> {
  const kinds: [weight: number, arbitrary: fc.Arbitrary<Command>][] = [
    [
      1,
      fc.tuple(fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 2), fc.constantFrom(20, 20, 40, 60), copies).map((of) => new Schedule(...of)),
    ],
    [12, fc.tuple(fc.uniqueArray(person, { minLength: 1, maxLength: 7 }), wave, details, copies).map((of) => new Register(...of))],
    [2, fc.tuple(person, wave, wave).map((of) => new Join(...of))],
    [2, fc.constantFrom(1, 6, 31, 90, 300).map((of) => new Advance(of))],
    [2, fc.constantFrom(-1, 0, 0, 1, 5_000).map((of) => new AdvanceToNext(of))],
    [3, copies.map((of) => new Tick(of))],
    [1, fc.tuple(wave, copies).map((of) => new SelectByHand(...of))],
    [3, fc.integer({ min: 1, max: 400 }).map((of) => new Work(of))],
    [1, fc.constant(new KillAll())],
    [1, wave.map((of) => new Abort(of))],
    [2, activations],
    [2, decisions],
    [2, deliveries],
    [1, imports],
    [
      2,
      fc
        .tuple(wave, fc.constantFrom(...STEPS), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 2 }))
        .map((of) => new Rerun(...of)),
    ],
  ];
  return fc.commands(
    kinds.flatMap(([weight, arbitrary]) => Array.from({ length: weight }, () => arbitrary)),
    { maxCommands: most, size: 'max' },
  );
}
