import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { RETRYABLE, RetryableError } from '../errors.ts';
import { sha256Hex } from './sha256.ts';

/** A file that was written once would have been replaced by other bytes. */
export class EvidenceDiffers extends Error {
  override name = 'EvidenceDiffers';
}

export type EvidenceStore = ReturnType<typeof evidenceStore>;

/** Files that are written once, whoever comes second. Keys are whole object keys (shared/evidence/evidence-names.ts). */
export function evidenceStore(client: S3Client, bucket: string) {
  const read = async (key: string): Promise<Uint8Array | undefined> => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  };

  /** Puts the file if there is none by that key. @returns the bytes that stand afterwards: the given ones, or an earlier writer's */
  const writeFirst = async (key: string, bytes: Uint8Array): Promise<Uint8Array> => {
    try {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, IfNoneMatch: '*', ContentType: contentTypeOf(key) }),
      );
      return bytes;
    } catch (error) {
      if (!isAlreadyThere(error)) throw error;
    }
    const standing = await read(key);
    // 409: another writer is at it; the step is tried again and finds its result.
    if (!standing) throw new RetryableError(RETRYABLE.transient, `${key} is being written by another run`);
    return standing;
  };

  return {
    read,
    writeFirst,

    /** A file that a workflow step before this one has left. @throws when it isn't there */
    async readWritten(key: string): Promise<Uint8Array> {
      const bytes = await read(key);
      if (!bytes) throw new Error(`${key} has not been written, although a later step asks for it`);
      return bytes;
    },

    /** Puts a file whose bytes follow from what is written already. @throws EvidenceDiffers when other bytes stand there */
    async writeOnce(key: string, bytes: Uint8Array): Promise<void> {
      const standing = await writeFirst(key, bytes);
      if (!Buffer.from(standing).equals(bytes)) {
        throw new EvidenceDiffers(
          `${key} stands with SHA-256 ${sha256Hex(standing)} and was to be written with ${sha256Hex(bytes)}`,
        );
      }
    },

    /** The names of the files in a folder that has no more than 1,000, one answer of S3. @param folder a key's beginning, up to its last slash */
    async names(folder: string): Promise<string[]> {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: folder }));
      return Contents.map(({ Key = '' }) => Key.slice(folder.length));
    },

    /** A link from which a file too large for an HTTP API answer can be fetched. @param seconds how long it works */
    link(key: string, seconds: number): Promise<string> {
      return getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: seconds });
    },
  };
}

/** 412: an object is there. 409: another writer with the same condition was at it in the same moment. */
function isAlreadyThere(error: unknown): boolean {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status === 412 || status === 409;
}

export function contentTypeOf(key: string): string {
  if (key.endsWith('.json')) return 'application/json';
  if (key.endsWith('.jsonl')) return 'application/jsonl';
  if (key.endsWith('.jws')) return 'application/jose';
  return key.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/octet-stream';
}
