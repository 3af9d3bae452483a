import fc from 'fast-check';
import { handOver } from './delivered.ts';
import type { Model } from './model.ts';
import type { Programme } from './programme.ts';
import { Step } from './step.ts';

export class Deliver extends Step {
  readonly events: number;
  readonly copies: number;
  constructor(events: number, copies: number) {
    super();
    this.events = events;
    this.copies = copies;
  }
  /** The bus hands over some of what it holds, in any order, each event perhaps several times at once. */
  async act(_model: Model, programme: Programme): Promise<void> {
    const { bus, random, simulation } = programme;
    const chosen = random.shuffled(bus.pending).slice(0, this.events);
    const handed = chosen.flatMap((detail) => Array.from({ length: this.copies }, () => handOver(programme, detail)));
    await simulation.until(Promise.allSettled(handed));
  }
  toString(): string {
    return `deliver(${this.events} events, ${this.copies} times at once)`;
  }
}

export const deliveries: fc.Arbitrary<Deliver> = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 2 }))
  .map((of) => new Deliver(...of));
