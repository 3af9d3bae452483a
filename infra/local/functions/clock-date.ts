/**
 * Makes `Date.now()` and `new Date()` of this thread read the runtime's clock: real time + the shared offset. Everything else about
 * `Date` stays, `instanceof` included, since the prototype is the same object.
 */
export function installClockDate(offset: SharedArrayBuffer): void {
  const Real = Date;
  const cell = new Float64Array(offset);
  const now = () => Math.trunc(Real.now() + (cell[0] ?? 0));
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
