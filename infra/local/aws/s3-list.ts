import type { BucketStore } from './bucket-store.ts';
import { element, S3Error, XML_HEAD } from './s3-xml.ts';

const MOST_KEYS = 1_000;

/** ListObjectsV2: the answer's XML for one page. A continuation token is the last key or common prefix of the page before. */
export async function listObjects(bucket: BucketStore, query: URLSearchParams): Promise<string> {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = Math.min(MOST_KEYS, Number(query.get('max-keys') ?? MOST_KEYS));
  if (!Number.isInteger(most) || most < 0) throw new S3Error(400, 'InvalidArgument', 'Argument max-keys must be an integer');
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8');

  const names: { key?: string; group?: string }[] = [];
  let truncated = false;
  let last = '';
  for (const key of await bucket.keys(prefix)) {
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = cut < 0 ? key : key.slice(0, cut + delimiter.length);
    if (Buffer.compare(Buffer.from(name), Buffer.from(after)) <= 0 || name === last) continue;
    if (names.length === most) {
      truncated = true;
      break;
    }
    names.push(cut < 0 ? { key } : { group: name });
    last = name;
  }

  const encoded =
    query.get('encoding-type') === 'url'
      ? (text: string) => encodeURIComponent(text).replaceAll('%2F', '/')
      : (text: string) => text;
  const contents: string[] = [];
  for (const { key, group } of names) {
    if (group !== undefined) contents.push(`<CommonPrefixes>${element('Prefix', encoded(group))}</CommonPrefixes>`);
    const facts = key === undefined ? undefined : await bucket.find(key);
    if (key === undefined || !facts) continue;
    const modified = new Date(facts.lastModified).toISOString();
    contents.push(
      `<Contents>${element('Key', encoded(key))}${element('LastModified', modified)}${element('ETag', facts.etag)}` +
        `${element('Size', facts.size)}${element('StorageClass', 'STANDARD')}</Contents>`,
    );
  }
  return [
    `${XML_HEAD}<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`,
    element('Name', bucket.name),
    element('Prefix', encoded(prefix)),
    delimiter === '' ? '' : element('Delimiter', encoded(delimiter)),
    query.get('encoding-type') === 'url' ? element('EncodingType', 'url') : '',
    element('MaxKeys', most),
    element('KeyCount', names.length),
    element('IsTruncated', truncated),
    truncated ? element('NextContinuationToken', Buffer.from(last).toString('base64url')) : '',
    ...contents,
    '</ListBucketResult>',
  ].join('');
}
