const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a client may be sent to an address: it is one of those registered, or differs from one of them only in the name and port of this very machine
 * (RFC 8252, 7.3: a port is known only when something listens).
 */
export function isRegistered(address: string, registered: readonly string[]): boolean {
  return registered.includes(address) || registered.some((one) => onThisMachine(one) === (onThisMachine(address) ?? ''));
}

/** Path and query, where an address is of this machine. */
function onThisMachine(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, pathname, search, hash } = new URL(address);
  return protocol === 'http:' && LOOPBACK.includes(hostname) && hash === '' ? `${pathname}${search}` : undefined;
}
