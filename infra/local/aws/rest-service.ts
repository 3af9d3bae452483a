import { ServiceError } from './json-service.ts';

/** An operation of a service that has paths instead of names. @param path the values of the path's parts in braces */
// biome-ignore lint/suspicious/noExplicitAny: the shape of each operation's input is AWS's; what is used of it is checked
export type RestOperation = (path: Record<string, string>, query: URLSearchParams, body: any) => { status: number; json?: unknown };

/** A service that speaks AWS's REST JSON protocol: operations by method and path, such as `GET /2019-09-30/functions/{name}/concurrency`. */
export type RestService = { name: string; operations: Readonly<Record<string, RestOperation>> };

export type RestRequest = { method: string; path: string; query: URLSearchParams; body: Buffer };

/** Runs the operation that method and path name. One that is not there is refused by name. */
export function callRestService(service: RestService, { method, path, query, body }: RestRequest) {
  try {
    for (const [route, run] of Object.entries(service.operations)) {
      const found = pathOf(route, method, path);
      if (found) {
        const { status, json } = run(found, query, body.length > 0 ? JSON.parse(body.toString('utf8')) : undefined);
        return { status, headers: { 'content-type': 'application/json' }, body: json === undefined ? '' : JSON.stringify(json) };
      }
    }
    throw new ServiceError('UnknownOperationException', `The local runtime does not run ${service.name} ${method} ${path}.`, 404);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return {
      status: error.status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.name },
      body: JSON.stringify({ Type: 'User', message: error.message }),
    };
  }
}

function pathOf(route: string, method: string, path: string): Record<string, string> | undefined {
  const [verb, template = ''] = route.split(' ');
  const found = new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(path);
  if (verb !== method || !found) return undefined;
  return Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
}
