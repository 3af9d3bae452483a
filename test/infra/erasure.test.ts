import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { describe, expect, test } from 'vitest';
import { STAGES } from '#infra/stages.ts';
import { ENVIRONMENT } from '#shared/names.ts';
import { SHARDS } from '#shared/shards.ts';
import { functionName, idIn, resourcesOf, synthesized, textOf } from './synthesized-template.ts';

type Retry = { ErrorEquals: string[]; MaxAttempts: number };
type State = { Type: string; Resource?: string; TimeoutSeconds?: number; Retry?: Retry[]; MaxConcurrency?: number } & {
  ItemProcessor?: { ProcessorConfig: unknown; States: Record<string, State> };
};

const template = synthesized('dev');
const [, machine] = resourcesOf(template, 'AWS::StepFunctions::StateMachine').find(([id]) => id.startsWith('Erasure'))!;
const text = textOf(machine.Properties.DefinitionString).replace(
  /\$\{(\w+)\.Arn\}/g,
  (_, id: string) => `arn:aws:lambda:ap-southeast-3:123456789012:function:${functionName(template, id)}`,
);
const definition = JSON.parse(text) as { States: Record<string, State> };
const { EraseShards, FinishErasure } = definition.States as { EraseShards: State; FinishErasure: State };
const eraseShard = EraseShards.ItemProcessor!.States['EraseShard']!;

describe('the erasure workflow', () => {
  test('is a standard machine that traces, and whose definition is valid', () => {
    expect(machine.Properties).toMatchObject({ StateMachineType: 'STANDARD', TracingConfiguration: { Enabled: true } });
    expect(() => new StateMachine(definition as unknown as StateMachineDefinition, { validationOptions: {} })).not.toThrow();
  });

  test('may call its two functions, tries them again, and lets them say what happened', () => {
    const role = template.Resources[idIn(machine.Properties.RoleArn)]!.Properties;
    const invoke = role.Policies[0].PolicyDocument.Statement[0];
    expect(invoke).toMatchObject({ Effect: 'Allow', Action: 'lambda:InvokeFunction' });
    expect(invoke.Resource.map((arn: unknown) => functionName(template, idIn(arn)))).toEqual(['erase-shard', 'finish-erasure']);
    for (const [state, seconds] of [[eraseShard, 900] as const, [FinishErasure, 10] as const]) {
      expect(state.TimeoutSeconds).toBe(seconds + 30);
      const retried = state.Retry!.flatMap(({ ErrorEquals }) => ErrorEquals);
      expect(retried).toEqual(expect.arrayContaining(['TransientError', 'Lambda.TooManyRequestsException', 'States.Timeout']));
    }
    expect(text).not.toMatch(/"Catch"|States\.ALL|States\.TaskFailed/);
  });

  test('goes through every shard, forty at once, and only then says that it is done', async () => {
    expect(EraseShards).toMatchObject({ MaxConcurrency: 40, ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' } } });
    const calls: [string, unknown][] = [];
    const handler = (name: string) => async (input: unknown) => {
      calls.push([name, input]);
      return null;
    };
    const taskResourceLocalHandlers = { EraseShard: handler('EraseShard'), FinishErasure: handler('FinishErasure') };
    const execution = new StateMachine(definition as unknown as StateMachineDefinition).run(
      { waveId: '2020-04' },
      { overrides: { taskResourceLocalHandlers } },
    );
    await execution.result;
    expect(calls.slice(0, -1)).toEqual(SHARDS.map((shard) => ['EraseShard', { waveId: '2020-04', shard }]));
    expect(calls.at(-1)).toEqual(['FinishErasure', { waveId: '2020-04' }]);
  });

  test('does not tell that it is done when a shard has failed', async () => {
    let finished = false;
    const taskResourceLocalHandlers = {
      EraseShard: async (input: unknown) => {
        if ((input as { shard: string }).shard === '7f') throw new Error('killed');
        return null;
      },
      FinishErasure: async () => {
        finished = true;
        return null;
      },
    };
    const execution = new StateMachine(definition as unknown as StateMachineDefinition).run(
      { waveId: '2020-04' },
      { overrides: { taskResourceLocalHandlers } },
    );
    await expect(execution.result).rejects.toThrow();
    expect(finished).toBe(false);
  });
});

test.each(Object.values(STAGES))('stage $name tells its functions the period, in seconds', ({ name, sealedRetention }) => {
  const of = synthesized(name);
  const told = resourcesOf(of, 'AWS::Lambda::Function').flatMap(([id, { Properties }]) => {
    const value = Properties.Environment.Variables[ENVIRONMENT.sealedRetentionSeconds];
    return value === undefined ? [] : [[functionName(of, id), value]];
  });
  const seconds = String(sealedRetention.toSeconds());
  expect(told.sort()).toEqual(['erase-shard', 'finish-erasure', 'wave-clock'].map((fn) => [fn, seconds]));
});
