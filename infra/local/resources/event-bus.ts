import type { World } from '../world.ts';
import type { ResourceKind } from './resource-kind.ts';

export const eventBus: ResourceKind<World> = {
  type: 'AWS::Events::EventBus',
  handles: ['Name'],
  identity({ region, accountId, logicalId, name }) {
    const bus = name('Name') ?? logicalId;
    return { ref: bus, attributes: { Name: bus, Arn: `arn:aws:events:${region}:${accountId}:event-bus/${bus}` } };
  },
  start({ identity }, world) {
    const name = identity.ref;
    world.buses.set(name, { name, arn: identity.attributes?.['Arn'] ?? name, rules: [] });
  },
};
