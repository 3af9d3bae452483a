import { Stack } from 'aws-cdk-lib/core';
import { ENVIRONMENT } from '#shared/names.ts';
import type { OpeningNeeds } from '#shared/opening/opening-needs.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import type { RegistrationsTable } from './registrations-table.ts';
import type { Stage } from './stages.ts';

/** With nothing warm each request begins with a cold start, and a registration's takes this long in 512 MB (docs/bench.md, the model's numbers). */
const COLD_START_SECONDS = 0.7;

/** What an opening of a stage asks of the account; who sees to it, and who looks whether it is there. */
export class Opening {
  readonly #needs: OpeningNeeds;
  readonly #register: GelombangFunction;
  readonly #registrations: RegistrationsTable;

  constructor({ throttling, opening }: Stage, register: GelombangFunction, registrations: RegistrationsTable) {
    this.#needs = {
      requests: throttling,
      concurrency: opening.reservedConcurrency || Math.ceil(throttling.rate * COLD_START_SECONDS),
      ...opening,
    };
    this.#register = register;
    this.#registrations = registrations;
  }

  /** Lets the function keep environments warm and warm the table, as the schedule of the waves asks for it. */
  grantKeepReady(fn: GelombangFunction): void {
    this.#register.grantKeepWarm(fn);
    this.#registrations.grantWarm(fn);
    this.#tell(fn);
  }

  /** Lets the function see what the account has; it can change nothing. */
  grantLook(fn: GelombangFunction): void {
    const { region, partition } = Stack.of(fn);
    fn.allow(['apigateway:GET'], [`arn:${partition}:apigateway:${region}::/account`]);
    this.#register.grantSeeReserved(fn);
    this.#registrations.grantDescribe(fn);
    fn.allowPattern(
      ['lambda:GetAccountSettings', 'dynamodb:DescribeLimits'],
      ['*'],
      'Quotas of the account: neither call has a resource that a policy could name, and neither changes anything.',
    );
    this.#tell(fn);
  }

  #tell(fn: GelombangFunction): void {
    fn.tell(ENVIRONMENT.openingNeeds, JSON.stringify(this.#needs));
    fn.tell(ENVIRONMENT.registerFunction, this.#register.lambda.functionName);
  }
}
