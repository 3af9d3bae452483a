import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  type IFunction,
  type IVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT, LIVE_ALIAS } from '#shared/names.ts';
import type { Deployment } from './deployment.ts';
import { wildcardFinding } from './wildcard-finding.ts';

export type FunctionSize = {
  readonly purpose: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Where an event goes that has failed for good, for a function whose caller does not wait for it. */
  readonly deadLetters?: IQueue;
  /** How long such an event is tried, if not for the usual five minutes. */
  readonly eventAge?: Duration;
  /** Environments that it may have and nobody else takes. */
  readonly reservedConcurrency?: number;
  /** It is called under an alias, so that environments of the version behind it can be kept warm. */
  readonly hasAlias?: true;
};

// Lambda waits one minute before the first and two before the second; what is older than that has been overtaken by later events.
const ASYNCHRONOUS_RETRIES = 2;
const ASYNCHRONOUS_AGE = Duration.minutes(5);

/**
 * The house's Lambda function: Node 24 on arm64, a role and a log group of its own, JSON logs, active tracing.
 * It starts with no permission but to log and trace; each store's `grantX` adds the permission and the name that go together.
 */
export class GelombangFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;
  readonly timeoutSeconds: number;
  readonly #alias: Alias | undefined;

  /** `name` is the folder below `functions/`; deployed as `gelombang-<stage>-<name>`. */
  constructor(scope: Construct, name: string, size: FunctionSize, deployment: Deployment) {
    super(scope, name);
    const functionName = `gelombang-${deployment.stage.name}-${name}`;
    this.timeoutSeconds = size.timeoutSeconds;

    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: deployment.stage.logRetention,
      // The name is fixed, so a log group left behind would stop the next deployment; what must be kept is evidence, not logs.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      description: `${functionName}: ${size.purpose}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    this.logGroup.grantWrite(this.role);

    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      description: size.purpose,
      code: deployment.code(name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: size.memoryMb,
      timeout: Duration.seconds(size.timeoutSeconds),
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Three platform lines for each of millions of registrations would be most of the bill for logs; metrics hold the same figures.
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.ACTIVE,
      environment: { [ENVIRONMENT.softwareVersion]: deployment.softwareVersion },
      ...(size.reservedConcurrency && { reservedConcurrentExecutions: size.reservedConcurrency }),
      ...(size.deadLetters && {
        deadLetterQueue: size.deadLetters,
        retryAttempts: ASYNCHRONOUS_RETRIES,
        maxEventAge: size.eventAge ?? ASYNCHRONOUS_AGE,
      }),
    });
    // The CDK's own types do not agree on `role` under exactOptionalPropertyTypes.
    this.#alias =
      size.hasAlias && new Alias(this, 'Live', { aliasName: LIVE_ALIAS, version: this.lambda.currentVersion as IVersion });
    this.#reasonFindings(size);
  }

  /** What callers call. */
  get callable(): IFunction {
    return (this.#alias ?? this.lambda) as IFunction;
  }

  /** Lets `fn` ask for environments to be kept warm, and let them go again. */
  grantKeepWarm(fn: GelombangFunction): void {
    if (!this.#alias) throw new Error(`${this.node.id} has no alias: nothing of it can be kept warm`);
    const actions = ['Get', 'Put', 'Delete'].map((verb) => `lambda:${verb}ProvisionedConcurrencyConfig`);
    fn.allow(actions, [this.#alias.functionArn]);
  }

  /** Lets `fn` see how many environments are set aside for this function. */
  grantSeeReserved(fn: GelombangFunction): void {
    fn.allow(['lambda:GetFunctionConcurrency'], [this.lambda.functionArn]);
  }

  #reasonFindings({ deadLetters }: FunctionSize): void {
    const findings = Validations.of(this);
    findings.acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray has no resources that a policy could name; a test lists all wildcards of the template.',
    });
    findings.acknowledge(
      deadLetters
        ? {
            id: 'Serverless-LambdaAsyncFailureDestination',
            reason: 'Its dead-letter queue takes what has failed, with one permission; a destination would ask for three.',
          }
        : {
            id: 'Serverless-LambdaDLQ',
            reason:
              'The API or the workflow calls it and waits: the caller sees the failure, and no event is left over to be kept.',
          },
    );
  }

  /** Allows exactly these actions on these resources. For the `grantX` methods, which set the environment with it. */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Record<string, unknown>): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
    );
  }

  /** `allow` on resources with a wildcard, each of which needs its reason. */
  allowPattern(actions: readonly string[], patterns: readonly string[], reason: string): void {
    this.allow(actions, patterns);
    Validations.of(this).acknowledge(...patterns.map((pattern) => ({ id: wildcardFinding(this, pattern), reason })));
  }

  /** Sets an environment variable; `name` is one of `ENVIRONMENT`. */
  tell(name: (typeof ENVIRONMENT)[keyof typeof ENVIRONMENT], value: string): void {
    this.lambda.addEnvironment(name, value);
  }
}
