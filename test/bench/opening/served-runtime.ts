/**
 * The synthesized template, running in a process of its own, so that the requests come from another one. Arguments: assembly, data folder,
 * start of the clock (epoch milliseconds). Says where it is as its first message; `advanceTo` and `stop` are what it is told.
 */
import { startRuntime } from '#infra/local/runtime.ts';

export type Served = {
  url: string;
  tokens: { officer: string; approver: string };
  dynamodbEndpoint: string;
  /** Of the registration function. */
  environment: Record<string, string>;
};
export type Told = { advanceTo: number } | { stop: true };

const [assembly = '', dataFolder = '', startAt = ''] = process.argv.slice(2);
const runtime = await startRuntime({ assembly, dataFolder, port: 0, startAt: Number(startAt) });
process.on('message', (message: Told) => {
  if ('advanceTo' in message) {
    runtime.clock.advanceTo(message.advanceTo);
    process.send?.('advanced');
  } else void runtime.stop().finally(() => process.exit(0));
});
const served: Served = {
  url: runtime.url,
  tokens: { officer: await runtime.token('officer'), approver: await runtime.token('approver') },
  dynamodbEndpoint: runtime.dynamodbEndpoint,
  environment: runtime.environment('register'),
};
process.send?.(served);
