import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';
import { unchunk } from './aws-chunked.ts';
import { S3Error } from './s3-xml.ts';

/** Headers that S3 keeps with an object and gives back. */
const KEPT = new Set(['content-type', 'cache-control', 'content-disposition', 'content-encoding', 'content-language', 'expires']);

const CHECKSUMS: Record<string, (content: Buffer) => string> = {
  'x-amz-checksum-crc32': (content) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(content));
    return sum.toString('base64');
  },
  'x-amz-checksum-sha1': (content) => createHash('sha1').update(content).digest('base64'),
  'x-amz-checksum-sha256': (content) => createHash('sha256').update(content).digest('base64'),
};

/** The object in an upload, its framing taken off and its checksum compared, and the headers to keep with it. Throws an S3Error. */
export function readUpload(body: Buffer, headers: IncomingHttpHeaders): { content: Buffer; headers: Record<string, string> } {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const framed = encodings.includes('aws-chunked') || String(headers['x-amz-content-sha256']).startsWith('STREAMING-');
  const upload = framed ? unchunk(body) : { content: body, trailers: {} };
  const declared = headers['x-amz-decoded-content-length'];
  if (!upload || (framed && declared !== undefined && Number(declared) !== upload.content.length)) {
    throw new S3Error(400, 'IncompleteBody', 'The request body terminated unexpectedly');
  }
  const { content, trailers } = upload;
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries({ ...headers, ...trailers })) {
    if (typeof value !== 'string') continue;
    if (name.startsWith('x-amz-checksum-') && name !== 'x-amz-checksum-algorithm') {
      const compute = CHECKSUMS[name];
      if (!compute) throw new S3Error(501, 'NotImplemented', `The local runtime does not know the checksum ${name}`);
      if (compute(content) !== value)
        throw new S3Error(400, 'BadDigest', `The ${name} you specified did not match what we received.`);
      kept[name] = value;
    } else if (name.startsWith('x-amz-meta-') || KEPT.has(name)) kept[name] = value;
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined && createHash('md5').update(content).digest('base64') !== md5) {
    throw new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const realEncodings = encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked');
  delete kept['content-encoding'];
  if (realEncodings.length > 0) kept['content-encoding'] = realEncodings.join(',');
  return { content, headers: kept };
}
