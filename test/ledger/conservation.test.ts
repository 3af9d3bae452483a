import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Wave } from '#shared/waves/wave.ts';
import { DEADLINE, inMemory, type LedgerProgramme, programmeOn } from './a-programme.ts';

const WAVES = ['2020-01', '2020-02', '2020-03'] as const;
/** Of these what comes back goes to the next of the order, by refills. */
const REFILLED = WAVES[0];
const RECOVERED = ['2020-11', '2020-12'] as const;
const EARLY = '2020-09-01T00:00:00.000Z';
const LATE = '2020-09-13T02:00:00.000Z';
const OPENS = '2020-08-08T05:00:00.000Z';

type Step = { name: string; run(programme: LedgerProgramme): Promise<unknown> };

const waveId = fc.constantFrom(WAVES[0], ...WAVES, ...RECOVERED);
const person = fc.integer({ min: 0, max: 9 });
const few = fc.integer({ min: 1, max: 4 });
const ofWave = (programme: LedgerProgramme, id: string, then: (wave: Wave) => Promise<unknown>) =>
  programme.waves.read(id).then((wave) => wave && then(wave));
const places = (count: number) => ({ places: count, byProvince: { 31: count }, opensAt: OPENS });
const now = async (programme: LedgerProgramme, id: string) => (await programme.check()).waves.find((of) => of.waveId === id)!.now;
const isUnderWay = ({ refills = [] }: Wave) => refills.some(({ endedAt }) => endedAt === undefined);

/** Anything that officers, workflows and partners may do, in any order, as often as they like. What can't be done is refused. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constantFrom(...WAVES), few).map(([id, count]) => ({
    name: `announce ${id} with ${count}`,
    run: (programme: LedgerProgramme) =>
      programme.announce({ waveId: id, ...places(count), ...(id === REFILLED && { refills: 12 }) }),
  })),
  fc.tuple(fc.constantFrom(...RECOVERED), few).map(([id, count]) => ({
    name: `announce ${id} of ${count} that came back`,
    run: async (programme: LedgerProgramme) => {
      const grant = await programme.recovery.grantOf(id);
      const granted = grant?.moves.reduce((sum, move) => sum + move.places, 0) ?? count;
      return programme.announce({ waveId: id, ...places(granted), fundedBy: 'recovery' });
    },
  })),
  fc.tuple(fc.constantFrom(...WAVES, ...RECOVERED), few, fc.constantFrom('a', 'b')).map(([id, count, decision]) => ({
    name: `grant ${count} to ${id} by ${decision}`,
    run: (programme: LedgerProgramme) => programme.recover(id, count, `${decision}-${id}`),
  })),
  waveId.map((id) => ({
    name: `begin ${id}`,
    run: (programme: LedgerProgramme) => programme.begin(id),
  })),
);

const award = fc.tuple(waveId, person).map(
  ([id, who]): Step => ({
    name: `award ${id} to ${who}`,
    // As the draw does: no more than there are places, and only in a selection.
    run: (programme) =>
      ofWave(programme, id, async (wave) => {
        if (wave.phase !== 'selecting' && !isUnderWay(wave)) return;
        if ((await now(programme, id)).granted > 0) await programme.award(id, who);
      }),
  }),
);
const close = waveId.map(
  (id): Step => ({
    name: `close ${id}`,
    run: (programme) => ofWave(programme, id, async (wave) => wave.phase === 'selecting' && programme.close(id)),
  }),
);
const refill = fc.constant<Step>({
  name: `refill ${REFILLED}, or end its refill`,
  run: (programme) =>
    ofWave(programme, REFILLED, async (wave) => {
      const { refills = [] } = wave;
      const { returned, granted } = await now(programme, REFILLED);
      const at = Date.parse(LATE);
      if (!isUnderWay(wave)) return returned > 0 && programme.refills.begin(REFILLED, refills.length + 1, { 31: returned }, at);
      const { places } = refills.at(-1)!;
      const awarded = places - granted;
      const provinces = { 31: { returned: places, spilledIn: 0, spilledOut: 0, awarded, left: granted } };
      return programme.refills.finish(REFILLED, refills.length, { awarded, provinces }, at);
    }),
});
const activate = fc.tuple(waveId, person, fc.constantFrom(EARLY, DEADLINE, LATE), fc.constantFrom('r1', 'r2')).map(
  ([id, who, at, request]): Step => ({
    name: `activate ${who} of ${id} at ${at} by ${request}`,
    run: (programme) => programme.places.activate(programme.place(id, who), { at, latest: at, partner: 'p', request }),
  }),
);
const revoke = fc.tuple(waveId, person, fc.constantFrom(EARLY, DEADLINE, LATE, '2020-12-01T00:00:00.000Z')).map(
  ([id, who, at]): Step => ({
    name: `revoke ${who} of ${id} at ${at}`,
    run: (programme) => programme.places.revokeOverdue(programme.place(id, who), { at, passed: at }),
  }),
);
const decide = fc.tuple(waveId, person, fc.constantFrom(EARLY, LATE)).map(
  ([id, who, at]): Step => ({
    name: `revoke ${who} of ${id} by decision at ${at}`,
    run: (programme) => programme.places.revokeByDecision(programme.place(id, who), { at, decision: 'd' }),
  }),
);
const hold = fc.tuple(waveId, person, fc.constantFrom('h1', 'h2')).map(
  ([id, who, name]): Step => ({
    name: `hold ${who} of ${id} by ${name}`,
    run: async (programme) => {
      const place = programme.place(id, who);
      const seen = (await programme.places.read(place.personKey))?.deadline ?? DEADLINE;
      return programme.places.hold(place, { hold: name, until: LATE, seen, deadline: '2020-10-15T16:59:59.999Z' });
    },
  }),
);

const steps = fc.array(
  fc.oneof(
    { arbitrary: step, weight: 5 },
    { arbitrary: award, weight: 8 },
    { arbitrary: close, weight: 2 },
    { arbitrary: refill, weight: 3 },
    { arbitrary: activate, weight: 3 },
    { arbitrary: revoke, weight: 4 },
    { arbitrary: decide, weight: 1 },
    { arbitrary: hold, weight: 1 },
  ),
  { minLength: 10, maxLength: 60 },
);

/** One wave of five places is published, with four recipients of whom two have lost their place, and another is being selected. */
async function amongRecipients(): Promise<LedgerProgramme> {
  const programme = programmeOn(inMemory());
  const [published, selecting] = WAVES;
  for (const id of [published, selecting]) {
    await programme.announce({ waveId: id, ...places(5), ...(id === REFILLED && { refills: 12 }) });
    await programme.begin(id);
  }
  for (const who of [0, 2, 4, 6]) await programme.award(published, who);
  await programme.close(published);
  for (const who of [0, 2]) await programme.places.revokeOverdue(programme.place(published, who), { at: LATE, passed: LATE });
  return programme;
}

test('places are conserved after each step, whatever is done in whatever order, and done again', { timeout: 300_000 }, async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(steps, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), async (of, twice) => {
      const programme = await amongRecipients();
      for (const [at, { run }] of of.entries()) {
        await run(programme);
        if (twice[at]) await run(programme);
        const { faults, years } = await programme.check();
        expect(faults).toEqual([]);
        for (const year of years) {
          const { decreed, awarded, awaiting, activated, returned, regranted, inHand, unfilled, undrawn } = year;
          expect(awarded).toBe(awaiting + activated + returned);
          expect(returned).toBe(regranted + inHand);
          expect(decreed + regranted).toBe(awarded + unfilled + undrawn);
          for (const [name, count] of Object.entries({ awaiting, activated, inHand, regranted, unfilled }))
            if (count > 0) seen.set(name, (seen.get(name) ?? 0) + 1);
        }
        const { refills = [] } = (await programme.waves.read(REFILLED)) ?? {};
        if (refills.some(({ awarded = 0 }) => awarded > 0)) seen.set('refilled', 1);
      }
    }),
    { numRuns: 40 },
  );
  // A run that never revokes or grants again would prove nothing.
  expect([...seen.keys()].sort()).toEqual(['activated', 'awaiting', 'inHand', 'refilled', 'regranted', 'unfilled']);
});
