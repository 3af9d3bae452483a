import { describe, expect, test } from 'vitest';
import { type StartDeadlinesDeps, startDueDeadlines } from '#shared/deadlines/start-deadlines.ts';
import { heldMs, stoodMs } from '#shared/deadlines/stopped-clocks.ts';
import { activationDaysOf, daysLeft, deadlineOf } from '#shared/recipients/deadline.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { fakeClock } from '../support/emulator.ts';
import { wave } from '../support/people.ts';

/** The end of 12 September in WIB. */
const DEADLINE = '2020-09-12T16:59:59.999Z';
const published = (changes: Partial<Wave> = {}): Wave => ({ ...wave({}, 'published'), deadline: DEADLINE, ...changes });

async function startedAt(at: string, waves: Wave[], startDeadlines?: StartDeadlinesDeps['startDeadlines']) {
  const started: [string, unknown][] = [];
  const start = async (name: string, input: object) => {
    started.push([name, input]);
    return true;
  };
  const running = await startDueDeadlines({
    clock: fakeClock(at),
    waves: { list: async () => waves },
    startDeadlines: startDeadlines ?? start,
  });
  return { started, running };
}

describe('the deadline of a place', () => {
  test.each([
    ['2020-08-12T16:59:59.999Z', '2020', '2020-09-11T16:59:59.999Z'],
    // 00:00 in WIB: the day of the award is the next one.
    ['2020-08-12T17:00:00.000Z', '2020', '2020-09-12T16:59:59.999Z'],
    ['2023-03-01T03:00:00.000Z', '2023', '2023-03-16T16:59:59.999Z'],
    ['2020-02-01T03:00:00.000Z', '2020', '2020-03-02T16:59:59.999Z'],
  ])('awarded at %s in a programme of %s is %s', (awardedAt, year, deadline) => {
    expect(deadlineOf(awardedAt, year)).toBe(deadline);
  });

  test('is 30 days until 2022 and 15 from 2023 on', () => {
    expect(['2020', '2021', '2022', '2023', '2024'].map(activationDaysOf)).toEqual([30, 30, 30, 15, 15]);
  });

  test('is counted in days of WIB', () => {
    expect(daysLeft(DEADLINE, '2020-09-12')).toBe(0);
    expect(daysLeft(DEADLINE, '2020-08-29')).toBe(14);
    expect(daysLeft(DEADLINE, '2020-09-13')).toBe(-1);
  });
});

describe('the clock of a wave', () => {
  const holds = [
    { hold: 'a', from: '2020-09-01T00:00:00.000Z', until: '2020-09-03T00:00:00.000Z', reason: 'outage' },
    { hold: 'b', from: '2020-09-10T00:00:00.000Z', until: '2020-09-11T00:00:00.000Z', reason: 'outage' },
  ];
  const day = 86_400_000;

  test('stands while a hold lasts, and never runs backwards', () => {
    expect(stoodMs({}, Date.parse('2020-09-02T00:00:00Z'))).toBe(0);
    expect(stoodMs({ holds }, Date.parse('2020-08-31T00:00:00Z'))).toBe(0);
    expect(stoodMs({ holds }, Date.parse('2020-09-02T00:00:00Z'))).toBe(day);
    expect(stoodMs({ holds }, Date.parse('2020-09-09T00:00:00Z'))).toBe(2 * day);
    expect(stoodMs({ holds }, Date.parse('2020-10-01T00:00:00Z'))).toBe(3 * day);
    expect(heldMs({ holds })).toBe(3 * day);
  });
});

describe('a day of deadlines', () => {
  test.each(['2020-08-29', '2020-09-05', '2020-09-11', '2020-09-13', '2020-09-20'])(
    'begins on %s at 9:00 WIB, named by the day',
    async (day) => {
      const { started, running } = await startedAt(`${day}T02:00:00.000Z`, [published()]);
      expect(started).toEqual([[`2020-04-${day}`, { waveId: '2020-04', day }]]);
      expect(running).toEqual(['2020-04']);
    },
  );

  test.each(['2020-08-28', '2020-09-04', '2020-09-06', '2020-09-12'])('there is none on %s, when nothing is due', async (day) => {
    expect((await startedAt(`${day}T05:00:00.000Z`, [published()])).started).toEqual([]);
  });

  test('begins neither at night nor in the early morning of WIB', async () => {
    for (const at of ['2020-09-12T17:00:00.000Z', '2020-09-12T23:00:00.000Z', '2020-09-13T01:59:59.999Z'])
      expect((await startedAt(at, [published()])).started).toEqual([]);
  });

  test('comes as much later as the wave was held', async () => {
    const holds = [{ hold: 'a', from: '2020-09-01T00:00:00.000Z', until: '2020-09-11T00:00:00.000Z', reason: 'outage' }];
    expect((await startedAt('2020-09-13T05:00:00.000Z', [published({ holds })])).started).toEqual([]);
    expect((await startedAt('2020-09-15T05:00:00.000Z', [published({ holds })])).started).toHaveLength(1);
    expect((await startedAt('2020-09-23T05:00:00.000Z', [published({ holds })])).started).toHaveLength(1);
  });

  test('is of published waves that are not settled', async () => {
    const waves = [published({ settledAt: DEADLINE }), published({ phase: 'selecting' }), wave()];
    expect((await startedAt('2020-09-13T05:00:00.000Z', waves)).started).toEqual([]);
  });

  test('that can not be started keeps no other from starting, and is told', async () => {
    const other = published({ waveId: '2020-05' });
    const names: string[] = [];
    const flaky = async (name: string) => {
      names.push(name);
      if (name.startsWith('2020-04')) throw new Error('Step Functions is not there');
      return true;
    };
    await expect(startedAt('2020-09-13T05:00:00.000Z', [published(), other], flaky)).rejects.toThrow('1 due days');
    expect(names).toEqual(['2020-04-2020-09-13', '2020-05-2020-09-13']);
  });
});
