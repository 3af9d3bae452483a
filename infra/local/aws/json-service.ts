/** Expected refusals of an AWS service, which its client throws by that name. */
export class ServiceError extends Error {
  readonly status: number;
  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of each operation's input is AWS's; what is used of it is checked
export type Operation = (input: any) => unknown;

/** A service that speaks AWS's JSON protocols: one POST per operation, named in the header `x-amz-target`. */
export type JsonService = { name: string; operations: Readonly<Record<string, Operation>> };

export type JsonAnswer = { status: number; headers: Record<string, string>; body: string };

/** Runs the operation that `target` (`<prefix>.<operation>`) names. An operation that is not there is refused by name. */
export async function callJsonService(service: JsonService, target: string, body: Buffer): Promise<JsonAnswer> {
  const operation = target.split('.').at(-1) ?? '';
  try {
    const run = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
    if (!run) {
      throw new ServiceError(
        'UnknownOperationException',
        `The local runtime does not run ${service.name} ${operation || '(no operation)'}.`,
      );
    }
    return answer(200, await run(parse(body)));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return answer(error.status, { __type: error.name, message: error.message }, { 'x-amzn-errortype': error.name });
  }
}

function answer(status: number, content: unknown, headers: Record<string, string> = {}): JsonAnswer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1', ...headers }, body: JSON.stringify(content) };
}

function parse(body: Buffer): unknown {
  try {
    const input = JSON.parse(body.toString('utf8') || '{}');
    if (typeof input === 'object' && input !== null) return input;
  } catch {
    // Answered below.
  }
  throw new ServiceError('SerializationException', 'The body is not a JSON object.');
}
