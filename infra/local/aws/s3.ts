import { createReadStream, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { readBody } from '../http/read-body.ts';
import type { BucketStore } from './bucket-store.ts';
import { listObjects } from './s3-list.ts';
import { readUpload } from './s3-upload.ts';
import { S3Error, xmlError } from './s3-xml.ts';

/** Sent along with a request without changing what it means; any other query parameter is an operation we don't have. */
const HARMLESS_QUERY = /^(x-id|x-amz-.*|response-.*)$/i;
const LIST_QUERY = new Set([
  'list-type',
  'prefix',
  'delimiter',
  'continuation-token',
  'start-after',
  'max-keys',
  'encoding-type',
  'fetch-owner',
]);
/** Most objects are small, and one read is cheaper than a stream. */
const READ_AT_ONCE_BYTES = 1024 ** 2;
const MOST_BYTES = 5 * 1024 ** 3;

/**
 * S3 over folders, path style (`/<bucket>/<key>`): PutObject with `If-None-Match: *`, GetObject with Range, HeadObject, ListObjectsV2,
 * presigned GETs. Everything else is refused by name with 501 NotImplemented.
 */
export async function serveS3(
  buckets: ReadonlyMap<string, BucketStore>,
  now: () => number,
  path: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const [bucketName = '', ...keyParts] = path.replace(/^\//, '').split('/').map(decodeURIComponent);
    const key = keyParts.join('/');
    const bucket = buckets.get(bucketName);
    if (!bucket) throw new S3Error(404, 'NoSuchBucket', `The specified bucket does not exist: ${bucketName}`);
    checkExpiry(query, now());
    if (key === '' && request.method === 'GET' && query.get('list-type') === '2') {
      refuseUnknownQuery(query, (name) => LIST_QUERY.has(name));
      const xml = await listObjects(bucket, query);
      response.writeHead(200, { 'content-type': 'application/xml' }).end(xml);
    } else if (key !== '' && (request.method === 'GET' || request.method === 'HEAD')) {
      refuseUnknownQuery(query);
      await getObject(bucket, key, query, request, response);
    } else if (key !== '' && request.method === 'PUT') {
      refuseUnknownQuery(query);
      await putObject(bucket, key, request, response);
    } else {
      const named = [...query.keys()].find((name) => !HARMLESS_QUERY.test(name));
      throw new S3Error(
        501,
        'NotImplemented',
        `The local runtime does not run S3 ${query.get('x-id') ?? request.method} ${named ?? ''}`.trim(),
      );
    }
  } catch (error) {
    request.resume();
    if (!(error instanceof S3Error)) throw error;
    response
      .writeHead(error.status, { 'content-type': 'application/xml' })
      .end(request.method === 'HEAD' ? undefined : xmlError(error, path));
  }
}

function refuseUnknownQuery(query: URLSearchParams, known: (name: string) => boolean = () => false): void {
  const unknown = [...query.keys()].find((name) => !HARMLESS_QUERY.test(name) && !known(name));
  if (unknown) throw new S3Error(501, 'NotImplemented', `The local runtime does not know the S3 parameter ${unknown}`);
}

async function putObject(bucket: BucketStore, key: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const header of ['x-amz-copy-source', 'if-match', 'x-amz-acl', 'x-amz-tagging', 'x-amz-object-lock-mode']) {
    if (request.headers[header] !== undefined) {
      throw new S3Error(501, 'NotImplemented', `The local runtime does not know the S3 header ${header} of PutObject`);
    }
  }
  const condition = request.headers['if-none-match'];
  if (condition !== undefined && condition !== '*') {
    throw new S3Error(501, 'NotImplemented', 'PutObject knows If-None-Match only as "*"');
  }
  const body = await readBody(request, MOST_BYTES);
  if (!body) throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  const { content, headers } = readUpload(body, request.headers);
  const stored = await bucket.put(key, content, headers, condition === '*');
  if (stored === 'exists') {
    throw new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
  response.writeHead(200, { etag: stored.etag, ...checksumsOf(stored.headers) }).end();
}

async function getObject(
  bucket: BucketStore,
  key: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = await bucket.find(key);
  if (!found) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  const common = {
    ...plainHeaders(found.headers),
    ...overriddenHeaders(query),
    ...corsHeaders(bucket, request.headers.origin),
    etag: found.etag,
    'last-modified': new Date(found.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
  };
  const [unlessMatch, ifMatch] = [request.headers['if-none-match'], request.headers['if-match']];
  if (ifMatch !== undefined && ifMatch !== found.etag && ifMatch !== '*') {
    throw new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
  if (unlessMatch === found.etag || unlessMatch === '*') {
    response.writeHead(304, common).end();
    return;
  }
  const range = rangeOf(request.headers.range, found.size);
  const headers = range
    ? {
        ...common,
        'content-range': `bytes ${range.start}-${range.end}/${found.size}`,
        'content-length': range.end - range.start + 1,
      }
    : { ...common, ...(request.headers['x-amz-checksum-mode'] && checksumsOf(found.headers)), 'content-length': found.size };
  response.writeHead(range ? 206 : 200, headers);
  if (request.method === 'HEAD' || found.size === 0) response.end();
  else if (!range && found.size <= READ_AT_ONCE_BYTES) response.end(readFileSync(found.file));
  else await pipeline(createReadStream(found.file, range), response).catch(unlessClientLeft);
}

/** What lets a page of another origin read the answer, where the bucket's rules do. */
function corsHeaders({ readBy }: BucketStore, origin: string | undefined): Record<string, string> {
  const allowed = origin !== undefined && readBy.find((one) => one === '*' || one === origin);
  return allowed ? { 'access-control-allow-origin': allowed, vary: 'Origin' } : {};
}

function unlessClientLeft(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}

function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [first, last] = [match[1] ?? '', match[2] ?? ''];
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  return { start, end };
}

/** Presigned URLs end on the runtime's clock. Their signature is not checked: the process serves its own machine. */
function checkExpiry(query: URLSearchParams, now: number): void {
  const [date, seconds] = [query.get('X-Amz-Date'), query.get('X-Amz-Expires')];
  if (!date || !seconds) return;
  const signedAt = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(now <= signedAt + Number(seconds) * 1000)) throw new S3Error(403, 'AccessDenied', 'Request has expired');
}

function checksumsOf(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-amz-checksum-')));
}

function plainHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-checksum-')));
}

/** `response-content-type` and its kin, which a presigned URL may carry. */
function overriddenHeaders(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...query].filter(([name]) => name.startsWith('response-')).map(([name, value]) => [name.slice(9), value]),
  );
}
