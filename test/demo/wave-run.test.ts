import { describe, expect, it } from 'vitest';
import { crowds } from '#demo/crowd.ts';
import type { Answer } from '#demo/http-client.ts';
import { population } from '#demo/population.ts';
import type { Programme } from '#demo/programme.ts';
import { seededRandom } from '#demo/random.ts';
import { timeline } from '#demo/timeline.ts';
import { runWave } from '#demo/wave-run.ts';

/** A programme in memory that knows the window of one wave and who is registered; everything else is unexpected. */
function fakeProgramme(startAt: number, faults: { repeatDiffers?: boolean; fails?: string } = {}) {
  let now = startAt;
  let plan: { opensAt: string; closesAt: string; beacon: { at: string } } | undefined;
  let proposed: typeof plan;
  const registered = new Map<string, { entryId: string; phone: string }>();
  const puts: { at: number; closesAt: string }[] = [];
  const arrivals: number[] = [];
  const answer = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });
  const problem = (name: string) => answer(409, { type: `urn:gelombang:problem:${name}` });

  const programme: Programme = {
    clock: {
      now: () => now,
      advanceTo(to) {
        expect(to).toBeGreaterThan(now);
        now = to;
      },
    },
    officerToken: async () => 'officer',
    approverToken: async () => 'approver',
    auditorToken: async () => 'auditor',
    activate: async () => 201,
    listAided: async () => {},
    failure: () => faults.fails,
    untilNotifying: async () => {},
    evidence: async (_, file) => {
      if (file === 'attempts.jsonl.jws') return now >= Date.parse(plan!.beacon.at) ? 'signed' : undefined;
      expect(file).toBe('commitment.json');
      return now > Date.parse(plan!.closesAt) ? JSON.stringify({ beacon: { roundAt: plan!.beacon.at } }) : undefined;
    },
    async send(method, path, { body, token } = {}) {
      if (method === 'PUT') {
        expect(token).toBe('officer');
        proposed = body as typeof plan;
        return answer(202, { proposalId: 'proposal', decideAt: '/v1/waves/2020-05/plan-decision' });
      }
      if (path === '/v1/waves/2020-05/plan-decision') {
        expect([token, body]).toEqual(['approver', { proposalId: 'proposal', decision: 'approved' }]);
        plan = proposed;
        puts.push({ at: now, closesAt: plan!.closesAt });
        return answer(200, { planHash: `hash of ${plan!.closesAt}` });
      }
      if (method === 'GET') return answer(200, { state: now >= Date.parse(plan!.beacon.at) ? 'published' : 'selecting' });
      expect(path).toMatch(/^\/v1\/waves\/2020-\d\d\/registrations$/);
      if (now < Date.parse(plan!.opensAt)) return problem('not-open-yet');
      if (now >= Date.parse(plan!.closesAt)) return problem('closed');
      const { nik, phone } = body as { nik: string; phone: string };
      const standing = registered.get(nik);
      if (!standing) {
        registered.set(nik, { entryId: `entry of ${nik}`, phone });
        arrivals.push(now);
      } else if (standing.phone !== phone) return problem('registered-with-other-details');
      const repeated = standing && faults.repeatDiffers ? { again: true } : {};
      return answer(standing ? 200 : 201, { entryId: `entry of ${nik}`, ...repeated });
    },
  };
  return { programme, registered, puts, arrivals };
}

const wave5 = timeline(0.0001)[4]!;
const crowd = () => crowds(seededRandom(1), population(seededRandom(2)).next).forWave(wave5.registrations);

describe('the run of a wave', () => {
  it('announces, extends while open, lets everybody come within the window, and waits for the certificate', async () => {
    const { programme, registered, puts, arrivals } = fakeProgramme(wave5.opensAt - 10 * 86_400_000);
    const run = await runWave(programme, wave5, crowd(), () => {});
    expect(registered.size).toBe(177);
    expect(run.answers.registered.size).toBe(177);
    expect(run.answers.unexpected).toEqual(new Map());
    expect(run.answers.differingRepeats).toBe(0);
    expect(run.answers.repeats).toBeGreaterThan(0);
    expect(puts.map(({ closesAt }) => closesAt)).toEqual(['2020-08-19T05:00:00.000Z', '2020-08-23T05:00:00.000Z']);
    expect(puts[0]!.at).toBeLessThan(wave5.opensAt);
    expect(puts[1]!.at).toBeGreaterThan(wave5.opensAt);
    expect(puts[1]!.at).toBeLessThan(wave5.firstClosesAt);
    expect(arrivals.some((at) => at > wave5.firstClosesAt)).toBe(true);
    expect(run.planHash).toBe('hash of 2020-08-23T05:00:00.000Z');
    expect([...run.answers.refused.keys()].sort()).toEqual(['closed', 'not-open-yet', 'registered-with-other-details']);
  });

  it('notices a repeat that is answered with other bytes', async () => {
    const { programme } = fakeProgramme(wave5.opensAt - 10 * 86_400_000, { repeatDiffers: true });
    const { answers } = await runWave(programme, wave5, crowd(), () => {});
    expect(answers.differingRepeats).toBe(answers.repeats);
  });

  it('stops with the reason when the selection fails', async () => {
    const { programme } = fakeProgramme(wave5.opensAt - 10 * 86_400_000, { fails: '2020-05-1 FAILED' });
    await expect(runWave(programme, wave5, crowd(), () => {})).rejects.toThrow(
      'The selection of wave 2020-05 failed: 2020-05-1 FAILED',
    );
  });
});
