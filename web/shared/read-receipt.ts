/** A JWS in compact form. */
const TOKEN = /[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/g;
/** `typ` of what a registration answers: docs in shared/tokens/sign-tokens.ts. */
const MANAGE_TYPE = 'gelombang-manage+jwt';
const RECEIPT_TYPE = 'gelombang-receipt+jwt';

/** The manage token in a pasted text, a file or the fragment of an address, with the wave that it is for; undefined where there is none. */
export function manageTokenIn(text: string): { manageToken: string; waveId: string } | undefined {
  for (const [token] of text.matchAll(TOKEN)) {
    const [header, payload] = token.split('.').map(decoded);
    if (header?.['typ'] === MANAGE_TYPE && typeof payload?.['waveId'] === 'string')
      return { manageToken: token, waveId: payload['waveId'] };
  }
  return undefined;
}

/** The receipt in a pasted text or a saved file, which has the manage token beside it, with the wave that it is of; undefined where there is none. */
export function receiptIn(text: string): { receipt: string; waveId: string } | undefined {
  for (const [token] of text.matchAll(TOKEN)) {
    const [header, payload] = token.split('.').map(decoded);
    if (header?.['typ'] === RECEIPT_TYPE && typeof payload?.['waveId'] === 'string')
      return { receipt: token, waveId: payload['waveId'] };
  }
  return undefined;
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}
