import { type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { placeJournal } from '#shared/ledger/journal-entry.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { type ActivatePlaceDeps, type ActivatePlaceOutcome, activatePlace } from '#shared/partners/activate-place.ts';
import { partnersStore } from '#shared/partners/partners-store.ts';
import { awardsStore } from '#shared/recipients/awards-store.ts';
import { placesStore } from '#shared/recipients/places-store.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { fakeClock } from '../support/emulator.ts';
import { wave } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';
import { fresh } from './a-partner.ts';

const emulator = useEmulator();
const TABLES = { recipients: 'recipients', ledger: 'ledger' };
const WAVE = '2020-04';
const AWARDED_AT = '2020-08-12T17:11:00.000Z';
/** 30 days, to the end of the last of them in WIB. */
const DEADLINE = '2020-09-12T16:59:59.999Z';

let people = 0;
/** Somebody becomes a recipient. */
async function awarded(waveId = WAVE): Promise<{ personKey: string; waveId: string; entryId: string; pot: string }> {
  const number = ++people;
  const entryId = number.toString(16).padStart(32, '0');
  const personKey = `person-${number}`;
  const award = { entryId, province: '31', personKey, registrationKey: 'c'.repeat(64), awardedAt: AWARDED_AT };
  const plan = { waveId, byProvince: 'national', opensAt: '2020-08-08T05:00:00.000Z' } as const;
  expect(await awardsStore(emulator.documents, TABLES).award(plan, { ...award, householdKey: `household-${number}` })).toBe(
    'awarded',
  );
  return { personKey, waveId, entryId, pot: 'national' };
}

const clock = fakeClock('2020-08-20T03:00:00Z');
let tokens = 0;
const deps = (changes: Partial<Wave> = {}, documents: DynamoDBDocumentClient = emulator.documents): ActivatePlaceDeps => ({
  clock,
  partners: partnersStore(documents, 'partners'),
  waves: { read: async (waveId) => ({ ...wave({ waveId }, 'published'), ...changes }) },
  ledger: ledgerStore(documents, 'ledger'),
  places: placesStore(documents, TABLES),
  newToken: () => String(++tokens).padStart(32, '0'),
});

type Ask = { waveId: string; entryId: string; partnerId?: string; idempotencyKey?: string; nonce?: string };
const ask = (of: Ask, on: ActivatePlaceDeps = deps()) => {
  const { waveId, entryId, partnerId = 'pijar', idempotencyKey = fresh(), nonce = fresh() } = of;
  const body = { waveId, entryId };
  const bodyHash = sha256Hex(JSON.stringify(body));
  return activatePlace(on, { request: { partnerId, nonce, idempotencyKey, bodyHash }, body });
};

/** DynamoDB refuses one of two transactions on an item; whoever gets a 503 for it comes again, with another nonce. */
async function persistently(of: Ask): Promise<ActivatePlaceOutcome> {
  for (;;) {
    try {
      return await ask(of);
    } catch (error) {
      if ((error as Error).name !== 'TransientError') throw error;
    }
  }
}

const item = (personKey: string) => placesStore(emulator.documents, TABLES).read(personKey);
const entriesOf = async ({ waveId, entryId }: { waveId: string; entryId: string }) =>
  (await ledgerStore(emulator.documents, 'ledger').all(placeJournal({ waveId, entryId }))).filter(({ entry }) =>
    entry.endsWith(entryId),
  );
const kinds = async (place: { waveId: string; entryId: string }) =>
  (await entriesOf(place)).map(({ entry }) => entry.split('#')[0]).sort();

describe('an activation', () => {
  test('moves the place, books it, and keeps the request, all three or none', async () => {
    const place = await awarded();
    const idempotencyKey = fresh();
    expect(await ask({ ...place, idempotencyKey })).toEqual({
      outcome: 'activated',
      activation: { waveId: WAVE, entryId: place.entryId, activatedAt: '2020-08-20T03:00:00.000Z' },
    });
    expect(await item(place.personKey)).toMatchObject({
      state: 'activated',
      activatedBy: 'pijar',
      activationRequest: idempotencyKey,
    });
    expect(await kinds(place)).toEqual(['activation', 'award']);
    expect(await deps().partners.request('pijar', idempotencyKey)).toMatchObject({ entryId: place.entryId });
  });

  test('by the same key again is answered word for word the same, an hour and a suspension of the clock later', async () => {
    const place = await awarded();
    const idempotencyKey = fresh();
    const first = await ask({ ...place, idempotencyKey });
    clock.epochMs += 3_600_000;
    expect(await ask({ ...place, idempotencyKey })).toEqual({ ...first, outcome: 'activatedBefore' });
    clock.epochMs -= 3_600_000;
    expect(await kinds(place)).toEqual(['activation', 'award']);
  });

  test('whose answer was lost is found done by the next try, and by the client’s own', async () => {
    const place = await awarded();
    const idempotencyKey = fresh();
    const lost = afterIt(emulator.documents, TransactWriteCommand, () =>
      Object.assign(new Error('lost'), { name: 'TimeoutError' }),
    );
    await expect(ask({ ...place, idempotencyKey }, deps({}, lost))).rejects.toThrow('lost');
    expect(await ask({ ...place, idempotencyKey })).toMatchObject({ outcome: 'activatedBefore' });
    expect(await kinds(place)).toEqual(['activation', 'award']);
  });

  test('thirty at once by one key activate once, and all are told the same', async () => {
    const place = await awarded();
    const idempotencyKey = fresh();
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => persistently({ ...place, idempotencyKey })));
    expect(outcomes.filter(({ outcome }) => outcome === 'activated')).toHaveLength(1);
    expect(new Set(outcomes.map((of) => ('activation' in of ? JSON.stringify(of.activation) : of.outcome))).size).toBe(1);
    expect(await kinds(place)).toEqual(['activation', 'award']);
  });

  test('thirty at once by thirty keys of two partners activate once, and the others are told', async () => {
    const place = await awarded();
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, at) => persistently({ ...place, partnerId: at % 2 === 0 ? 'pijar' : 'sekolahmu' })),
    );
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['activated', ...Array(29).fill('activatedOtherwise')]);
    expect(await kinds(place)).toEqual(['activation', 'award']);
  });
});

describe('a replayed request', () => {
  test('does nothing, whatever became of the first', async () => {
    const place = await awarded();
    const nonce = fresh();
    expect(await ask({ ...place, entryId: 'f'.repeat(32), nonce })).toEqual({ outcome: 'unknownPlace' });
    expect(await ask({ ...place, nonce })).toEqual({ outcome: 'replayed' });
    expect(await item(place.personKey)).toMatchObject({ state: 'awarded' });
    expect(await ask({ ...place, nonce, partnerId: 'sekolahmu' })).toMatchObject({ outcome: 'activated' });
  });

  test('thirty copies at once are one request', async () => {
    const place = await awarded();
    const same = { ...place, nonce: fresh(), idempotencyKey: fresh() };
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => ask(same)));
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['activated', ...Array(29).fill('replayed')]);
  });

  test('is not what the client sends again after its nonce was put and the answer lost', async () => {
    const place = await awarded();
    const twice = beforeIt(emulator.documents, PutCommand);
    expect(await ask(place, deps({}, twice))).toMatchObject({ outcome: 'activated' });
  });
});

describe('an idempotency key', () => {
  test('of one activation is refused for another, and nothing is booked', async () => {
    const [place, another] = [await awarded(), await awarded()];
    const idempotencyKey = fresh();
    await ask({ ...place, idempotencyKey });
    expect(await ask({ ...another, idempotencyKey })).toEqual({ outcome: 'keyReused' });
    expect(await item(another.personKey)).toMatchObject({ state: 'awarded' });
    expect(await kinds(another)).toEqual(['award']);
    expect(await ask({ ...another, idempotencyKey, partnerId: 'sekolahmu' })).toMatchObject({ outcome: 'activated' });
  });

  test('for ten places at once activates one of them', async () => {
    const places = await Promise.all(Array.from({ length: 10 }, () => awarded()));
    const idempotencyKey = fresh();
    const outcomes = await Promise.all(places.map((place) => persistently({ ...place, idempotencyKey })));
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['activated', ...Array(9).fill('keyReused')]);
    const states = await Promise.all(places.map(async ({ personKey }) => (await item(personKey))?.state));
    expect(states.filter((state) => state === 'activated')).toHaveLength(1);
  });

  test('is free again after a refusal', async () => {
    const place = await awarded();
    const idempotencyKey = fresh();
    expect(await ask({ ...place, waveId: '2020-05', idempotencyKey })).toEqual({ outcome: 'unknownPlace' });
    expect(await ask({ ...place, idempotencyKey })).toMatchObject({ outcome: 'activated' });
  });
});

describe('a clear refusal, and no entry', () => {
  test('after a revocation', async () => {
    const place = await awarded();
    const at = '2020-08-19T03:00:00.000Z';
    expect(await placesStore(emulator.documents, TABLES).revokeByDecision(place, { at, decision: 'd-1' })).toBe('revoked');
    expect(await ask(place)).toEqual({ outcome: 'revoked' });
    expect(await kinds(place)).toEqual(['award', 'revocation']);
    expect(await item(place.personKey)).toMatchObject({ state: 'revoked' });
  });

  test('for another wave, for an entry of nobody, and before the wave is published', async () => {
    const place = await awarded();
    expect(await ask({ ...place, waveId: '2020-05' })).toEqual({ outcome: 'unknownPlace' });
    expect(await ask({ ...place, entryId: 'f'.repeat(32) })).toEqual({ outcome: 'unknownPlace' });
    expect(await ask(place, deps({ phase: 'selecting' }))).toEqual({ outcome: 'unknownPlace' });
    expect(await kinds(place)).toEqual(['award']);
  });

  test('after the deadline: one millisecond late is late', async () => {
    const before = clock.epochMs;
    try {
      const [inTime, late] = [await awarded(), await awarded()];
      clock.epochMs = Date.parse(DEADLINE) + 1;
      expect(await ask(late)).toEqual({ outcome: 'tooLate' });
      clock.epochMs = Date.parse(DEADLINE);
      expect(await ask(inTime)).toMatchObject({ outcome: 'activated' });
      expect(await kinds(late)).toEqual(['award']);
    } finally {
      clock.epochMs = before;
    }
  });

  test('but not while the clocks of the wave have stood', async () => {
    const before = clock.epochMs;
    const holds = [{ hold: 'h', from: '2020-09-01T00:00:00.000Z', until: '2020-09-03T00:00:00.000Z', reason: 'flood' }];
    try {
      const [inTime, late] = [await awarded(), await awarded()];
      clock.epochMs = Date.parse(DEADLINE) + 2 * 86_400_000;
      expect(await ask(inTime, deps({ holds }))).toMatchObject({ outcome: 'activated' });
      clock.epochMs += 1;
      expect(await ask(late, deps({ holds }))).toEqual({ outcome: 'tooLate' });
    } finally {
      clock.epochMs = before;
    }
  });
});

type Sent = { constructor: unknown };
/** A client whose commands of that kind are carried out, and then fail. */
function afterIt(documents: DynamoDBDocumentClient, kind: unknown, failure: () => Error): DynamoDBDocumentClient {
  const send = async (command: Sent) => {
    const result = await documents.send(command as never);
    if (command.constructor === kind) throw failure();
    return result;
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

/** A client that sends commands of that kind twice, as after an answer that was lost, and answers with what the second came to. */
function beforeIt(documents: DynamoDBDocumentClient, kind: unknown): DynamoDBDocumentClient {
  const send = async (command: Sent) => {
    if (command.constructor === kind) await documents.send(command as never);
    return documents.send(command as never);
  };
  return { send } as unknown as DynamoDBDocumentClient;
}
