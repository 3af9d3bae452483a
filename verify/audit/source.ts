import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { type AuditEntry, auditEntrySchema } from '#shared/audit/audit-entry.ts';
import { CHAINS, chainNameSchema } from '#shared/audit/chains.ts';
import { parseDocument } from '../documents.ts';
import { Unreachable } from '../evidence-source.ts';
import { Fault } from '../findings.ts';
import { download } from '../http-source.ts';
import { isUrl, urlOf } from '../source.ts';
import { UsageError } from '../usage-error.ts';

/** Where the chains of an audit log are read. */
export type AuditSource = {
  /** What is read of it: all chains, or the ones that were asked for. */
  chains: readonly string[];
  /** A whole chain, from its first entry to its last; none of its entries has been checked. @throws ChainBroken, Fault, Unreachable */
  read(chain: string): Promise<AuditEntry[]>;
};

/** What was read of a chain is not even the form of one. */
export class ChainBroken extends Error {
  override name = 'ChainBroken';
  readonly number: number;

  /** @param number of the entry that is at fault */
  constructor(number: number, fault: string) {
    super(fault);
    this.number = number;
  }
}

/** What `GET /v1/audit/{chain}` answers; its entries are looked at one by one, so that a fault can be told by its number. */
const pageSchema = z.strictObject({ chain: chainNameSchema, entries: z.array(z.unknown()), next: z.optional(z.int()) });
type Page = z.infer<typeof pageSchema>;

/** @throws UsageError when there is no log at the place */
export async function auditSourceAt(place: string, token: string | undefined): Promise<AuditSource> {
  if (isUrl(place)) return urlLog(urlOf(place).replace(/\/+$/, ''), token);
  const path = resolve(place);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageError(`${place} is neither a URL nor a folder or file with a log.`);
  if (!found.isDirectory()) {
    const page = await pageIn(path);
    return { chains: [page.chain], read: async (chain) => joined(chain, [page]) };
  }
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort();
  if (names.length === 0) throw new UsageError(`${place} holds no file of a log (<chain>.json).`);
  const pages: Page[] = [];
  for (const name of names) pages.push(await pageIn(join(path, name)));
  const byChain = Map.groupBy(pages, ({ chain }) => chain);
  return { chains: CHAINS, read: async (chain) => joined(chain, byChain.get(chain) ?? []) };
}

async function pageIn(path: string): Promise<Page> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new Unreachable(`${path} can't be read: ${error.message}`);
  });
  return parseDocument(path, bytes, pageSchema);
}

/** One chain of several files, those with lower numbers first. */
function joined(chain: string, pages: readonly Page[]): AuditEntry[] {
  const firstNumber = ({ entries }: Page) => Number((entries[0] as { number?: unknown } | undefined)?.number ?? Number.MAX_VALUE);
  const inOrder = pages.toSorted((left, right) => firstNumber(left) - firstNumber(right));
  const entries = entriesOf(inOrder.flatMap((page) => page.entries));
  if (inOrder.at(-1)?.next !== undefined) throw new ChainBroken(entries.length + 1, `is not here, although ${chain} goes on`);
  return entries;
}

function entriesOf(given: readonly unknown[], from = 1): AuditEntry[] {
  return given.map((entry, at) => {
    const parsed = auditEntrySchema.safeParse(entry);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const field = issue?.path[0] ?? (issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : 'it');
    throw new ChainBroken(from + at, `does not have the form of an entry: ${String(field)} is not as specified`);
  });
}

function urlLog(url: string, token: string | undefined): AuditSource {
  const chain = chainNameSchema.safeParse(url.split('/').at(-1));
  const base = chain.success ? url.slice(0, url.lastIndexOf('/')) : url;
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    chains: chain.success ? [chain.data] : CHAINS,
    async read(name) {
      const entries: AuditEntry[] = [];
      for (let after = 0; ; ) {
        const address = `${base}/${name}?after=${after}`;
        const bytes = await download(address, headers);
        if (!bytes) throw new Unreachable(`${address} is not there`);
        const page = parseDocument(address, bytes, pageSchema);
        if (page.chain !== name) throw new Fault(address, `answers the chain ${page.chain}`);
        entries.push(...entriesOf(page.entries, after + 1));
        if (page.next === undefined) return entries;
        if (page.next <= after) throw new Fault(address, 'never comes to its end');
        after = page.next;
      }
    },
  };
}

/** The same source, with what it answers kept in a folder. A file that is there already stays: it may be what somebody has to be shown. */
export async function keptIn(folder: string, source: AuditSource): Promise<AuditSource> {
  await mkdir(folder, { recursive: true });
  return {
    ...source,
    async read(chain) {
      const entries = await source.read(chain);
      const file = join(folder, `${chain}.json`);
      if (entries.length > 0)
        await writeFile(file, `${JSON.stringify({ chain, entries }, null, 1)}\n`, { flag: 'wx' }).catch((error: Error) => {
          throw new UsageError(`${file} can't be written, or is there already: ${error.message}`);
        });
      return entries;
    },
  };
}
