import * as oauth from 'oauth4webapi';
import type { Role } from '#shared/names.ts';
import { PATHS } from '#web/shared/paths.ts';
import { heardServer, serverNow } from '#web/shared/server-clock.ts';
import { SIGN_IN_FILE, type SignInFile } from '#web/shared/sign-in-file.ts';
import type { Language } from '#web/shared/text.ts';

/** Who has signed in, for as long as this tab is open. */
export type Session = {
  accessToken: string;
  refreshToken?: string | undefined;
  /** Epoch milliseconds by this computer's clock, counted from when the token came: how wrong the clock is doesn't matter. */
  expiresAt: number;
  /** The id that the audit log knows the officer by. */
  subject: string;
  roles: readonly Role[];
};

/** In the session storage, which ends with the tab: nothing of it outlives the officer's work, nor is seen by another tab. */
const SESSION = 'gelombang.officer';
const PENDING = 'gelombang.signing-in';
/** What is asked of the user pool: who it is. */
const SCOPE = 'openid';
/** A request takes up to half a minute, and its token must be good at the end of it. */
const RENEW_BEFORE_MS = 60_000;

type Pending = { verifier: string; state: string; backTo: string };

export function currentSession(): Session | undefined {
  const session = stored<Session>(SESSION);
  return session && (session.refreshToken || session.expiresAt > Date.now()) ? session : undefined;
}

export function forgetSession(): void {
  sessionStorage.removeItem(SESSION);
}

/** Leaves for the sign-in page of the user pool, by the authorization code flow with PKCE (RFC 7636). @param backTo path and fragment to return to */
export async function leaveToSignIn(language: Language, backTo: string): Promise<void> {
  const { authorize, clientId } = await signInFile();
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  sessionStorage.setItem(PENDING, JSON.stringify({ verifier, state, backTo } satisfies Pending));
  const address = new URL(authorize);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callback(language),
    scope: SCOPE,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    lang: language,
  }).toString();
  location.assign(address);
}

/**
 * Takes the answer of the sign-in page, which is this page's query, once.
 * @returns where to go back to
 * @throws when the answer is not to what this tab has asked, or is refused
 */
export async function completeSignIn(language: Language, address: URL): Promise<string> {
  const pending = stored<Pending>(PENDING);
  sessionStorage.removeItem(PENDING);
  const file = await signInFile();
  const [server, client] = [serverOf(file), clientOf(file)];
  const answer = oauth.validateAuthResponse(server, client, address, pending?.state ?? '');
  const verifier = pending?.verifier ?? '';
  const asked = oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answer,
    callback(language),
    verifier,
    insecureLocally(),
  );
  keep(await oauth.processAuthorizationCodeResponse(server, client, await asked));
  return pending?.backTo ?? PATHS.officers[language];
}

let renewing: Promise<Session | undefined> | undefined;

/** The session with a token that is good for another minute; requests that come together wait for one renewal. @returns undefined when one has to sign in again */
export function renewedSession(): Promise<Session | undefined> {
  renewing ??= renew().finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function renew(): Promise<Session | undefined> {
  const session = currentSession();
  if (!session || session.expiresAt - Date.now() > RENEW_BEFORE_MS || !session.refreshToken) return session;
  try {
    const file = await signInFile();
    const [server, client] = [serverOf(file), clientOf(file)];
    const asked = oauth.refreshTokenGrantRequest(server, client, oauth.None(), session.refreshToken, insecureLocally());
    return keep(await oauth.processRefreshTokenResponse(server, client, await asked), session.refreshToken);
  } catch (error) {
    // Refused for good, or only no connection just now: then the next request tries again.
    if (error instanceof oauth.ResponseBodyError) forgetSession();
    return currentSession();
  }
}

/** Ends the session here and at the user pool, and leaves for its sign-out page. */
export async function signOut(language: Language): Promise<void> {
  const session = stored<Session>(SESSION);
  forgetSession();
  const file = await signInFile();
  if (session?.refreshToken) {
    const revoked = oauth.revocationRequest(serverOf(file), clientOf(file), oauth.None(), session.refreshToken, insecureLocally());
    // The token ends by itself after hours: who can't reach the pool is signed out on this computer all the same.
    await revoked.catch(() => undefined);
  }
  const address = new URL(file.logout);
  address.search = new URLSearchParams({
    client_id: file.clientId,
    logout_uri: new URL(PATHS.officers[language], location.origin).href,
  }).toString();
  location.assign(address);
}

function keep(tokens: oauth.TokenEndpointResponse, refreshToken?: string): Session {
  const { sub, 'cognito:groups': groups } = claimsIn(tokens.access_token);
  const session: Session = {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? refreshToken,
    expiresAt: Date.now() + 1000 * (tokens.expires_in ?? 0),
    subject: String(sub),
    roles: Array.isArray(groups) ? groups : [],
  };
  sessionStorage.setItem(SESSION, JSON.stringify(session));
  return session;
}

/** What a page shows of a token; whether it is genuine, the API finds out. */
function claimsIn(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

async function signInFile(): Promise<SignInFile> {
  const response = await fetch(SIGN_IN_FILE, { credentials: 'omit' });
  heardServer(response.headers.get('date'), response.headers.get('age'));
  if (!response.ok) throw new Error(`${SIGN_IN_FILE} is not there (${response.status})`);
  return (await response.json()) as SignInFile;
}

/** Tokens are fetched from this page's own origin, which passes these paths on to the user pool: no other origin is needed. */
function serverOf({ issuer, authorize }: SignInFile): oauth.AuthorizationServer {
  return {
    issuer,
    authorization_endpoint: authorize,
    token_endpoint: new URL('/oauth2/token', location.origin).href,
    revocation_endpoint: new URL('/oauth2/revoke', location.origin).href,
  };
}

/** By the server's clock: an office computer's may be minutes off. */
function clientOf({ clientId }: SignInFile): oauth.Client {
  return { client_id: clientId, [oauth.clockSkew]: Math.round((serverNow() - Date.now()) / 1000) };
}

/** The local runtime speaks plain HTTP on this machine. */
function insecureLocally(): { [oauth.allowInsecureRequests]?: boolean } {
  return location.protocol === 'http:' ? { [oauth.allowInsecureRequests]: true } : {};
}

function callback(language: Language): string {
  return new URL(PATHS.signIn[language], location.origin).href;
}

function stored<T>(key: string): T | undefined {
  return (JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null) ?? undefined;
}
