import { createHash } from 'node:crypto';
import type { Traces } from '#demo/guarantees/guarantee.ts';
import type { WaveEvidence } from '#demo/guarantees/wave-evidence.ts';
import { population } from '#demo/population.ts';
import { seededRandom } from '#demo/random.ts';
import { timeline } from '#demo/timeline.ts';
import { draw } from '#shared/draw/draw.ts';
import { entrantLine, readEntrants } from '#shared/draw/entrants.ts';
import { entrantsRootOf, seedOf } from '#shared/draw/seed.ts';
import { SHARDS } from '#shared/shards.ts';

/** Of round 123 of drand's quicknet. */
const RANDOMNESS = 'fb8f7bc29bf24db51871ec8c79f3a1e4bd0557bc0dfcee9ed1d924e69d1c60dc';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const personKey = (nik: string) => sha256(`person ${nik}`);
const householdKey = (kk: string) => sha256(`household ${kk}`);

/** Wave 4 of 2020 with 400 people and 80 places, drawn honestly: all guarantees hold until a test spoils something. */
export function aDrawnWave(): Traces & { evidenceOfIt: WaveEvidence } {
  const [, , , wave] = timeline(0.0001);
  const people = population(seededRandom(5)).next(400);
  const entries = people.map((person, at) => {
    const key = sha256(`registration ${person.nik}`);
    return {
      person,
      entryId: sha256(`entry ${person.nik}`).slice(0, 32),
      key,
      shard: key.slice(0, 2),
      registeredAt: wave!.opensAt + at,
    };
  });
  const plan = {
    waveId: wave!.waveId,
    places: wave!.places,
    byProvince: { '31': 30, '32': 30, '35': 20 },
    priority: { group: 'laid-off', perMille: 800 },
    spillOver: true,
  };
  const planBytes = Buffer.from(JSON.stringify(plan));
  const entrants = SHARDS.map((shard) => {
    const mine = entries.filter((entry) => entry.shard === shard).sort((one, other) => (one.entryId < other.entryId ? -1 : 1));
    const text = mine.map(({ person, entryId }) =>
      entrantLine({
        entryId,
        province: person.province,
        priority: person.laidOff,
        householdTag: householdKey(person.kk).slice(0, 16),
        householdPlaces: 2,
      }),
    );
    return [shard, Buffer.from(text.join(''))] as const;
  });
  const planHash = sha256(planBytes);
  const entrantsRoot = entrantsRootOf(entrants.map(([, bytes]) => sha256(bytes)));
  const seed = seedOf({ waveId: wave!.waveId, planHash, entrantsRoot, round: 123, randomness: RANDOMNESS });
  const { winners } = draw(plan, readEntrants(entrants), seed, [[]]);
  const evidenceOfIt: WaveEvidence = {
    plan,
    certificate: { rounds: [{ struckOut: [] }] },
    entrants,
    entrantCount: entries.length,
    exclusions: new Map(),
    winners: winners.map(({ entryId, province, phase, round }) => ({ entryId, province, phase, round })),
  };
  const personOfEntry = new Map(entries.map(({ entryId, person }) => [entryId, person]));
  const recipients = winners.map(({ entryId }) => {
    const { nik, kk } = personOfEntry.get(entryId)!;
    return { personKey: personKey(nik), waveId: wave!.waveId, entryId, householdKey: householdKey(kk) };
  });
  const answers = {
    registered: personOfEntry,
    repeats: 3,
    differingRepeats: 0,
    refused: new Map(),
    unexpected: new Map<string, number>(),
  };
  return {
    runs: [{ wave: wave!, answers, registeringSeconds: 1, planHash, pastRecipients: 0 }],
    tables: {
      registrations: entries.map(({ person, entryId, key, registeredAt }) => ({
        waveId: wave!.waveId,
        registrationKey: key,
        entryId,
        personKey: personKey(person.nik),
        householdKey: householdKey(person.kk),
        registeredAt,
      })),
      recipients,
      households: new Map([...Map.groupBy(recipients, (one) => one.householdKey)].map(([key, all]) => [key, all.length])),
    },
    evidence: new Map([[wave!.waveId, evidenceOfIt]]),
    evidenceOfIt,
    personKey,
    householdKey,
  };
}
