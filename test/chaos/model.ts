/** Epoch milliseconds; `changedAt` when the plan was last announced, amended or extended. */
export type Window = { opensAt: number; closesAt: number; changedAt: number };
/** The end of a problem's type, or the status of a success. */
export type Told = { kind: string; entryId?: string; receipt?: string; manageToken?: string };
/** What stands for a person in a wave, as far as anybody was told. `possible` are details whose answer was lost: they may stand. */
export type Entry = { details?: number; told?: Told; firsts: number; possible: Set<number> };

/** Functions hold a wave for five seconds, and their read of it, or of the recipients, may lag by another. */
const OLD_PLAN_MS = 7_000;
const LAG_MS = 1_500;
const LOST = new Set(['503', 'unavailable', 'internal']);

/**
 * What people may rightly expect, without a word of how it is done: one entry a person and wave, the same receipt for every repeat, other
 * details never over the first ones, nobody in before the opening or after the closing, nobody in who has received.
 */
export class Model {
  readonly windows = new Map<string, Window>();
  readonly entries = new Map<string, Entry>();
  /** Since when people have received, epoch milliseconds. */
  readonly received = new Map<number, number>();

  entry(person: number, waveId: string): Entry {
    const key = `${waveId}/${person}`;
    const entry = this.entries.get(key) ?? { firsts: 0, possible: new Set() };
    this.entries.set(key, entry);
    return entry;
  }

  /**
   * Takes note of what a person was told.
   * @param at when a function may have looked at the clock, epoch milliseconds: once, or at the latest and at the earliest
   * @returns what is wrong with it
   */
  told(person: number, waveId: string, details: number, at: readonly number[], told: Told): string | undefined {
    const entry = this.entry(person, waveId);
    if (LOST.has(told.kind)) {
      entry.possible.add(details);
      return undefined;
    }
    const rightly = [...new Set(at.flatMap((looked) => this.#rightly(entry, person, waveId, details, looked)))];
    const who = `person ${person} in ${waveId}`;
    if (!rightly.includes(told.kind)) return `${who} was told ${told.kind}, and rightly only ${rightly.join(', ')}`;
    if (told.kind !== '201' && told.kind !== '200') return undefined;
    if (told.kind === '201') entry.firsts++;
    if (entry.firsts > 1) return `${who} was registered twice`;
    for (const part of ['entryId', 'receipt', 'manageToken'] as const) {
      if (entry.told && entry.told[part] !== told[part]) return `${who} got another ${part} the second time`;
    }
    Object.assign(entry, { details, told });
    return undefined;
  }

  #rightly(entry: Entry, person: number, waveId: string, details: number, at: number): string[] {
    const window = this.windows.get(waveId);
    if (!window) return ['unknown-wave'];
    const ofAnOldPlan = at - window.changedAt < OLD_PLAN_MS ? ['unknown-wave', 'not-open-yet', 'closed'] : [];
    if (at < window.opensAt) return ['not-open-yet', ...ofAnOldPlan];
    if (at >= window.closesAt) return ['closed', ...ofAnOldPlan];
    return [...ofAnOldPlan, ...this.#whileOpen(entry, person, details, at)];
  }

  #whileOpen(entry: Entry, person: number, details: number, at: number): string[] {
    const since = this.received.get(person);
    const receivedBefore = since === undefined ? [] : ['received-before'];
    const mayBeNew = since === undefined || at - since < LAG_MS;
    if (entry.details === details) return ['200'];
    if (entry.details !== undefined) return [...(mayBeNew ? ['registered-with-other-details'] : []), ...receivedBefore];
    const lost = [...entry.possible].map((possible) => (possible === details ? '200' : 'registered-with-other-details'));
    return [...(mayBeNew ? ['201'] : []), ...receivedBefore, ...lost];
  }
}
