import { Refusal } from '../refusal.ts';
import type { Definition } from '../workflows/check-definition.ts';
import { createInterpreter } from '../workflows/interpreter.ts';
import { createStateMachine } from '../workflows/state-machine.ts';
import type { World } from '../world.ts';
import type { ResourceKind } from './resource-kind.ts';

export const stateMachine: ResourceKind<World> = {
  type: 'AWS::StepFunctions::StateMachine',
  handles: ['StateMachineName', 'StateMachineType', 'DefinitionString'],
  identity({ logicalId, stackName, region, accountId, name }) {
    const machine = name('StateMachineName') ?? `${stackName}-${logicalId}`;
    const arn = `arn:aws:states:${region}:${accountId}:stateMachine:${machine}`;
    return { ref: arn, attributes: { Arn: arn, Name: machine } };
  },
  start({ logicalId, identity, properties }, world) {
    const { StateMachineType = 'STANDARD', DefinitionString } = properties;
    if (StateMachineType !== 'STANDARD')
      throw new Refusal(`The state machine ${logicalId} is ${StateMachineType}; only STANDARD ones run locally.`);
    const arn = identity.ref;
    const name = identity.attributes?.['Name'] ?? logicalId;
    const interpreter = createInterpreter(name, parse(logicalId, DefinitionString), world.functions, world.clock);
    const folder = world.data.at('executions', name);
    const machine = createStateMachine({
      name,
      arn,
      folder,
      drafts: world.data.drafts,
      interpreter,
      clock: world.clock,
      onEvent: world.onEvent,
      onFault: world.fault,
    });
    world.machines.set(arn, machine);
    world.stops.push(() => machine.stop());
  },
};

function parse(logicalId: string, definition: unknown): Definition {
  try {
    return JSON.parse(String(definition)) as Definition;
  } catch {
    throw new Refusal(`The DefinitionString of the state machine ${logicalId} is not JSON.`);
  }
}
