import { describe, expect, it } from 'vitest';
import { planBody, timeline } from '#demo/timeline.ts';
import { faultsOf, planBodySchema } from '#shared/waves/plan.ts';

describe('the timeline of 2020 at a scale', () => {
  it.each([
    [0.0001, 599],
    [0.001, 5988],
    [0.01, 59_877],
    [0.1, 598_767],
  ])('at %d has %d recipients in all, and no wave with fewer registrations than places', (scale, recipients) => {
    const waves = timeline(scale);
    expect(waves).toHaveLength(11);
    expect(waves.reduce((sum, { places }) => sum + places, 0)).toBe(recipients);
    for (const { places, registrations } of waves) expect(registrations).toBeGreaterThanOrEqual(places);
  });

  it('has about 35,000 registrations at 1:1000, each wave as published', () => {
    const waves = timeline(0.001);
    expect(waves.reduce((sum, { registrations }) => sum + registrations, 0)).toBe(34_996);
    expect(waves.map(({ places }) => places)).toEqual([168, 288, 225, 800, 800, 800, 800, 800, 800, 116, 391]);
    expect(waves.map(({ registrations }) => registrations)).toEqual([
      2078, 1044, 1044, 1200, 1770, 1760, 2800, 4700, 5900, 6700, 6000,
    ]);
  });

  it.each([0.00001, 0.001, 0.1])('makes plans at %d that the programme accepts', (scale) => {
    for (const wave of timeline(scale)) {
      for (const closesAt of [wave.firstClosesAt, wave.closesAt]) {
        const body = planBodySchema.parse(planBody(wave, closesAt));
        expect(faultsOf(body)).toEqual([]);
      }
    }
  });

  it.each([0.00001, 0.0001, 0.001, 0.01, 0.1, 1])(
    'at %d revokes 478,619 of a year, waves 5 and 8 as published, and leaves enough for wave 11',
    (scale) => {
      const waves = timeline(scale);
      const revoked = (of: typeof waves) => of.reduce((sum, wave) => sum + wave.revoked, 0);
      expect(revoked(waves)).toBe(Math.round(478_619 * scale));
      expect(revoked(waves.slice(0, 10))).toBeGreaterThanOrEqual(waves[10]!.places);
      expect(Math.abs(waves[4]!.revoked - 47_818 * scale)).toBeLessThanOrEqual(1);
      expect(Math.abs(waves[7]!.revoked - 34_747 * scale)).toBeLessThanOrEqual(1);
      for (const { revoked: of, places } of waves) expect(of).toBeLessThanOrEqual(places);
    },
  );

  it('makes wave 11, and no other, of places that came back', () => {
    const plans = timeline(0.001).map((wave) => planBody(wave, wave.closesAt));
    expect(
      plans.map((plan) => ('fundedBy' in plan ? plan.fundedBy : 'decree')).filter((source) => source === 'recovery'),
    ).toHaveLength(1);
    expect(plans.at(-1)).toMatchObject({ fundedBy: 'recovery' });
  });

  it('apportions from wave 4 on, keeps 80 % for the laid-off, and extends wave 5', () => {
    const [first, , , fourth, fifth] = timeline(0.001);
    expect(planBody(first!, first!.closesAt)).toMatchObject({ byProvince: 'national', spillOver: false });
    expect(planBody(first!, first!.closesAt)).not.toHaveProperty('priority');
    expect(planBody(fourth!, fourth!.closesAt)).toMatchObject({
      opensAt: '2020-08-07T17:00:00.000Z',
      byProvince: { '31': 84, '32': 117, '33': 68, '35': 96 },
      priority: { group: 'laid-off', perMille: 800 },
      spillOver: true,
    });
    expect(fifth!.closesAt - fifth!.firstClosesAt).toBe(4 * 86_400_000);
  });
});
