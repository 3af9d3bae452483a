import { connect } from 'node:net';

export type RawAnswer = { status: number; headers: Record<string, string>; body: string };

/** Sends bytes as they are and takes the answer apart; undefined when none comes before the connection closes or `patienceMs` is over. */
export function exchange(port: number, bytes: Buffer, patienceMs: number): Promise<RawAnswer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {});
    socket.on('close', () => resolve(parsed(Buffer.concat(chunks)))).setTimeout(patienceMs, () => socket.destroy());
  });
}

/** The last answer in what came: `100 Continue` may stand before it. */
function parsed(bytes: Buffer): RawAnswer | undefined {
  const text = bytes.toString('latin1').replace(/^(?:HTTP\/1\.1 1\d\d .*?\r\n\r\n)+/s, '');
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1];
  if (!status) return undefined;
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status: Number(status), headers, body: Buffer.from(rest.join('\r\n\r\n'), 'latin1').toString('utf8') };
}
