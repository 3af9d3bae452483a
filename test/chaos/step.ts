import type fc from 'fast-check';
import { checkAlways } from './guarantees.ts';
import type { Model } from './model.ts';
import type { Programme } from './programme.ts';

export type Command = fc.AsyncCommand<Model, Programme>;

/** Something that somebody does, and after it all that must hold at every moment. */
export abstract class Step implements Command {
  check(_model: Readonly<Model>): boolean {
    return true;
  }
  async run(model: Model, programme: Programme): Promise<void> {
    await this.act(model, programme);
    programme.commands++;
    checkAlways(model, programme);
  }
  protected abstract act(model: Model, programme: Programme): Promise<void>;
  abstract toString(): string;
}
