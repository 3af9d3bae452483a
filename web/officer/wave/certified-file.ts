import { CERTIFICATE_FILE } from '#shared/evidence/evidence-names.ts';
import { certifiedList, type NotAsCertified, PUBLISHED_LISTS, type PublishedListName } from '#shared/evidence/published-lists.ts';

/** Of a file that isn't answered: the API takes a few requests a second of everybody together. */
const TRIES = 4;
const PAUSE_MS = 1_000;

export type Fetched = { outcome: 'certified'; file: Blob } | { outcome: 'no-certificate' } | { outcome: 'unreachable' };

/**
 * A published list in one file, its every part held against the certificate before anything is saved. The pieces go into blobs, which the
 * browser keeps on its disk: a list of millions is never whole in the page's memory.
 * @throws NotAsCertified when a part isn't the certified one
 */
export async function certifiedFile(
  waveId: string,
  name: PublishedListName,
  progress: (done: number, of: number) => void,
): Promise<Fetched> {
  const folder = `/v1/waves/${encodeURIComponent(waveId)}/evidence`;
  const certificate = await opened(`${folder}/${CERTIFICATE_FILE}`);
  if (certificate === 'unreachable') return { outcome: 'unreachable' };
  if (!certificate) return { outcome: 'no-certificate' };
  const { files } = (await certificate.json()) as { files: Record<string, string> };
  const of = PUBLISHED_LISTS[name].files.length;
  let done = 0;
  let parts: BlobPart[] = [];
  let file = new Blob([]);
  const keep = () => {
    file = new Blob([file, ...parts]);
    parts = [];
  };
  let unreachable = false;
  const open = async (part: string) => {
    keep();
    progress(done++, of);
    const response = await opened(`${folder}/${part}`);
    if (response === 'unreachable') {
      unreachable = true;
      throw new Error(`${part} can't be reached`);
    }
    return response && chunksOf(response);
  };
  try {
    for await (const bytes of certifiedList(name, files, open)) parts.push(bytes as Uint8Array<ArrayBuffer>);
  } catch (error) {
    if (unreachable || (error as NotAsCertified).why === 'broken-off') return { outcome: 'unreachable' };
    throw error;
  }
  keep();
  return { outcome: 'certified', file };
}

/** @returns undefined when there is no such file */
async function opened(path: string): Promise<Response | 'unreachable' | undefined> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const response = await fetch(path, { credentials: 'omit' }).catch(() => undefined);
    if (response?.ok) return response;
    if (response?.status === 404) return undefined;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * tries));
  }
  return 'unreachable';
}

/** What a stream brings; older browsers can't iterate over one. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
