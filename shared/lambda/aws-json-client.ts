import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { HttpRequest } from '@smithy/core/protocols';
import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentity, Checksum, SdkError, SourceData } from '@smithy/types';
import { lambdaVariable } from './environment.ts';

/** A service that speaks AWS JSON (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html), and how it is addressed. */
export type JsonService = {
  /** As the SDK names it; the variable of an endpoint of its own is made of it. */
  readonly serviceId: 'DynamoDB' | 'Secrets Manager';
  readonly signingName: string;
  /** What stands before the operation in `X-Amz-Target`. */
  readonly target: string;
  readonly contentType: string;
};

export const DYNAMODB: JsonService = {
  serviceId: 'DynamoDB',
  signingName: 'dynamodb',
  target: 'DynamoDB_20120810',
  contentType: 'application/x-amz-json-1.0',
};
export const SECRETS_MANAGER: JsonService = {
  serviceId: 'Secrets Manager',
  signingName: 'secretsmanager',
  target: 'secretsmanager',
  contentType: 'application/x-amz-json-1.1',
};

/** What a service answered with instead of a result, under the name that the SDK gives its exceptions. Its message is the service's. */
export class AwsError extends Error {
  readonly $metadata: { httpStatusCode: number; requestId: string | undefined };
  /** All other fields of the answer, such as the `Item` that stood in the way of a conditional put. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, requestId: string | undefined, body: Readonly<Record<string, unknown>>) {
    super(String(body['message'] ?? body['Message'] ?? ''));
    // `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException`
    this.name = /([^#:]+)(?::.*)?$/.exec(String(body['__type'] ?? ''))?.[1] ?? 'UnknownError';
    this.$metadata = { httpStatusCode: status, requestId };
    this.body = body;
  }
}

/** Where a service is, when it is not where the environment says. */
export type Place = { endpoint: string; region: string; credentials: AwsCredentialIdentity };

/** The first try and three more, the waits of the SDK's DynamoDB client: 25 ms and twice that each time, at random below it. */
const TRIES = 4;
const BASE_DELAY_MS = 25;
/** An answer takes some ten milliseconds; a registration's four tries have to end before its function's ten seconds do. */
const SILENCE_MS = 2_000;

/**
 * Calls a JSON service with the SDK's own signer, retry strategy and classification of errors, and without its generated client, whose
 * middleware costs twice the CPU of the call and ten times the bytes. For the registration path, where both count (docs/scale.md). It knows
 * credentials from Lambda's environment only, endpoints of the partition `aws` only, and does not correct a wrong clock.
 *
 * Every call may be carried out more than once: a lost answer is asked for again.
 */
export class AwsJsonClient {
  readonly config: { readonly serviceId: JsonService['serviceId'] };
  readonly #service: JsonService;
  readonly #at: URL;
  readonly #signer: SignatureV4;
  readonly #retries = new StandardRetryStrategy({ maxAttempts: TRIES, baseDelay: BASE_DELAY_MS });
  readonly #agent: HttpAgent;

  constructor(service: JsonService, place?: Place) {
    this.config = { serviceId: service.serviceId };
    this.#service = service;
    const region = place?.region ?? lambdaVariable('AWS_REGION') ?? '';
    const own =
      lambdaVariable(`AWS_ENDPOINT_URL_${service.serviceId.replace(' ', '_').toUpperCase()}`) ?? lambdaVariable('AWS_ENDPOINT_URL');
    this.#at = new URL(place?.endpoint ?? own ?? `https://${service.signingName}.${region}.amazonaws.com`);
    this.#signer = new SignatureV4({
      credentials: place?.credentials ?? fromEnv(),
      region,
      service: service.signingName,
      sha256: Sha256,
      applyChecksum: false,
    });
    this.#agent = new (this.#at.protocol === 'https:' ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: SILENCE_MS });
  }

  /**
   * @param operation such as `GetItem`
   * @param input the operation's input as its API reference has it; bytes are base64 already
   * @throws AwsError, or Node's error of a connection
   */
  async send(operation: string, input: object): Promise<Record<string, unknown>> {
    const body = JSON.stringify(input);
    let token = await this.#retries.acquireInitialRetryToken('');
    for (;;) {
      try {
        const answer = await this.#once(operation, body);
        this.#retries.recordSuccess(token);
        return answer;
      } catch (error) {
        // It waits, or throws when there is nothing to be gained or nothing left to try.
        const next = await this.#retries
          .refreshRetryTokenForRetry(token, { errorType: kindOf(error as SdkError) })
          .catch(() => undefined);
        if (!next) throw error;
        token = next;
      }
    }
  }

  async #once(operation: string, body: string): Promise<Record<string, unknown>> {
    const { hostname, port, protocol, pathname } = this.#at;
    const unsigned = new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      path: pathname,
      headers: {
        host: this.#at.host,
        'content-type': this.#service.contentType,
        'x-amz-target': `${this.#service.target}.${operation}`,
        'content-length': String(Buffer.byteLength(body)),
      },
      body,
    });
    const { headers } = await this.#signer.sign(unsigned);
    const send = protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const sent = send({ agent: this.#agent, method: 'POST', hostname, port, path: pathname, headers }, (answer) =>
        readAnswer(answer).then(resolve, reject),
      );
      sent.on('timeout', () => sent.destroy(Object.assign(new Error('no answer in time'), { name: 'TimeoutError' })));
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

async function readAnswer(answer: IncomingMessage): Promise<Record<string, unknown>> {
  const text = await new Promise<string>((resolve, reject) => {
    let read = '';
    answer.setEncoding('utf8');
    answer.on('data', (part: string) => {
      read += part;
    });
    answer.on('end', () => resolve(read));
    answer.on('error', reject);
  });
  const { statusCode = 0 } = answer;
  if (statusCode === 200) return JSON.parse(text) as Record<string, unknown>;
  const requestId = answer.headers['x-amzn-requestid'];
  throw new AwsError(statusCode, typeof requestId === 'string' ? requestId : undefined, fields(text));
}

/** What answers in the place of a service, such as a proxy, may answer with anything. */
function fields(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function kindOf(error: SdkError): 'THROTTLING' | 'TRANSIENT' | 'SERVER_ERROR' | 'CLIENT_ERROR' {
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR';
}

/** The signer's SHA-256 and HMAC by Node. A signing key holds for a day: made into a key object each time, it would cost more than the HMAC. */
class Sha256 implements Checksum {
  readonly #hash: Hash | Hmac;

  constructor(secret?: SourceData) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', keyObject(secret));
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('a hash is used once here');
  }
}

const keyObjects = new WeakMap<object, KeyObject>();
let lastSecret: { text: string; key: KeyObject } | undefined;

function keyObject(secret: SourceData): KeyObject {
  if (typeof secret === 'string') {
    if (lastSecret?.text !== secret) lastSecret = { text: secret, key: createSecretKey(secret, 'utf8') };
    return lastSecret.key;
  }
  let key = keyObjects.get(secret);
  if (!key) {
    key = createSecretKey(
      ArrayBuffer.isView(secret) ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength) : new Uint8Array(secret),
    );
    keyObjects.set(secret, key);
  }
  return key;
}
