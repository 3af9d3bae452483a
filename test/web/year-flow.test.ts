import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FATES, type Fate, type WavePlaces } from '#web/public/places/wave-places.ts';
import { flowOf, type YearFlow } from '#web/public/places/year-flow.ts';

const NONE = Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>;

function wave(number: number, fates: Partial<Record<Fate, number>>, of: Partial<WavePlaces> = {}): WavePlaces {
  const all = { ...NONE, ...fates };
  const places = FATES.reduce((sum, fate) => sum + all[fate], 0);
  return {
    waveId: `w${number}`,
    number,
    fundedBy: 'decree',
    places,
    fates: all,
    refilled: 0,
    ownRefills: false,
    faulty: false,
    ...of,
  };
}
const recovery = { fundedBy: 'recovery' } as const;
const stream = (flow: YearFlow, source: string, target: string) =>
  flow.links.find((link) => link.source === source && link.target === target)?.places ?? 0;
const into = (flow: YearFlow, id: string) => flow.links.reduce((sum, link) => (link.target === id ? sum + link.places : sum), 0);
const outOf = (flow: YearFlow, id: string) => flow.links.reduce((sum, link) => (link.source === id ? sum + link.places : sum), 0);

/** Sources give, ends keep, and whatever is between passes on exactly what it gets. */
function expectWhole(flow: YearFlow): void {
  const ends = flow.nodes.filter(({ id }) => outOf(flow, id) === 0);
  for (const { id, kind } of flow.nodes) {
    if (kind !== 'decree' && kind !== 'unexplained' && outOf(flow, id) > 0)
      expect([id, into(flow, id)]).toEqual([id, outOf(flow, id)]);
  }
  expect(ends.reduce((sum, { id }) => sum + into(flow, id), 0)).toBe(flow.decreed + outOf(flow, 'unexplained'));
  expect(flow.links.every(({ places }) => places > 0)).toBe(true);
  // No circle: nodes can be taken away one after the other, each when nothing flows into it any more.
  const left = new Set(flow.nodes.map(({ id }) => id));
  for (;;) {
    const free = [...left].find((id) => !flow.links.some(({ source, target }) => target === id && left.has(source)));
    if (free === undefined) break;
    left.delete(free);
  }
  expect([...left]).toEqual([]);
}

describe('the flow of a year', () => {
  test('goes from the decree through the waves to what became of the places, and from what came back to a recovery wave', () => {
    const flow = flowOf([
      wave(1, { used: 60, back: 30, unfilled: 10 }),
      wave(2, { used: 50, back: 50 }),
      wave(3, { used: 40, back: 5 }, recovery),
      wave(4, { undrawn: 20, reserved: 2 }),
    ]);
    expectWhole(flow);
    expect(flow).toMatchObject({ decreed: 222, regranted: 45, inHand: 40, faulty: [] });
    expect(stream(flow, 'back/0', 'wave/w3')).toBe(45);
    expect(stream(flow, 'back/0', 'inHand')).toBe(35);
    expect(stream(flow, 'wave/w3', 'back/1')).toBe(5);
    expect(flow.fates).toMatchObject({ used: 150, back: 85, unfilled: 10, undrawn: 20, reserved: 2 });
  });

  test('lets a recovery wave be made of what came back before its waves are settled', () => {
    const flow = flowOf([wave(1, { awaited: 100 }), wave(2, { used: 10, back: 5 }), wave(3, { undrawn: 25 }, recovery)]);
    expectWhole(flow);
    expect(flow).toMatchObject({ decreed: 115, regranted: 25, inHand: 0, faulty: [] });
    expect(stream(flow, 'awaited/0', 'back/0')).toBe(20);
    expect(stream(flow, 'awaited/0', 'awaited')).toBe(80);
    expect(flow.fates).toMatchObject({ back: 25, awaited: 80 });
  });

  test('does not account for more than can have come back, nor takes what a wave gives again by itself', () => {
    const more = flowOf([wave(1, { used: 90, back: 10 }), wave(2, { undrawn: 15 }, recovery)]);
    expectWhole(more);
    expect(more.faulty).toEqual(['w2']);
    expect(stream(more, 'unexplained', 'wave/w2')).toBe(5);
    const own = flowOf([wave(1, { awaited: 90, back: 10 }, { ownRefills: true }), wave(2, { undrawn: 15 }, recovery)]);
    expectWhole(own);
    expect(own.faulty).toEqual(['w2']);
    expect(stream(own, 'back/0', 'inHand')).toBe(10);
  });

  test('holds for any year: every place is in exactly one stream, and nothing runs in a circle', () => {
    const count = fc.nat({ max: 50 });
    const fates = fc.record(Object.fromEntries(FATES.map((fate) => [fate, count])) as Record<Fate, typeof count>);
    const waves = fc
      .array(fc.tuple(fates, fc.boolean(), fc.boolean()), { maxLength: 9 })
      .map((all) => all.map(([of, recovered, ownRefills], at) => wave(at + 1, of, { ownRefills, ...(recovered && recovery) })));
    fc.assert(
      fc.property(waves, (year) => {
        const flow = flowOf(year);
        expectWhole(flow);
        const inAll = FATES.reduce((sum, fate) => sum + flow.fates[fate], 0);
        expect(inAll).toBe(flow.decreed + flow.regranted);
        expect(flow.fates.back + outOf(flow, 'unexplained')).toBe(flow.regranted + flow.inHand);
      }),
    );
  });
});
