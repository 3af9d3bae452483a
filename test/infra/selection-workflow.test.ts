import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { describe, expect, test } from 'vitest';
import { SHARDS } from '#shared/shards.ts';
import { definitionText, machine, definition as synthesizedDefinition } from './selection-definition.ts';
import { functionName, idIn, synthesized } from './synthesized-template.ts';

type Retry = { ErrorEquals: string[]; IntervalSeconds: number; MaxAttempts: number; BackoffRate: number } & {
  MaxDelaySeconds?: number;
  JitterStrategy?: string;
};
type State = { Type: string; Resource?: string; TimeoutSeconds?: number; Retry?: Retry[]; MaxConcurrency?: number } & {
  ItemProcessor?: { ProcessorConfig: unknown; States: Record<string, State> };
};

const template = synthesized('dev');
const definition = synthesizedDefinition as unknown as { States: Record<string, State> };
const tasks = tasksIn(definition.States);

describe('the selection workflow', () => {
  test('is a standard machine that traces, and whose definition is valid', () => {
    expect(machine.Properties).toMatchObject({ StateMachineType: 'STANDARD', TracingConfiguration: { Enabled: true } });
    expect(() => new StateMachine(definition as unknown as StateMachineDefinition, { validationOptions: {} })).not.toThrow();
  });

  test('calls its five functions, and may call no others', () => {
    const called = tasks.map(({ state }) => state.Resource!.split(':').at(-1)!).sort();
    expect(called).toEqual(['award-batch', 'commit-entrants', 'draw', 'publish', 'screen-shard']);
    const role = template.Resources[idIn(machine.Properties.RoleArn)]!.Properties;
    const invoke = role.Policies.map((policy: never) => policy['PolicyDocument']['Statement'][0]).find(
      (statement: { Action: unknown }) => statement.Action === 'lambda:InvokeFunction',
    );
    expect(invoke.Resource.map((arn: unknown) => functionName(template, idIn(arn))).sort()).toEqual(called);
  });

  test.each(tasks)('task $name ends after its function does, and is tried again', ({ state }) => {
    const lambda = Object.entries(template.Resources).find(
      ([id, { Type }]) => Type === 'AWS::Lambda::Function' && functionName(template, id) === state.Resource!.split(':').at(-1),
    )![1];
    expect(state.TimeoutSeconds).toBe(lambda.Properties.Timeout + 30);
    expect(retryFor(state, 'TransientError')).toMatchObject({ MaxAttempts: 8, JitterStrategy: 'FULL' });
    for (const error of [
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.ClientExecutionTimeoutException',
      'Lambda.TooManyRequestsException',
      'Lambda.Unknown',
      'Sandbox.Timedout',
      'States.Timeout',
    ]) {
      expect(retryFor(state, error), error).toMatchObject({ MaxAttempts: 6, JitterStrategy: 'FULL' });
    }
  });

  test('asks the beacon and the commitment again, each for its own error', () => {
    expect(tasks.filter(({ state }) => retryFor(state, 'BeaconNotAvailable')).map(({ name }) => name)).toEqual(['Draw']);
    expect(tasks.filter(({ state }) => retryFor(state, 'TooCloseToBeacon')).map(({ name }) => name)).toEqual(['CommitEntrants']);
  });

  test('waits out a silent beacon by itself, and fails visibly on anything else: nothing else is caught, no retry takes every error', () => {
    const { Draw, WaitOutTheOutage } = definition.States as Record<string, { Catch?: unknown; Next?: string }>;
    expect(Draw!.Catch).toEqual([{ ErrorEquals: ['BeaconNotAvailable'], ResultPath: null, Next: 'WaitOutTheOutage' }]);
    expect(WaitOutTheOutage).toMatchObject({ Type: 'Wait', Seconds: 600, Next: 'Draw' });
    expect(definitionText.match(/"Catch"/g)).toHaveLength(1);
    expect(definitionText).not.toMatch(/States\.ALL|States\.TaskFailed/);
  });

  test('waits until the committed round is due before it draws', () => {
    expect(definition.States['CommitEntrants']).toMatchObject({ Next: 'WaitForBeacon' });
    expect(definition.States['WaitForBeacon']).toMatchObject({ TimestampPath: '$.commitment.roundAt', Next: 'StartRounds' });
    expect(definition.States['StartRounds']).toMatchObject({ Result: { nextRound: 0 }, ResultPath: '$.draw', Next: 'Draw' });
  });

  test('waits as long as the comments at the policies say', () => {
    const { Draw, CommitEntrants } = definition.States;
    expect(secondsOf(retryFor(Draw!, 'States.Timeout')!)).toBe(122);
    expect(secondsOf(retryFor(Draw!, 'TransientError')!)).toBe(121);
    expect(secondsOf(retryFor(CommitEntrants!, 'TooCloseToBeacon')!)).toBe(60);
    expect(secondsOf(retryFor(Draw!, 'BeaconNotAvailable')!) / 3600).toBeCloseTo(24, 0);
    const eventsOfADay = 3 * (retryFor(Draw!, 'BeaconNotAvailable')!.MaxAttempts + 1) + 4;
    expect(25_000 / eventsOfADay).toBeGreaterThan(50);
  });

  test('maps inline, forty at once', () => {
    for (const state of [definition.States['ScreenShards']!, definition.States['AwardBatches']!]) {
      expect(state).toMatchObject({ MaxConcurrency: 40, ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' } } });
    }
  });

  test('screens every shard, commits, draws and awards until a round has no winners, and publishes once', async () => {
    const calls: [string, unknown][] = [];
    const rounds = [
      { round: 0, winners: 3, batches: [['00', '01'], ['ff']], nextRound: 1 },
      { round: 1, winners: 1, batches: [['02']], nextRound: 2 },
      { round: 2, winners: 0, batches: [], nextRound: 3 },
    ];
    const answers: Record<string, (input: never) => unknown> = {
      ScreenShard: () => ({ screened: true }),
      CommitEntrants: () => ({ round: 123, roundAt: '2020-04-16T12:00:00Z' }),
      Draw: ({ round }: { round: number }) => rounds[round],
      AwardBatch: () => null,
      Publish: () => ({ published: true }),
    };
    const handlers = Object.entries(answers).map(([name, answer]) => [
      name,
      async (input: never) => {
        calls.push([name, input]);
        return answer(input);
      },
    ]);
    const execution = new StateMachine(definition as unknown as StateMachineDefinition).run(
      { waveId: '2020-04' },
      { overrides: { taskResourceLocalHandlers: Object.fromEntries(handlers), waitTimeOverrides: { WaitForBeacon: 0 } } },
    );
    await execution.result;

    const screened = calls.splice(0, 256);
    expect(screened.map(([name, input]) => `${name} ${(input as { shard: string }).shard}`).sort()).toEqual(
      SHARDS.map((shard) => `ScreenShard ${shard}`),
    );
    expect(screened[0]![1]).toEqual({ waveId: '2020-04', shard: '00' });
    expect(calls).toEqual([
      ['CommitEntrants', { waveId: '2020-04' }],
      ['Draw', { waveId: '2020-04', round: 0 }],
      ['AwardBatch', { waveId: '2020-04', round: 0, shards: ['00', '01'] }],
      ['AwardBatch', { waveId: '2020-04', round: 0, shards: ['ff'] }],
      ['Draw', { waveId: '2020-04', round: 1 }],
      ['AwardBatch', { waveId: '2020-04', round: 1, shards: ['02'] }],
      ['Draw', { waveId: '2020-04', round: 2 }],
      ['Publish', { waveId: '2020-04' }],
    ]);
  });
});

test('a beacon that is silent for days is waited for without a person, and then the wave is drawn', async () => {
  let asked = 0;
  const attemptsInTwoDays = 2 * 156;
  const silent = async () => {
    if (++asked <= attemptsInTwoDays) throw Object.assign(new Error('no round yet'), { name: 'BeaconNotAvailable' });
    return { round: 0, winners: 0, batches: [], nextRound: 1 };
  };
  const nothing = async () => null;
  const execution = new StateMachine(definition as unknown as StateMachineDefinition).run(
    { waveId: '2020-04' },
    {
      overrides: {
        taskResourceLocalHandlers: {
          ScreenShard: nothing,
          CommitEntrants: async () => ({ round: 123, roundAt: '2020-04-16T12:00:00Z' }),
          Draw: silent,
          Publish: nothing,
        },
        waitTimeOverrides: { WaitForBeacon: 0, WaitOutTheOutage: 0 },
        retryIntervalOverrides: { Draw: 0 },
      },
    },
  );
  await execution.result;
  expect(asked).toBe(attemptsInTwoDays + 1);
});

function tasksIn(states: Record<string, State>): { name: string; state: State }[] {
  return Object.entries(states).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [{ name, state }] : []),
    ...tasksIn(state.ItemProcessor?.States ?? {}),
  ]);
}

function retryFor(state: State, error: string): Retry | undefined {
  return state.Retry?.find(({ ErrorEquals }) => ErrorEquals.includes(error));
}

/** The longest that a policy waits in all, in seconds. */
function secondsOf({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds = Number.POSITIVE_INFINITY }: Retry): number {
  const waits = Array.from({ length: MaxAttempts }, (_, tried) =>
    Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** tried),
  );
  return waits.reduce((sum, wait) => sum + wait, 0);
}
