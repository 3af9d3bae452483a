import { expect, test } from 'vitest';
import { SHARD_GROUPS } from '#shared/shards.ts';
import { functionName, resourcesOf, synthesized, textOf } from './synthesized-template.ts';

const template = synthesized('dev');
const [, machine] = resourcesOf(template, 'AWS::StepFunctions::StateMachine').find(([id]) => id.startsWith('Deadlines'))!;
const definition = JSON.parse(
  textOf(machine.Properties.DefinitionString).replace(/\$\{(\w+)\.Arn\}/g, (_, id) => functionName(template, id)),
);

test('a day goes through all groups of shards, then settles the wave', () => {
  expect(definition.StartAt).toBe('ListGroups');
  expect(definition.States.ListGroups.Result).toEqual(SHARD_GROUPS);
  expect(SHARD_GROUPS).toHaveLength(16);
  const { ItemProcessor, ItemSelector } = definition.States.TendGroups;
  expect(ItemSelector).toEqual({ 'waveId.$': '$.waveId', 'group.$': '$$.Map.Item.Value' });
  expect(ItemProcessor.States.TendPlaces.Resource).toBe('tend-places');
  expect(definition.States.TendGroups.Next).toBe('SettleWave');
  expect(definition.States.SettleWave.Resource).toBe('settle-wave');
});

test('each step is tried again when what failed may pass, and waits for its function', () => {
  for (const task of [definition.States.TendGroups.ItemProcessor.States.TendPlaces, definition.States.SettleWave]) {
    expect(task.Retry.flatMap(({ ErrorEquals }: { ErrorEquals: string[] }) => ErrorEquals)).toContain('TransientError');
    const [, fn] = resourcesOf(template, 'AWS::Lambda::Function').find(([id]) => functionName(template, id) === task.Resource)!;
    expect(task.TimeoutSeconds).toBe(fn.Properties.Timeout + 30);
  }
});

test('is started by the wave clock alone', () => {
  const policies = resourcesOf(template, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
    JSON.stringify(Properties.PolicyDocument).includes(idOfMachine()),
  );
  expect(policies.map(([id]) => id.replace(/(WaveClock).*/, '$1'))).toEqual(['WaveClock']);
});

function idOfMachine(): string {
  return resourcesOf(template, 'AWS::StepFunctions::StateMachine').find(([id]) => id.startsWith('Deadlines'))![0];
}
