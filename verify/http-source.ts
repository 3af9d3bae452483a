import { type EvidenceSource, Unreachable } from './evidence-source.ts';

const ANSWER_TIMEOUT_MS = 60_000;
const TRIES = 4;
const PAUSE_MS = 500;

/** The public files of a wave at `.../waves/<waveId>/evidence`. */
export function urlSource(url: string): EvidenceSource {
  const base = url.replace(/\/+$/, '');
  const wave = /\/waves\/([^/]+)\/evidence$/.exec(base)?.[1];
  return { name: wave ?? base, ...(wave !== undefined && { wave }), read: (file) => download(`${base}/${file}`) };
}

/** A file over HTTP; redirects to a bucket are followed. @returns undefined when the server says that there is none */
export async function download(url: string, headers: Record<string, string> = {}): Promise<Uint8Array | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
      if (response.status === 404) return undefined;
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      if (tries >= TRIES) throw new Unreachable(`${url} answered ${response.status}`);
    } catch (error) {
      if (error instanceof Unreachable) throw error;
      if (tries >= TRIES) throw new Unreachable(`${url} could not be read: ${reasonOf(error)}`);
    }
    await pause(PAUSE_MS * tries);
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
