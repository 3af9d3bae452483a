import type { ReceivedRequest } from '../partners/check-request.ts';
import type { HttpEvent } from './http-handler.ts';
import { bearerToken } from './roles.ts';

/**
 * What a partner's signature is held against. Method and path are those of the route, so that no way of writing the path makes a difference.
 * @param pathOf the route's path for a partner
 */
export function receivedRequest(event: HttpEvent, method: string, pathOf: (partnerId: string) => string): ReceivedRequest {
  const partnerId = event.pathParameters?.['partnerId'];
  // The draft has it as a quoted string of a structured header; many clients send it bare.
  const [, quoted, bare] = /^(?:"([\w-]+)"|([\w-]+))$/.exec(event.headers['idempotency-key'] ?? '') ?? [];
  return {
    partnerId,
    method,
    path: pathOf(partnerId ?? ''),
    token: bearerToken(event),
    idempotencyKey: quoted ?? bare,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}
