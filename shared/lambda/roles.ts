import type { Role } from '../names.ts';
import type { HttpEvent } from './http-handler.ts';

/**
 * Whether the caller's token, which the JWT authorizer has checked, carries one of the roles. HTTP APIs pass an array claim as
 * the text `[officer auditor]`.
 */
export function hasRole(event: HttpEvent, ...roles: readonly Role[]): boolean {
  const claim = event.requestContext.authorizer?.jwt?.claims['cognito:groups'];
  const groups = Array.isArray(claim)
    ? claim
    : String(claim ?? '')
        .replace(/^\[|\]$/g, '')
        .split(/[\s,]+/);
  return roles.some((role) => groups.includes(role));
}

/** The bearer token of a request, as sent. */
export function bearerToken(event: HttpEvent): string | undefined {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(event.headers['authorization'] ?? '')?.[1];
}

/** Who the caller is, by the token that the JWT authorizer has checked: an id that Cognito has drawn, no name. @throws without one */
export function subjectOf(event: HttpEvent): string {
  const subject = event.requestContext.authorizer?.jwt?.claims['sub'];
  if (typeof subject !== 'string') throw new Error('the token of an officer route has no subject');
  return subject;
}
