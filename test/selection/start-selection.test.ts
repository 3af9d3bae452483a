import { describe, expect, test } from 'vitest';
import type { ExecutionFacts } from '#shared/selection/executions-store.ts';
import { type StartDeps, startDueSelections, startSelection } from '#shared/selection/start-selection.ts';
import { waveInSelection } from '#shared/selection/wave-in-selection.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { fakeClock } from '../support/emulator.ts';
import { wave } from '../support/people.ts';

const SETTLE_MS = 30_000;
const END = { endedAt: '2020-08-12T18:00:00.000Z', outcome: 'failed' as const };

/** The use case over waves as they stand; a begun wave is in `selecting`. What is started is noted by its execution's name. */
function depsOf(waves: Wave[], executions: Record<string, ExecutionFacts> = {}, broken: string[] = []) {
  const started: string[] = [];
  const find = (waveId: string) => waves.find((of) => of.waveId === waveId);
  const deps: StartDeps = {
    clock: fakeClock(new Date(Date.parse(wave().closesAt) + SETTLE_MS).toISOString()),
    settleMs: SETTLE_MS,
    waves: {
      read: async (waveId) => find(waveId),
      list: async () => waves,
      nextAttempt: async () => true,
    },
    bookings: {
      beginSelection: async (waveId) => {
        const of = find(waveId);
        return of && (of.phase === 'scheduled' ? { ...of, phase: 'selecting', attempt: 1 } : of);
      },
    },
    executions: {
      start: async (waveId, attempt) => {
        if (broken.includes(waveId)) throw new Error('Step Functions is not there');
        started.push(`${waveId}-${attempt}`);
        return true;
      },
      describe: async (waveId, attempt) => executions[`${waveId}-${attempt}`],
    },
  };
  return { deps, started };
}

describe('each minute', () => {
  test('what has settled is started, and so is what somebody began who died before starting it; one that fails keeps no other', async () => {
    const waves = [wave({ waveId: 'broken' }), wave({ waveId: 'due' }), wave({ waveId: 'begun' }, 'selecting')];
    waves.push(wave({ waveId: 'over' }, 'published'), wave({ waveId: 'open', closesAt: '2020-08-12T16:59:00.001Z' }));
    const { deps, started } = depsOf(waves, {}, ['broken']);
    await expect(startDueSelections(deps)).rejects.toThrow('1 due selections could not be started');
    expect(started).toEqual(['due-1', 'begun-1']);
  });
});

describe('by hand', () => {
  test('a selection that runs, or has published, is not started again', async () => {
    const waves = [wave({ waveId: 'running' }, 'selecting'), wave({ waveId: 'over' }, 'published')];
    const { deps, started } = depsOf(waves, { 'running-1': { status: 'running' }, 'over-1': { status: 'failed', end: END } });
    expect(await startSelection(deps, { waveId: 'running' })).toEqual({ outcome: 'running', attempt: 1 });
    expect(await startSelection(deps, { waveId: 'over' })).toEqual({ outcome: 'published', attempt: 1 });
    expect(started).toEqual([]);
  });

  test('one that failed is started as the next attempt, and one that nobody started as the first', async () => {
    const waves = [wave({ waveId: 'failed' }, 'selecting'), wave({ waveId: 'begun' }, 'selecting')];
    const { deps, started } = depsOf(waves, { 'failed-1': { status: 'failed', end: END } });
    expect(await startSelection(deps, { waveId: 'failed' })).toEqual({ outcome: 'started', attempt: 2 });
    expect(await startSelection(deps, { waveId: 'begun' })).toEqual({ outcome: 'started', attempt: 1 });
    expect(started).toEqual(['failed-2', 'begun-1']);
  });

  test('no step of a selection works on a wave that is only scheduled, or not there', async () => {
    const { deps } = depsOf([wave(), wave({ waveId: 'begun' }, 'selecting')]);
    await expect(waveInSelection(deps.waves, '2020-04')).rejects.toThrow('is only scheduled');
    await expect(waveInSelection(deps.waves, 'none')).rejects.toThrow('is not known');
    expect((await waveInSelection(deps.waves, 'begun')).waveId).toBe('begun');
  });
});
