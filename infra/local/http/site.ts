import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Site } from '../assembly.ts';

/** What the distribution passes to the API; all else is the site's. */
const OF_THE_API = /^\/(?:v1|\.well-known)(?:\/|$)/;

/** Whether a request is for a page or what a page loads, rather than for the API. @param url path and query, as asked */
export function isOfTheSite(url: string): boolean {
  return !OF_THE_API.test(url.split('?')[0] ?? '');
}

/** Answers as bucket and distribution do together: a file by its path, without looking at the query; GET and HEAD only. */
export async function answerFromSite(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const listed = site.files.get((request.url ?? '/').split('?')[0] ?? '');
  const readOnly = request.method === 'GET' || request.method === 'HEAD';
  if (!listed || !readOnly) {
    response.writeHead(readOnly ? 404 : 405, { ...site.headers, 'content-type': 'text/plain' }).end();
    return;
  }
  const { file, contentType, cacheControl } = listed;
  const contents = await readFile(file);
  response.writeHead(200, {
    ...site.headers,
    'content-type': contentType,
    'cache-control': cacheControl,
    'content-length': contents.length,
  });
  response.end(request.method === 'HEAD' ? undefined : contents);
}
