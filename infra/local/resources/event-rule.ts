import { readEventPattern } from '../events/event-pattern.ts';
import { createEventQueue } from '../events/event-queue.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { ResourceKind } from './resource-kind.ts';

/** A rule of a bus that hands the events that it matches to functions. */
export const eventRule: ResourceKind<World> = {
  type: 'AWS::Events::Rule',
  handles: ['EventBusName', 'EventPattern', 'State', 'Targets.Arn', 'Targets.Id'],
  identity({ logicalId, stackName, region, accountId }) {
    const name = `${stackName}-${logicalId}`;
    return { ref: name, attributes: { Arn: `arn:aws:events:${region}:${accountId}:rule/${name}` } };
  },
  start({ logicalId, properties }, world) {
    const { EventBusName, EventPattern, State = 'ENABLED', Targets = [] } = properties;
    const matches = readEventPattern(EventPattern, logicalId);
    const bus = world.buses.get(EventBusName);
    if (!bus) throw new Refusal(`The rule ${logicalId} is on the bus ${EventBusName}, which is not one of this template.`);
    for (const target of Targets as { Id: string; Arn: string }[]) {
      const fn = world.functions.get(target.Arn);
      if (!fn) throw new Refusal(`The rule ${logicalId} calls ${target.Arn}, which is not a function of this template.`);
      if (State !== 'ENABLED') continue;
      const queue = createEventQueue({
        folder: world.data.at('events', logicalId, target.Id),
        deadFolder: world.data.at('dead-letters', logicalId, target.Id),
        drafts: world.data.drafts,
        clock: world.clock,
        deliver: (event) => fn.invoke(event),
        onFault: world.fault,
      });
      world.queues.push(queue);
      bus.rules.push((event) => {
        if (matches(event)) queue.add(event);
      });
      world.timers.push(() => queue.start());
      world.stops.push(() => queue.stop());
    }
  },
};
