import { clockNow } from '../clock.ts';

/**
 * Makes `Date.now()` and `new Date()` of this thread read the runtime's clock, from what it shares (`Clock.cells`). Everything else about
 * `Date` stays, `instanceof` included, since the prototype is the same object.
 */
export function installClockDate(cells: SharedArrayBuffer): void {
  const Real = Date;
  const cell = new Float64Array(cells);
  const now = () => clockNow(Real.now(), cell);
  function ClockDate(...parts: unknown[]): unknown {
    if (!new.target) return new Real(now()).toString();
    return Reflect.construct(Real, parts.length === 0 ? [now()] : parts, new.target);
  }
  ClockDate.prototype = Real.prototype;
  ClockDate.now = now;
  ClockDate.parse = Real.parse;
  ClockDate.UTC = Real.UTC;
  Real.prototype.constructor = ClockDate as unknown as DateConstructor;
  globalThis.Date = ClockDate as unknown as DateConstructor;
}
