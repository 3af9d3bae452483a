import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Site } from '../assembly.ts';
import { readBody } from '../http/read-body.ts';
import { Refusal } from '../refusal.ts';
import { type Bearer, signedBy } from '../tokens.ts';
import type { UserPoolClient, World } from '../world.ts';
import { createGrants } from './grants.ts';
import { PAGE_POLICY, signInPage } from './page.ts';
import { isRegistered } from './redirects.ts';

/** Answers what a user pool's domain answers on AWS, and the file of the site that leads there. */
export type SignIn = {
  takes(url: string): boolean;
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

const AUTHORIZE = '/oauth2/authorize';
const TOKEN = '/oauth2/token';
const REVOKE = '/oauth2/revoke';
const LOGOUT = '/logout';
const MOST_FORM_BYTES = 16 * 1024;
/** Says which half of a pair of texts is wrong, as OAuth 2 does (RFC 6749, 5.2). */
type Refused = { status: number; error: string };
type Answered = { status: number; headers?: Record<string, string>; body?: string } | Refused;

/**
 * The authorization code flow with PKCE (RFC 6749 and 7636), renewal and revocation (RFC 7009), as Cognito offers them. Whoever signs in says
 * who they are: this is a laptop.
 * @param outputs of the stack, one of which is the content of the file that leads to it
 */
export function createSignIn(
  world: Pick<World, 'clients' | 'groups' | 'issuers' | 'clock'>,
  site: Site | undefined,
  outputs: Readonly<Record<string, string>>,
): SignIn {
  const { clients, clock } = world;
  const grants = createGrants(clock);
  const file = site?.signIn;
  const styles = [...(site?.files.keys() ?? [])].filter((path) => /^\/assets\/site-\w+\.css$/.test(path));
  const roles = world.groups.map(({ groupName }) => groupName);

  function authorize(request: IncomingMessage, query: URLSearchParams, form: URLSearchParams): Answered {
    const client = clients.find(({ clientId }) => clientId === query.get('client_id'));
    const redirectUri = query.get('redirect_uri') ?? '';
    // An address that is not the client's is never gone to, not even with an error.
    if (!client || !isRegistered(redirectUri, client.callbackUrls)) return { status: 400, error: 'redirect_mismatch' };
    const back = (values: Record<string, string>) => {
      const address = new URL(redirectUri);
      const state = query.get('state');
      address.search = new URLSearchParams({ ...values, ...(state !== null && { state }) }).toString();
      return { status: 303, headers: { location: address.href } };
    };
    if (query.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' });
    const challenge = query.get('code_challenge') ?? '';
    if (query.get('code_challenge_method') !== 'S256' || challenge === '') return back({ error: 'invalid_request' });
    const page = (status: number, fault?: string) => ({
      status,
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY },
      body: signInPage({ language: query.get('lang') ?? '', roles, styles, fault }),
    });
    if (request.method !== 'POST') return page(200);
    const bearer = bearerIn(form);
    try {
      signedBy(world, bearer);
    } catch (error) {
      if (error instanceof Refusal) return page(400, error.message);
      throw error;
    }
    return back({ code: grants.codeFor({ bearer, clientId: client.clientId, redirectUri, challenge }) });
  }

  async function token(form: URLSearchParams): Promise<Answered> {
    const given = (name: string) => form.get(name) ?? '';
    const client = clients.find(({ clientId }) => clientId === given('client_id'));
    if (!client) return { status: 400, error: 'invalid_client' };
    const { clientId } = client;
    if (given('grant_type') === 'authorization_code') {
      const by = { clientId, redirectUri: given('redirect_uri'), verifier: given('code_verifier') };
      const bearer = grants.redeem(given('code'), by);
      if (!bearer) return { status: 400, error: 'invalid_grant' };
      const refresh_token = grants.refreshTokenFor(bearer, clientId, client.refreshTokenSeconds);
      return json({ ...(await tokensFor(bearer, client)), refresh_token });
    }
    if (given('grant_type') !== 'refresh_token') return { status: 400, error: 'unsupported_grant_type' };
    const bearer = grants.renew(given('refresh_token'), clientId);
    return bearer ? json(await tokensFor(bearer, client)) : { status: 400, error: 'invalid_grant' };
  }

  async function tokensFor(bearer: Bearer, { clientId, accessTokenSeconds: validSeconds }: UserPoolClient) {
    const { issuer, username } = signedBy(world, bearer);
    const [access_token, id_token] = await Promise.all([
      issuer.accessToken({ clientId, groups: bearer.roles, username, validSeconds }),
      issuer.idToken({ clientId, username, validSeconds }),
    ]);
    return { access_token, id_token, token_type: 'Bearer', expires_in: validSeconds };
  }

  function logout(query: URLSearchParams): Answered {
    const client = clients.find(({ clientId }) => clientId === query.get('client_id'));
    const location = query.get('logout_uri') ?? '';
    if (!client || !isRegistered(location, client.logoutUrls)) return { status: 400, error: 'redirect_mismatch' };
    return { status: 302, headers: { location } };
  }

  /** The same pages as on AWS, under the name by which this runtime was asked. */
  function leadingHere(host: string): Answered {
    const said = JSON.parse(outputs[file?.output ?? ''] ?? '{}') as Record<string, string>;
    const here = (address: string | undefined) => `http://${host}${new URL(address ?? '/', 'http://localhost').pathname}`;
    return json({ ...said, authorize: here(said['authorize']), logout: here(said['logout']) });
  }

  async function answered(request: IncomingMessage, body: string): Promise<Answered> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const form = new URLSearchParams(body);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (pathname === file?.path) return reads ? leadingHere(request.headers.host ?? 'localhost') : NOT_ALLOWED;
    if (pathname === AUTHORIZE) return reads || request.method === 'POST' ? authorize(request, searchParams, form) : NOT_ALLOWED;
    if (pathname === LOGOUT) return reads ? logout(searchParams) : NOT_ALLOWED;
    if (request.method !== 'POST') return NOT_ALLOWED;
    if (pathname === TOKEN) return token(form);
    grants.revoke(form.get('token') ?? '', form.get('client_id') ?? '');
    return { status: 200 };
  }

  return {
    takes: (url) => [AUTHORIZE, TOKEN, REVOKE, LOGOUT, file?.path].includes(url.split('?')[0]),
    async answer(request, response) {
      const body = await readBody(request, MOST_FORM_BYTES).catch(() => 'gone' as const);
      if (body === 'gone') return;
      const answer = body === undefined ? { status: 413, error: 'invalid_request' } : await answered(request, body.toString());
      const {
        status,
        headers = {},
        body: text = '',
      } = 'error' in answer ? { ...json({ error: answer.error }), ...answer } : answer;
      response.writeHead(status, {
        // By the clock of the runtime, by which its tokens are good.
        date: new Date(clock.now()).toUTCString(),
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        ...headers,
      });
      response.end(request.method === 'HEAD' ? undefined : text);
    },
  };
}

const NOT_ALLOWED: Refused = { status: 405, error: 'invalid_request' };

function json(value: object) {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** One of those whom the page names, or a name with roles. */
function bearerIn(form: URLSearchParams): Bearer {
  const [name, ...roles] = (form.get('who') ?? '').split(' ');
  if (name) return { name, roles };
  return { name: form.get('name') || undefined, roles: form.getAll('role') };
}
