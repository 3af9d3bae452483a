import { expect, test } from 'vitest';
import { SHARD_GROUPS } from '#shared/shards.ts';
import { functionName, resourcesOf, synthesized, textOf } from './synthesized-template.ts';

const template = synthesized('dev');
const [, machine] = resourcesOf(template, 'AWS::StepFunctions::StateMachine').find(([id]) => id.startsWith('Deadlines'))!;
const definition = JSON.parse(
  textOf(machine.Properties.DefinitionString).replace(/\$\{(\w+)\.Arn\}/g, (_, id) => functionName(template, id)),
);

test('a day goes through all groups of shards, gives away again what came back where the plan says so, then settles the wave', () => {
  expect(definition.StartAt).toBe('ListGroups');
  expect(definition.States.ListGroups.Result).toEqual(SHARD_GROUPS);
  expect(SHARD_GROUPS).toHaveLength(16);
  const { ItemProcessor, ItemSelector } = definition.States.TendGroups;
  expect(ItemSelector).toEqual({ 'waveId.$': '$.waveId', 'group.$': '$$.Map.Item.Value' });
  expect(ItemProcessor.States.TendPlaces.Resource).toBe('tend-places');
  expect(definition.States.TendGroups.Next).toBe('BeginRefill');
  expect(definition.States.BeginRefill).toMatchObject({ Resource: 'begin-refill', ResultPath: '$.refill', Next: 'AnyRefill' });
  expect(definition.States.AnyRefill).toMatchObject({
    Choices: [{ Variable: '$.refill.refill', NumericGreaterThan: 0, Next: 'StartRounds' }],
    Default: 'SettleWave',
  });
  expect(definition.States.PublishRefill).toMatchObject({ Resource: 'publish-refill', Next: 'SettleWave' });
  expect(definition.States.SettleWave.Resource).toBe('settle-wave');
});

test('a refill is drawn and awarded by the steps of the selection, which are told its number', () => {
  const { StartRounds, Draw, AnyWinners, AwardBatches } = definition.States;
  expect(StartRounds).toMatchObject({ Result: { nextRound: 0 }, Next: 'Draw' });
  const wave = { 'waveId.$': '$.waveId', 'refill.$': '$.refill.refill' };
  expect(Draw).toMatchObject({ Resource: 'draw', Parameters: { ...wave, 'round.$': '$.draw.nextRound' }, Next: 'AnyWinners' });
  expect(AnyWinners).toMatchObject({
    Choices: [{ Variable: '$.draw.winners', NumericGreaterThan: 0, Next: 'AwardBatches' }],
    Default: 'PublishRefill',
  });
  expect(AwardBatches).toMatchObject({
    ItemSelector: { ...wave, 'round.$': '$.draw.round', 'shards.$': '$$.Map.Item.Value' },
    Next: 'Draw',
  });
});

test('each step is tried again when what failed may pass, and waits for its function', () => {
  const { TendGroups, BeginRefill, Draw, AwardBatches, PublishRefill, SettleWave } = definition.States;
  const inMaps = [TendGroups.ItemProcessor.States.TendPlaces, AwardBatches.ItemProcessor.States.AwardBatch];
  for (const task of [...inMaps, BeginRefill, Draw, PublishRefill, SettleWave]) {
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
