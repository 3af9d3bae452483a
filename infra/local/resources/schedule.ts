import { Cron } from 'croner';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { ResourceKind } from './resource-kind.ts';

/** The rule: a minute of AWS is a second here, so that somebody who tries a wave does not wait for it. */
const EVERY_MINUTE = 'rate(1 minute)';
const EACH_SECOND = '* * * * * *';

/**
 * Calls a function each second and after each jump of the clock. While a call still runs, ticks are left out; what a tick would have found
 * the next one finds.
 */
export const schedule: ResourceKind<World> = {
  type: 'AWS::Scheduler::Schedule',
  handles: ['FlexibleTimeWindow.Mode', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'State', 'Target.Arn', 'Target.Input'],
  identity: ({ logicalId, stackName, region, accountId }) => ({
    ref: `${stackName}-${logicalId}`,
    attributes: { Arn: `arn:aws:scheduler:${region}:${accountId}:schedule/default/${stackName}-${logicalId}` },
  }),
  start({ logicalId, properties }, world) {
    const { FlexibleTimeWindow, ScheduleExpression, State = 'ENABLED', Target } = properties;
    if (ScheduleExpression !== EVERY_MINUTE || FlexibleTimeWindow?.Mode !== 'OFF') {
      throw new Refusal(
        `The schedule ${logicalId} is ${ScheduleExpression} with window ${FlexibleTimeWindow?.Mode}; only ${EVERY_MINUTE} with window OFF runs locally.`,
      );
    }
    const fn = world.functions.get(Target?.Arn);
    if (!fn) throw new Refusal(`The schedule ${logicalId} calls ${Target?.Arn}, which is not a function of this template.`);
    if (String(Target.Input ?? '').includes('<aws.scheduler.')) {
      throw new Refusal(`The schedule ${logicalId} asks for context attributes of the scheduler, which don't run locally.`);
    }
    if (State !== 'ENABLED') return;

    const input: unknown = JSON.parse(Target.Input ?? '{}');
    let running: Promise<void> | undefined;
    let againAfter = false;
    function tick() {
      if (running) return;
      running = fn
        ?.invoke(input)
        // The function's log says what happened, and the next tick tries again.
        .then(
          () => {},
          () => {},
        )
        .finally(() => {
          running = undefined;
          if (againAfter) {
            againAfter = false;
            tick();
          }
        });
    }
    world.timers.push(() => {
      const cron = new Cron(EACH_SECOND, tick);
      const stopListening = world.clock.onJump(() => {
        // A call that began before the jump has not seen the new time.
        if (running) againAfter = true;
        else tick();
      });
      world.stops.push(async () => {
        cron.stop();
        stopListening();
        againAfter = false;
        await running;
      });
    });
  },
};
