import { PATHS } from '#web/shared/paths.ts';
import { SIGN_IN_FILE } from '#web/shared/sign-in-file.ts';
import { SITE_HEADERS } from './site-headers.ts';

/** All that is asked for outside of the folder of assets. */
const PAGES = [...Object.values(PATHS).flatMap(({ id, en }) => [id, en]), SIGN_IN_FILE];

/** In both languages, since an address that is wrong says nothing of its reader. */
const NOT_THERE = `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Halaman ini tidak ada | Gelombang</title>
<main>
<h1>Halaman ini tidak ada</h1>
<p>Periksa alamatnya, atau mulai dari <a href="/">beranda</a>.</p>
<p lang="en">There is no such page. Check the address, or begin at <a href="/en/">the home page</a>.</p>
</main>
</html>
`;

/** It loads nothing and does nothing. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The CloudFront function in front of the pages (cloudfront-js-2.0): S3 would answer a bare 403 for what isn't there, and CloudFront can't put
 * a page in its place without doing so for the API's refusals too. A path with a slash too many or too few is sent to the page meant. The
 * local runtime runs the same text.
 */
export const PAGE_FUNCTION = `var PAGES = ${JSON.stringify(PAGES)};
var HEADERS = ${JSON.stringify(headersOf({ ...SITE_HEADERS, 'content-security-policy': NOTHING, 'cache-control': 'no-store' }))};
function handler(event) {
  var uri = event.request.uri;
  if (PAGES.includes(uri)) return event.request;
  var meant = uri.endsWith('/') ? uri.slice(0, -1) : uri + '/';
  if (PAGES.includes(meant))
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: Object.assign({ location: { value: meant } }, HEADERS) };
  var html = { 'content-type': { value: 'text/html; charset=utf-8' } };
  return { statusCode: 404, statusDescription: 'Not Found', headers: Object.assign(html, HEADERS), body: ${JSON.stringify(NOT_THERE)} };
}
`;

function headersOf(headers: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }]));
}
