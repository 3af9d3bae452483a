import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { Deployment } from './deployment.ts';

export type FunctionSize = { readonly purpose: string; readonly timeoutSeconds: number; readonly memoryMb: number };

/**
 * The house's Lambda function: Node 24 on arm64, a role and a log group of its own, JSON logs, active tracing.
 * It starts with no permission but to log and trace; each store's `grantX` adds the permission and the name that go together.
 */
export class GelombangFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly timeoutSeconds: number;

  /** `name` is the folder below `functions/`; deployed as `gelombang-<stage>-<name>`. */
  constructor(scope: Construct, name: string, size: FunctionSize, deployment: Deployment) {
    super(scope, name);
    const functionName = `gelombang-${deployment.stage.name}-${name}`;
    this.timeoutSeconds = size.timeoutSeconds;

    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: deployment.stage.logRetention,
      // The name is fixed, so a log group left behind would stop the next deployment; what must be kept is evidence, not logs.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      description: `${functionName}: ${size.purpose}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(this.role);

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
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Three platform lines for each of millions of registrations would be most of the bill for logs; metrics hold the same figures.
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.ACTIVE,
      environment: { [ENVIRONMENT.softwareVersion]: deployment.softwareVersion },
    });
  }

  /** Allows exactly these actions on these resources. For the `grantX` methods, which set the environment with it. */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Record<string, unknown>): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
    );
  }

  /** Sets an environment variable; `name` is one of `ENVIRONMENT`. */
  tell(name: (typeof ENVIRONMENT)[keyof typeof ENVIRONMENT], value: string): void {
    this.lambda.addEnvironment(name, value);
  }
}
