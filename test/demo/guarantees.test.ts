import { describe, expect, it } from 'vitest';
import { arrivalTimeDoesNotMatter } from '#demo/guarantees/arrival-time.ts';
import type { Finding } from '#demo/guarantees/guarantee.ts';
import { householdsWithinTwo, onceInALifetime } from '#demo/guarantees/once-in-a-lifetime.ts';
import { oneRegistration } from '#demo/guarantees/one-registration.ts';
import { placesConserved } from '#demo/guarantees/places-conserved.ts';
import { aDrawnWave } from './a-drawn-wave.ts';

type Wave = ReturnType<typeof aDrawnWave>;

/** What is told of a wave after something in it was spoilt. */
function spoilt(check: (wave: Wave) => Finding, spoil: (wave: Wave) => void): Finding {
  const wave = aDrawnWave();
  spoil(wave);
  return check(wave);
}

describe('the checks of an honest wave', () => {
  it.each([oneRegistration, onceInALifetime, householdsWithinTwo, placesConserved, arrivalTimeDoesNotMatter])(
    '%o holds',
    (check) => {
      expect(check(aDrawnWave())).toMatchObject({ holds: true });
    },
  );
});

describe('one registration per person and wave', () => {
  it.each<[string, (wave: Wave) => void]>([
    ['two items of a person', ({ tables }) => (tables.registrations[1]!.personKey = tables.registrations[0]!.personKey)],
    ['an item is missing', ({ tables }) => tables.registrations.pop()],
    [
      'an item that nobody was told of',
      ({ tables }) => tables.registrations.push({ ...tables.registrations[0]!, entryId: 'f', personKey: 'p' }),
    ],
    ['another entry than told', ({ tables }) => (tables.registrations[0]!.entryId = 'f')],
    ['a repeat with other bytes', ({ runs }) => (runs[0]!.answers.differingRepeats = 1)],
    ['an unexpected answer', ({ runs }) => runs[0]!.answers.unexpected.set('registration: 500 internal', 1)],
  ])('fails: %s', (_, spoil) => {
    expect(spoilt(oneRegistration, spoil).holds).toBe(false);
  });
});

describe('one receipt per lifetime', () => {
  it.each<[string, (wave: Wave) => void]>([
    ['a winner without an award', ({ tables }) => tables.recipients.pop()],
    [
      'an award that no winners file has',
      ({ tables }) => tables.recipients.push({ ...tables.recipients[0]!, entryId: 'f', personKey: 'p' }),
    ],
    ["somebody else's award", ({ tables }) => (tables.recipients[0]!.personKey = 'p')],
  ])('fails: %s', (_, spoil) => {
    expect(spoilt(onceInALifetime, spoil).holds).toBe(false);
  });

  it('counts a person who stands behind two lines', () => {
    const finding = spoilt(onceInALifetime, ({ tables }) => {
      const [one, other] = tables.recipients;
      tables.registrations.find(({ entryId }) => entryId === other!.entryId)!.personKey = one!.personKey;
      other!.personKey = one!.personKey;
    });
    expect(finding).toMatchObject({ holds: false, recipientsTwice: 1 });
  });
});

describe('at most two per household', () => {
  it('counts a household of three', () => {
    const finding = spoilt(householdsWithinTwo, ({ tables }) => {
      for (const recipient of tables.recipients.slice(0, 3)) recipient.householdKey = 'h';
      tables.households.set('h', 3);
    });
    expect(finding).toMatchObject({ holds: false, householdsOverTwo: 1 });
  });

  it("fails when a recipient stands under another household than the card's", () => {
    const finding = spoilt(householdsWithinTwo, ({ tables }) => {
      const [alone] = tables.recipients.filter(({ householdKey }) => tables.households.get(householdKey) === 1);
      tables.households.delete(alone!.householdKey);
      alone!.householdKey = 'h';
      tables.households.set('h', 1);
    });
    expect(finding).toMatchObject({ holds: false, householdsOverTwo: 0 });
  });

  it("fails when a household's item says another number", () => {
    expect(spoilt(householdsWithinTwo, ({ tables }) => tables.households.set(tables.recipients[0]!.householdKey, 0)).holds).toBe(
      false,
    );
    expect(spoilt(householdsWithinTwo, ({ tables }) => tables.households.set('h', 1)).holds).toBe(false);
  });
});

describe('places conserved', () => {
  it.each<[string, (wave: Wave) => void]>([
    ['one too many', ({ evidenceOfIt: { winners } }) => winners.push({ entryId: 'f', province: '31', phase: 'b', round: 0 })],
    ['one left over though people wait', ({ evidenceOfIt: { winners } }) => winners.pop()],
    [
      'a province has too many',
      ({ evidenceOfIt: { winners } }) => {
        for (const winner of winners) winner.province = '31';
      },
    ],
    [
      'too many by priority',
      ({ evidenceOfIt: { winners } }) => {
        for (const winner of winners) winner.phase = 'a';
      },
    ],
    [
      'spilled over although the plan forbids it',
      ({ evidenceOfIt: { plan, winners } }) => {
        plan.spillOver = false;
        winners[0]!.phase = 'c';
      },
    ],
    ['other places than announced', ({ evidenceOfIt: { plan } }) => plan.places--],
  ])('fails: %s', (_, spoil) => {
    expect(spoilt(placesConserved, spoil).holds).toBe(false);
  });
});

describe('arrival time', () => {
  it('fails when those who came first win', () => {
    const finding = spoilt(arrivalTimeDoesNotMatter, ({ tables, evidenceOfIt }) => {
      const won = new Set(evidenceOfIt.winners.map(({ entryId }) => entryId));
      for (const registration of tables.registrations) if (won.has(registration.entryId)) registration.registeredAt -= 1_000_000;
    });
    expect(finding.holds).toBe(false);
  });
});
