import { NoSuchKey, S3ServiceException } from '@aws-sdk/client-s3';

/** S3 in memory, as far as evidence needs it: objects that are put if none is there. Remembers every attempt to replace one. */
export class MemoryBucket {
  readonly objects = new Map<string, Uint8Array>();
  /** Keys that were put without the condition, which no evidence ever is. */
  readonly unconditional: string[] = [];

  put(key: string, body: Uint8Array | string, ifNoneMatch: string | undefined): object {
    if (ifNoneMatch !== '*') this.unconditional.push(key);
    else if (this.objects.has(key)) throw refused('PreconditionFailed', 412);
    this.objects.set(key, Uint8Array.from(Buffer.from(body)));
    return {};
  }

  get(key: string): object {
    const bytes = this.objects.get(key);
    if (!bytes) throw new NoSuchKey({ message: 'The specified key does not exist.', $metadata: { httpStatusCode: 404 } });
    return { Body: { transformToByteArray: async () => Uint8Array.from(bytes) } };
  }

  list(prefix: string): object {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    return { Contents: keys.slice(0, 1_000).map((Key) => ({ Key })) };
  }
}

/** Another writer with the same condition is at the object in this moment. */
export function conditionalConflict(): S3ServiceException {
  return refused('ConditionalRequestConflict', 409);
}

function refused(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: { httpStatusCode } });
}
