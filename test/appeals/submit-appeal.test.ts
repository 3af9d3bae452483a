import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { appealableUntil } from '#shared/appeals/appeal.ts';
import { appealsStore } from '#shared/appeals/appeals-store.ts';
import { dismissAppeal } from '#shared/appeals/dismiss-appeal.ts';
import { showAppeal } from '#shared/appeals/show-appeal.ts';
import { submitAppeal } from '#shared/appeals/submit-appeal.ts';
import { openingsChain } from '#shared/audit/chains.ts';
import { evidenceKey, exclusionsFile, resultsFile } from '#shared/evidence/evidence-names.ts';
import type { Notice } from '#shared/notifications/notice.ts';
import { partitionOf } from '#shared/registrations/registration-item.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { SHARDS } from '#shared/shards.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { auditIn } from '../support/audit.ts';
import { fakeClock } from '../support/emulator.ts';
import { wave } from '../support/people.ts';
import { useBucket } from '../support/use-bucket.ts';
import { useEmulator } from '../support/use-emulator.ts';
import { useSealingKey } from '../support/use-sealing-key.ts';

const emulator = useEmulator();
const bucket = useBucket();
const sealing = useSealingKey();

const SHARD = '0a';
const PUBLISHED_AT = '2020-08-12T17:12:00.000Z';
/** 13 August in WIB is day 0. */
const LAST = '2020-08-27T16:59:59.999Z';
const SECRET = 'Nama saya Siti, NIK 3174056508920003; saya tidak pernah menerima bantuan itu.';
const STATES = ['excluded', 'already-a-recipient', 'household-full', 'not-selected', 'selected'] as const;
type Result = (typeof STATES)[number];
const entryOf = (state: Result) => `${STATES.indexOf(state)}a`.repeat(16);
const keyOf = (state: Result) => SHARD + `${STATES.indexOf(state)}`.repeat(62);

let number = 0;
let waveId = '';
let published: Wave;
let clock = fakeClock(PUBLISHED_AT);

beforeEach(async () => {
  waveId = `wave-${++number}`;
  clock = fakeClock(PUBLISHED_AT);
  const attempt = { attempt: 1, beganAt: PUBLISHED_AT, begunBy: 'schedule', endedAt: PUBLISHED_AT, outcome: 'published' } as const;
  published = { ...wave({ waveId }, 'published'), attempts: [attempt] };
  for (const state of STATES) {
    const Item = {
      ...{ partition: partitionOf(waveId, SHARD), registrationKey: keyOf(state), entryId: entryOf(state) },
      ...{ registeredAt: PUBLISHED_AT, personKey: `person-${state}`, householdKey: `household-${state}`, householdTag: 'tag' },
      ...{ detailsHash: 'hash', province: '31', birthDate: '1990-01-01', sex: 'female', occupation: 'driver', laidOff: true },
      ...{ inFormalEducation: false, birthDateDiffersFromNik: false, sealed: new Uint8Array(9) },
    };
    await emulator.documents.send(new PutCommand({ TableName: 'registrations', Item }));
  }
  const excluded = `${entryOf('excluded')},never-received-before\n`;
  const results = STATES.slice(1).map((state, at) => `${entryOf(state)},${at + 1},${state}\n`);
  await bucket.evidence.writeOnce(evidenceKey(waveId, exclusionsFile(SHARD)), Buffer.from(excluded));
  await bucket.evidence.writeOnce(evidenceKey(waveId, resultsFile(SHARD)), Buffer.from(results.join('')));
});

const deps = () => ({
  clock,
  waves: { read: async (id: string) => (id === waveId ? published : undefined) },
  registrations: registrationsStore(emulator.documents, 'registrations'),
  evidence: bucket.evidence,
  appeals: appealsStore(emulator.documents, 'appeals'),
});
const body = { reason: 'never-received', text: SECRET } as const;
const submit = (state: Result, of: Parameters<typeof submitAppeal>[2] = body, token = 'the-token') =>
  submitAppeal(deps(), { waveId, registrationKey: keyOf(state) }, of, token);
const outcomeOf = async (state: Result, of?: Parameters<typeof submitAppeal>[2], token?: string) =>
  (await submit(state, of, token)).outcome;
const kept = async () =>
  ((await emulator.documents.send(new ScanCommand({ TableName: 'appeals', ConsistentRead: true }))).Items ?? []).filter(
    (item) => item['waveId'] === waveId,
  );

describe('who was refused', () => {
  test.each(['excluded', 'already-a-recipient', 'household-full'] as const)('appeals when %s', async (state) => {
    expect(await submit(state)).toMatchObject({ outcome: 'appealed', appeal: { result: state, state: 'open' } });
    expect(await kept()).toMatchObject([{ entryId: entryOf(state), personKey: `person-${state}`, province: '31' }]);
  });

  test('appeals once: the same again, at any time, is the same appeal; other words are refused and the first stay', async () => {
    await submit('excluded');
    const [before] = await kept();
    const same = { outcome: 'appealedBefore', appeal: before };
    clock.epochMs = Date.parse(LAST) + 86_400_000;
    expect(await submit('excluded')).toEqual(same);
    clock.epochMs = Date.parse(LAST);
    expect(await submit('excluded')).toEqual(same);
    expect(await outcomeOf('excluded', { ...body, text: `${SECRET}!` })).toBe('appealedOtherwise');
    expect(await outcomeOf('excluded', { ...body, reason: 'other' })).toBe('appealedOtherwise');
    expect(await kept()).toEqual([before]);
  });

  test('appeals once, however often it is pressed at the same time', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => outcomeOf('excluded')));
    expect(outcomes.toSorted()).toEqual(['appealed', ...Array(9).fill('appealedBefore')]);
    expect(await kept()).toHaveLength(1);
  });

  test('can appeal to the last instant of the fourteenth day in WIB, and not after it', async () => {
    expect(appealableUntil(published)).toBe(LAST);
    clock.epochMs = Date.parse(LAST) + 1;
    expect(await outcomeOf('excluded')).toBe('tooLate');
    expect(await kept()).toEqual([]);
    clock.epochMs = Date.parse(LAST);
    expect(await outcomeOf('excluded')).toBe('appealed');
  });
});

describe('nobody else', () => {
  test('who lost the draw, or was selected, appeals anything', async () => {
    expect([await outcomeOf('not-selected'), await outcomeOf('selected')]).toEqual(['lostADraw', 'wasSelected']);
    expect(await kept()).toEqual([]);
  });

  test('appeals before the results are published, or without a registration', async () => {
    published = { ...published, phase: 'selecting', attempts: [] };
    expect(await outcomeOf('excluded')).toBe('notPublished');
    const registrationKey = SHARD + 'f'.repeat(62);
    expect(await submitAppeal(deps(), { waveId, registrationKey }, body, 'token')).toEqual({ outcome: 'unknownRegistration' });
  });
});

describe('what was written', () => {
  const show = async (actor = 'officer-1') => {
    const { append } = auditIn(emulator, clock);
    return showAppeal({ ...deps(), sealingKeys: sealing.keys, audit: append }, { waveId, entryId: entryOf('excluded'), actor });
  };

  test('is in no table but under seal, and is opened for an officer, which the audit log says first', async () => {
    await submit('excluded');
    const [item] = await kept();
    const text = Buffer.from(item!['text'] as Uint8Array);
    for (const form of [text.toString('latin1'), JSON.stringify({ ...item, text: '' })])
      for (const word of ['Siti', '3174056508920003', 'menerima']) expect(form).not.toContain(word);
    expect(await show()).toMatchObject({ outcome: 'shown', text: SECRET });
    const { entries } = await auditIn(emulator, clock).page(openingsChain(SHARD), 0);
    expect(entries.filter((of) => of.waveId === waveId)).toMatchObject([
      { actor: 'officer-1', act: 'open-registration', purpose: 'appeal', entryId: entryOf('excluded') },
    ]);
  });

  test('stays closed when the log can not be written', async () => {
    await submit('excluded');
    const calls = sealing.calls;
    const audit = () => Promise.reject(new Error('no log'));
    const of = { ...deps(), sealingKeys: sealing.keys, audit };
    await expect(showAppeal(of, { waveId, entryId: entryOf('excluded'), actor: 'a' })).rejects.toThrow('no log');
    expect(sealing.calls).toBe(calls);
  });

  test('of one appeal does not open as that of another', async () => {
    await submit('excluded');
    const [item] = await kept();
    const Item = { ...item, registrationKey: keyOf('selected') };
    await emulator.documents.send(new PutCommand({ TableName: 'appeals', Item }));
    await expect(show()).rejects.toThrow();
  });

  test('is erased by itself, and the appeal stays', async () => {
    await submit('excluded');
    const { appeals } = deps();
    const [before] = await kept();
    const shard = entryOf('excluded').slice(0, 2);
    expect(await appeals.withText(waveId, SHARDS.find((of) => of !== shard)!)).toEqual([]);
    expect(await appeals.withText(waveId, shard)).toEqual([entryOf('excluded')]);
    await appeals.eraseText(waveId, entryOf('excluded'));
    await appeals.eraseText(waveId, entryOf('excluded'));
    await appeals.eraseText(waveId, 'f'.repeat(32));
    const { text: _, ...rest } = before!;
    expect(await kept()).toEqual([rest]);
    expect(await appeals.withText(waveId, shard)).toEqual([]);
    const shown = await show();
    expect(shown).toMatchObject({ outcome: 'shown' });
    expect(shown).not.toHaveProperty('text');
  });
});

describe('a dismissal', () => {
  const told: Notice[] = [];
  const dismiss = (reason: 'rule-applies' | 'not-shown' = 'rule-applies') => {
    const notices = { publish: async (some: readonly Notice[]) => void told.push(...some) };
    return dismissAppeal({ ...deps(), notices }, { waveId, entryId: entryOf('excluded'), reason });
  };
  beforeEach(() => void told.splice(0));

  test('is told to the appellant, again when somebody repeats it who may have died before telling', async () => {
    expect(await dismiss()).toEqual({ outcome: 'unknownAppeal' });
    await submit('excluded');
    const [first, again, other] = [await dismiss(), await dismiss(), await dismiss('not-shown')];
    expect([first.outcome, again.outcome, other.outcome]).toEqual(['dismissed', 'dismissedBefore', 'decidedOtherwise']);
    const notice = {
      ...{ kind: 'appeal-decided', waveId, entryId: entryOf('excluded'), registrationKey: keyOf('excluded') },
      decision: 'dismissed',
    };
    expect(told).toEqual([notice, notice]);
  });
});

describe('a page of appeals', () => {
  test('goes on where the one before ended', async () => {
    for (const state of ['excluded', 'already-a-recipient', 'household-full'] as const) await submit(state);
    const { appeals } = deps();
    const { appeals: all, next } = await appeals.page(waveId, undefined);
    expect([all.map(({ entryId }) => entryId), next]).toEqual([
      ['excluded', 'already-a-recipient', 'household-full'].map((state) => entryOf(state as Result)),
      undefined,
    ]);
    expect((await appeals.page(waveId, entryOf('already-a-recipient'))).appeals).toEqual(all.slice(2));
    expect([await appeals.anyOpen(waveId), await appeals.anyOpen('none')]).toEqual([true, false]);
  });
});
