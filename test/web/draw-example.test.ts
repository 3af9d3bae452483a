import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, drawExample, firstPlay, invented, type Play, withOneBitTurned } from '#web/public/draw/example.ts';

const play = firstPlay();
const sha = (...parts: (Buffer | string)[]) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((one) => Buffer.from(one))))
    .digest();

describe('the draw to play with', () => {
  test('is the draw of docs/draw.md: plan, entrants, seed and tickets by node’s own SHA-256, and the lowest of each province', () => {
    const { order, planHash, entrantsRoot, seed } = drawExample(play);
    const plan = `{"waveId":"contoh","places":5,"byProvince":{"31":2,"32":3}}\n`;
    expect(planHash).toBe(sha(plan).toString('hex'));
    const files = Array.from({ length: 256 }, (_, shard) => {
      const lines = play.registered
        .filter(({ entryId }) => Number.parseInt(entryId.slice(0, 2), 16) === shard)
        .map(({ entryId, province }) => `${entryId},${province},0,${entryId.slice(0, 16)},1\n`);
      return sha(lines.sort().join(''));
    });
    expect(entrantsRoot).toBe(sha(...files).toString('hex'));
    const seedBytes = sha(`gelombang/draw/v1\ncontoh\n${planHash}\n${entrantsRoot}\n123\n${play.randomness}\n`);
    expect(seed).toBe(seedBytes.toString('hex'));
    for (const { entryId, ticket } of order) expect(ticket).toBe(sha(seedBytes, Buffer.from(entryId, 'hex')).toString('hex'));
    expect(order.map(({ ticket }) => ticket)).toEqual(order.map(({ ticket }) => ticket).sort());
    for (const [province, places] of Object.entries(play.places)) {
      const chosen = order.filter((one) => one.province === province).map(({ selected }) => selected);
      expect(chosen).toEqual(chosen.map((_, at) => at < places));
    }
  });

  test('does not depend on the order of registration', () => {
    const orders = fc.shuffledSubarray([...play.registered], { minLength: play.registered.length });
    fc.assert(
      fc.property(orders, (registered) => {
        expect(drawExample({ ...play, registered })).toEqual(drawExample(play));
      }),
    );
  });

  test('is another with another bit, another entrant or other places: every ticket', () => {
    const before = drawExample(play);
    const others: Partial<Play>[] = [
      { randomness: withOneBitTurned(play.randomness) },
      { registered: play.registered.slice(1) },
      { registered: [...play.registered, invented(12)] },
      { places: { 31: 2, 32: 4 } },
    ];
    for (const changes of others) {
      const now = drawExample({ ...play, ...changes });
      const both = now.order.filter(({ letter }) => before.order.some((one) => one.letter === letter)).length;
      expect(differences(before, now).tickets).toBe(both);
    }
    expect(differences(before, before)).toEqual({ tickets: 0, in: [], out: [] });
  });

  test('turns exactly one bit over, and back', () => {
    const turned = withOneBitTurned(play.randomness);
    expect(BigInt(`0x${turned}`) ^ BigInt(`0x${play.randomness}`)).toBe(1n);
    expect(withOneBitTurned(turned)).toBe(play.randomness);
  });

  test('begins with twelve people of two provinces, and can be played down to nobody and no place', () => {
    expect(play.registered).toHaveLength(12);
    expect(new Set(play.registered.map(({ entryId }) => entryId)).size).toBe(12);
    expect(drawExample({ ...play, registered: [] }).order).toEqual([]);
    expect(drawExample({ ...play, places: { 31: 0, 32: 0 } }).order.some(({ selected }) => selected)).toBe(false);
  });
});
