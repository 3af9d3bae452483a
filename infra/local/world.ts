import type { Assembly } from './assembly.ts';
import type { BucketStore } from './aws/bucket-store.ts';
import type { LocalBus } from './aws/event-bridge.ts';
import type { LocalKey } from './aws/kms.ts';
import type { LocalSecret } from './aws/secrets-manager.ts';
import type { Clock } from './clock.ts';
import type { DataFolder } from './data-folder.ts';
import type { EventQueue } from './events/event-queue.ts';
import type { CallFigures, LocalFunction } from './functions/local-function.ts';
import type { HttpApi, RouteTarget } from './http/http-api.ts';
import type { JwtAuthorizer } from './http/jwt-authorizer.ts';
import type { JwtIssuer } from './http/jwt-issuer.ts';
import type { ExecutionEvent, LocalStateMachine } from './workflows/state-machine.ts';

/** A client of a user pool, and where it may be sent back to with a code or after signing out. */
export type UserPoolClient = {
  userPoolId: string;
  clientId: string;
  callbackUrls: readonly string[];
  logoutUrls: readonly string[];
  accessTokenSeconds: number;
  refreshTokenSeconds: number;
};

/** Everything that runs locally, and what is needed to start more of it. Resources add themselves here by ARN, name or id. */
export type World = {
  readonly assembly: Assembly;
  readonly accountId: string;
  readonly data: DataFolder;
  readonly clock: Clock;
  readonly dynamodbEndpoint: string;
  /** Most worker threads of one function. */
  readonly workers: number;
  /** Environment that Lambda itself gives to functions: endpoints, region, credentials. */
  readonly lambdaEnvironment: Readonly<Record<string, string>>;
  readonly onLogLine: ((functionName: string, line: string) => void) | undefined;
  onEvent(event: ExecutionEvent): void;
  /** Told of each call of a function; with it a worker has one call at a time, as on AWS. */
  readonly onCall: ((call: CallFigures) => void) | undefined;
  /** A fault that ends the runtime: a full disk, an engine that died. */
  fault(error: unknown): void;

  /** Aliases stand here too, each beside its function. */
  readonly functions: Map<string, LocalFunction>;
  /** Environments set aside, by the function's name. */
  readonly reserved: Map<string, number>;
  readonly buckets: Map<string, BucketStore>;
  readonly secrets: Map<string, LocalSecret>;
  readonly keys: Map<string, LocalKey>;
  readonly buses: Map<string, LocalBus>;
  readonly queues: EventQueue[];
  readonly machines: Map<string, LocalStateMachine>;
  readonly issuers: Map<string, JwtIssuer>;
  readonly clients: UserPoolClient[];
  readonly groups: { userPoolId: string; groupName: string }[];
  readonly api: HttpApi;
  /** Integrations and authorizers, which routes name. */
  readonly apiParts: {
    ids: string[];
    integrations: Map<string, Omit<RouteTarget, 'authorize'>>;
    authorizers: Map<string, JwtAuthorizer>;
  };
  /** Started once everything else runs. */
  readonly timers: (() => void)[];
  /** Run when the runtime stops, last added first. */
  readonly stops: (() => Promise<void> | void)[];
};
