import type { LocalFunction } from '../functions/local-function.ts';
import { ServiceError } from './json-service.ts';
import type { RestService } from './rest-service.ts';

/** The quotas of an AWS account that is new in Jakarta ("Amazon API Gateway quotas", "Lambda quotas"): what a deployment there would find. */
const NEW_ACCOUNT = { rateLimit: 2_500, burstLimit: 1_250, concurrentExecutions: 1_000 };

/** What API Gateway tells of the account; that limits hold, only AWS sees to. */
export function apiGateway(): RestService {
  const { rateLimit, burstLimit } = NEW_ACCOUNT;
  return {
    name: 'API Gateway',
    operations: { 'GET /account': () => ({ status: 200, json: { throttleSettings: { rateLimit, burstLimit } } }) },
  };
}

/**
 * What Lambda tells of the account and of the concurrency of functions, and what it is told to keep warm. A local function is warm from its
 * first call on, so that is remembered and nothing else.
 * @param reserved environments set aside, by the function's name
 */
export function lambda(functions: ReadonlyMap<string, LocalFunction>, reserved: ReadonlyMap<string, number>): RestService {
  const warm = new Map<string, number>();

  /** The name under which `warm` keeps a function's alias. */
  function aliasOf(name: string, query: URLSearchParams): string {
    const alias = `${nameOf(name)}:${query.get('Qualifier')}`;
    const known = [...functions.keys()].some((arn) => arn.endsWith(`:function:${alias}`));
    if (!known) throw new ServiceError('ResourceNotFoundException', `Function not found: ${alias}`, 404);
    return alias;
  }

  function nameOf(name: string): string {
    const known = [...functions.values()].some((fn) => fn.name === name);
    if (!known) throw new ServiceError('ResourceNotFoundException', `Function not found: ${name}`, 404);
    return name;
  }

  function configOf(asked: number) {
    return {
      RequestedProvisionedConcurrentExecutions: asked,
      AllocatedProvisionedConcurrentExecutions: asked,
      AvailableProvisionedConcurrentExecutions: asked,
      Status: 'READY',
    };
  }

  const free = () => NEW_ACCOUNT.concurrentExecutions - [...reserved.values()].reduce((sum, count) => sum + count, 0);
  const provisioned = '/2019-09-30/functions/{name}/provisioned-concurrency';
  return {
    name: 'Lambda',
    operations: {
      'GET /2016-08-19/account-settings': () => ({
        status: 200,
        json: {
          AccountLimit: {
            ConcurrentExecutions: NEW_ACCOUNT.concurrentExecutions,
            UnreservedConcurrentExecutions: free(),
          },
        },
      }),
      'GET /2019-09-30/functions/{name}/concurrency': ({ name = '' }) => {
        const count = reserved.get(nameOf(name));
        return { status: 200, json: count === undefined ? {} : { ReservedConcurrentExecutions: count } };
      },
      [`GET ${provisioned}`]: ({ name = '' }, query) => {
        const asked = warm.get(aliasOf(name, query));
        if (asked === undefined) {
          const message = 'No Provisioned Concurrency Config found for this function';
          throw new ServiceError('ProvisionedConcurrencyConfigNotFoundException', message, 404);
        }
        return { status: 200, json: configOf(asked) };
      },
      [`PUT ${provisioned}`]: ({ name = '' }, query, body?: { ProvisionedConcurrentExecutions?: number }) => {
        const [alias, asked] = [aliasOf(name, query), body?.ProvisionedConcurrentExecutions ?? 0];
        if (!Number.isInteger(asked) || asked < 1 || asked > (reserved.get(name) ?? free())) {
          throw new ServiceError('InvalidParameterValueException', `${asked} environments are more than ${name} may have, or none`);
        }
        warm.set(alias, asked);
        return { status: 202, json: configOf(asked) };
      },
      [`DELETE ${provisioned}`]: ({ name = '' }, query) => {
        warm.delete(aliasOf(name, query));
        return { status: 204 };
      },
    },
  };
}
