/** A route of an HTTP API, such as `GET /v1/waves/{waveId}/evidence/{file+}`. */
export type Route<Target> = { routeKey: string; target: Target };
export type Match<Target> = { route: Route<Target>; pathParameters: Record<string, string> };

/** The more specific a part, the higher: a literal, a parameter, a greedy one. Parts further left weigh more. */
const RANK = { literal: '3', parameter: '2', greedy: '1' };

/**
 * Finds the route of a request as HTTP APIs do: the most specific path first, a route of the method before `ANY`, `$default` last.
 * @param path percent-decoded
 */
export function findRoute<Target>(routes: readonly Route<Target>[], method: string, path: string): Match<Target> | undefined {
  let best: (Match<Target> & { rank: string }) | undefined;
  for (const route of routes) {
    const match = matchRoute(route.routeKey, method, path);
    if (match && (!best || match.rank > best.rank)) best = { route, ...match };
  }
  return best && { route: best.route, pathParameters: best.pathParameters };
}

function matchRoute(routeKey: string, method: string, path: string) {
  if (routeKey === '$default') return { pathParameters: {}, rank: '' };
  const [routeMethod = '', template = ''] = routeKey.split(' ');
  if (routeMethod !== 'ANY' && routeMethod !== method) return undefined;
  const given = path.split('/');
  const wanted = template.split('/');
  const pathParameters: Record<string, string> = {};
  let rank = '';
  for (const [at, part] of wanted.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    const value = greedy ? given.slice(at).join('/') : given[at];
    if (name === undefined ? part !== value : !value) return undefined;
    if (name !== undefined) pathParameters[name] = String(value);
    rank += name === undefined ? RANK.literal : greedy ? RANK.greedy : RANK.parameter;
    if (greedy) return { pathParameters, rank };
  }
  return given.length === wanted.length ? { pathParameters, rank: `${rank}${routeMethod === 'ANY' ? '0' : '1'}` } : undefined;
}
