import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { runInNewContext } from 'node:vm';
import type { Site } from '../assembly.ts';

/** What the distribution passes to the API; all else is the site's. */
const OF_THE_API = /^\/(?:v1|\.well-known)(?:\/|$)/;

/** Whether a request is for a page or what a page loads, rather than for the API. @param url path and query, as asked */
export function isOfTheSite(url: string): boolean {
  return !OF_THE_API.test(url.split('?')[0] ?? '');
}

/** The site with the origin of the bucket of evidence in its policy, as the stack of the front has it on AWS. */
export function withEvidence(site: Site, origin: string): Site {
  const headers = Object.entries(site.headers).map(([name, value]) => [name, value.replaceAll(site.evidenceOrigin, origin)]);
  return { ...site, headers: Object.fromEntries(headers) };
}

/** What a CloudFront function gives: the request, to be answered from the bucket, or an answer of its own. */
type Asked = { uri: string } | { statusCode: number; headers: Record<string, { value: string }>; body?: string };

/** Answers as bucket and distribution do together: a file by its path, without looking at the query; GET and HEAD only. */
export async function answerFromSite(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '';
  const head = request.method === 'HEAD';
  if (!head && request.method !== 'GET') return end(response, 405, { ...site.headers, 'content-type': 'text/plain' });
  const asked = path.startsWith(site.assets) ? { uri: path } : askedOf(site, path);
  if ('statusCode' in asked) {
    const headers = Object.fromEntries(Object.entries(asked.headers).map(([name, { value }]) => [name, value]));
    return end(response, asked.statusCode, headers, head ? undefined : asked.body);
  }
  const listed = site.files.get(asked.uri);
  if (!listed) return end(response, 404, { ...site.headers, 'content-type': 'text/plain' });
  const { file, contentType, cacheControl } = listed;
  const contents = await readFile(file);
  const headers = { ...site.headers, 'content-type': contentType, 'cache-control': cacheControl };
  end(response, 200, { ...headers, 'content-length': String(contents.length) }, head ? undefined : contents);
}

/** Runs the text that CloudFront runs. */
function askedOf({ pageFunction }: Site, uri: string): Asked {
  return runInNewContext(`${pageFunction}; handler(event)`, { event: { request: { uri } } }) as Asked;
}

function end(response: ServerResponse, status: number, headers: Record<string, string>, body?: string | Buffer): void {
  response.writeHead(status, headers).end(body);
}
