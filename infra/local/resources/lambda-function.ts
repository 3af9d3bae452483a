import { openFunctionLog } from '../functions/function-log.ts';
import { createLocalFunction } from '../functions/local-function.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { ResourceKind } from './resource-kind.ts';

/** AWS's defaults. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

export const lambdaFunction: ResourceKind<World> = {
  type: 'AWS::Lambda::Function',
  handles: [
    'FunctionName',
    'Code.S3Bucket',
    'Code.S3Key',
    'Handler',
    'Runtime',
    'Timeout',
    'MemorySize',
    'Environment.Variables',
    'PackageType',
    'ReservedConcurrentExecutions',
  ],
  identity({ logicalId, stackName, region, accountId, name }) {
    const functionName = name('FunctionName') ?? `${stackName}-${logicalId}`.slice(0, 64);
    return { ref: functionName, attributes: { Arn: `arn:aws:lambda:${region}:${accountId}:function:${functionName}` } };
  },
  start({ logicalId, identity, properties }, world) {
    const name = identity.ref;
    const arn = identity.attributes?.['Arn'] ?? name;
    const { Runtime, Handler, Code, Timeout = DEFAULT_TIMEOUT_SECONDS, MemorySize = DEFAULT_MEMORY_MB, Environment } = properties;
    const major = process.versions.node.split('.')[0];
    if (Runtime !== `nodejs${major}.x`) {
      throw new Refusal(
        `The function ${logicalId} runs on ${Runtime} and this is Node ${major}: only functions of the same version run locally.`,
      );
    }
    const { onLogLine } = world;
    const log = openFunctionLog(world.data.at('logs', `${name}.log`), onLogLine && ((line) => onLogLine(name, line)), (error) =>
      world.fault(error),
    );
    const fn = createLocalFunction({
      name,
      arn,
      codeFolder: world.assembly.assetFolder(String(Code?.S3Key)),
      handler: String(Handler),
      env: {
        ...world.lambdaEnvironment,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
        AWS_LAMBDA_LOG_STREAM_NAME: 'local',
        AWS_EXECUTION_ENV: `AWS_Lambda_${Runtime}`,
        _HANDLER: String(Handler),
        ...stringsOf(Environment?.Variables),
      },
      timeoutSeconds: Number(Timeout),
      memoryMb: Number(MemorySize),
      workers: world.workers,
      clock: world.clock,
      write: log.write,
      onCall: world.onCall,
    });
    world.functions.set(arn, fn);
    // Told to who asks; one machine has no other functions to keep them from.
    const { ReservedConcurrentExecutions } = properties;
    if (ReservedConcurrentExecutions !== undefined) world.reserved.set(name, Number(ReservedConcurrentExecutions));
    world.stops.push(async () => {
      await fn.stop();
      await log.close();
    });
  },
};

function stringsOf(variables: Record<string, unknown> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(variables ?? {}).map(([name, value]) => [name, String(value)]));
}
