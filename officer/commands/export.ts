import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { certificateSchema } from '#shared/evidence/documents.ts';
import { CERTIFICATE_FILE } from '#shared/evidence/evidence-names.ts';
import { certifiedList, NotAsCertified, PUBLISHED_LISTS, type PublishedListName } from '#shared/evidence/published-lists.ts';
import type { Api } from '../api.ts';
import type { Command } from '../command.ts';
import { Failure } from '../failure.ts';
import { answerAs } from '../proposed.ts';

/**
 * Writes a published list as one CSV with a line of column names: as it comes, so that a list of millions needs no memory. Each file is
 * held against its digest in the certificate.
 */
export const exportCsv: Command = {
  summary: `Writes a published list (${Object.keys(PUBLISHED_LISTS).join(', ')}) as CSV, checked against the certificate`,
  operands: ['waveId', Object.keys(PUBLISHED_LISTS).join('|')],
  options: { out: 'a file that is not there yet; the output of the command if not given' },
  noJson: true,
  async run({ operands, values, api }) {
    const [waveId = '', name = ''] = operands;
    if (!Object.hasOwn(PUBLISHED_LISTS, name))
      throw new Failure(`There is no list "${name}"; known are: ${Object.keys(PUBLISHED_LISTS).join(', ')}.`);
    const list = name as PublishedListName;
    const folder = `/v1/waves/${encodeURIComponent(waveId)}/evidence`;
    const digests = await digestsIn(api, folder, waveId);
    const { out } = values;
    if (out === undefined) return written(api, folder, list, digests, process.stdout);
    if (existsSync(out)) throw new Failure(`${out} is there already, and is not replaced.`);
    await wholeFile(out, (to) => written(api, folder, list, digests, to));
    process.stderr.write(`${out} is written: the ${name} of ${waveId}, as certified.\n`);
  },
};

async function digestsIn(api: Api, folder: string, waveId: string): Promise<Record<string, string>> {
  const certificate = await api.open(`${folder}/${CERTIFICATE_FILE}`);
  if (!certificate) throw new Failure(`There are no results of a wave ${waveId}, or not yet.`);
  return answerAs(certificateSchema, await new Response(certificate).json().catch(() => undefined)).files;
}

async function written(
  api: Api,
  folder: string,
  name: PublishedListName,
  digests: Readonly<Record<string, string>>,
  to: Writable,
): Promise<void> {
  const open = async (file: string) => {
    const body = await api.open(`${folder}/${file}`);
    return body && Readable.fromWeb(body as never);
  };
  try {
    for await (const chunk of certifiedList(name, digests, open)) await put(to, chunk);
  } catch (error) {
    if (!(error instanceof NotAsCertified)) throw error;
    throw new Failure(sentenceOf(error));
  }
}

function sentenceOf({ file, why, cause }: NotAsCertified): string {
  switch (why) {
    case 'missing':
      return `${file} is not there, although the certificate names it.`;
    case 'broken-off':
      return `${file} did not come whole: ${(cause as Error).message}.`;
    case 'other-bytes':
      return `${file} is not the file that is certified: what was written is worth nothing.`;
  }
}

/** Waits until there is room again: what comes faster than it can be written must not pile up. */
async function put(to: Writable, chunk: string | Uint8Array): Promise<void> {
  if (to.errored) throw new Failure(`It could not be written: ${to.errored.message}.`);
  if (!to.write(chunk)) {
    await new Promise<void>((resolve, reject) => {
      const settle = (then: () => void) => () => {
        to.off('drain', onDrain).off('error', onError);
        then();
      };
      const onDrain = settle(resolve);
      const onError = settle(() => reject(new Failure(`It could not be written: ${to.errored?.message}.`)));
      to.on('drain', onDrain).on('error', onError);
    });
  }
}

/** Under its name a file is there whole, or not at all. */
async function wholeFile(out: string, write: (to: Writable) => Promise<void>): Promise<void> {
  const draft = `${out}.${process.pid}.part`;
  const to = createWriteStream(draft, { flags: 'wx' });
  const closed = finished(to).catch((error: Error) => {
    throw new Failure(`${out} can't be written: ${error.message}.`);
  });
  try {
    await write(to);
    to.end();
    await closed;
    await rename(draft, out);
  } catch (error) {
    to.destroy();
    await closed.catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}
