import { expect, test } from 'vitest';
import { draw } from '#shared/draw/draw.ts';
import { readEntrants } from '#shared/draw/entrants.ts';
import { fromHex } from '#shared/draw/hex.ts';
import { certificateSchema } from '#shared/evidence/documents.ts';
import { SHARDS } from '#shared/shards.ts';
import { importPeople } from '../support/import-over-http.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

const WAVES = ['twin-a', 'twin-b'];
const PEOPLE = 60;
/** Both waves together have places for all but four: each must refill what the other took away, down to the last entries. */
const PLACES = 28;

test('two waves that draw the same people at the same time give nobody two places, and refill what they lost', async () => {
  const system = await startSystem('2020-08-08T04:00:00Z');
  const { send, runtime } = system;
  try {
    const body = planBody({ places: PLACES, byProvince: 'national', rules: { ...planBody().rules, exclusionLists: ['aid-2020'] } });
    await importPeople({ base: runtime.url, token: await runtime.token('officer') }, 'aid-2020', [nik(9_000)]);
    for (const waveId of WAVES) expect((await schedule(system, waveId, body)).status).toBe(201);
    system.advanceTo('2020-08-08T05:00:00Z');
    const entries = new Map<string, string>();
    for (const waveId of WAVES) {
      for (let number = 1; number <= PEOPLE; number++) {
        const person = applicant({
          nik: nik(number),
          kk: `317405120315${String(number).padStart(4, '0')}`,
          birthDate: '1990-01-01',
        });
        const { status, json } = await send('POST', `/v1/waves/${waveId}/registrations`, { body: person });
        expect(status).toBe(201);
        entries.set(json['entryId'] as string, person.nik);
      }
    }
    system.advanceTo('2020-08-09T05:00:31Z');
    await Promise.all(WAVES.map((waveId) => untilPublished(system, waveId)));

    const certificates = WAVES.map((waveId) =>
      certificateSchema.parse(JSON.parse(evidenceFile(runtime, waveId, 'certificate.json')!)),
    );
    const awarded = WAVES.flatMap((waveId) =>
      evidenceFile(runtime, waveId, 'winners.csv')!
        .trim()
        .split('\n')
        .map((line) => entries.get(line.split(',')[1]!)!),
    );
    expect(new Set(awarded).size).toBe(awarded.length);
    expect(awarded.length).toBe(2 * PLACES);
    expect(certificates.map(({ awarded: of, unfilled }) => [of, unfilled])).toEqual([
      [PLACES, 0],
      [PLACES, 0],
    ]);
    // Some of the people were drawn by both; whoever came second lost them and drew again.
    expect(certificates.reduce((sum, { rounds }) => sum + rounds.flatMap(({ struckOut }) => struckOut).length, 0)).toBeGreaterThan(
      0,
    );
    for (const [at, waveId] of WAVES.entries()) {
      const files = SHARDS.map((shard) => [shard, Buffer.from(evidenceFile(runtime, waveId, `entrants/${shard}.csv`)!)] as const);
      const { seed, rounds } = certificates[at]!;
      const { winners } = draw(
        body,
        readEntrants(files),
        fromHex(seed),
        rounds.map(({ struckOut }) => struckOut),
      );
      const lines = winners.map(
        ({ entryId, province, phase, round }, place) => `${place + 1},${entryId},${province},${phase},${round}\n`,
      );
      expect(evidenceFile(runtime, waveId, 'winners.csv')).toBe(lines.join(''));
      expect(winners.some(({ round }) => round > 0)).toBe(rounds.length > 1);
    }
  } finally {
    await system.stop();
  }
}, 120_000);
