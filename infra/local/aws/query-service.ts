import { randomUUID } from 'node:crypto';
import { ServiceError } from './json-service.ts';
import { element } from './s3-xml.ts';

/** @param input the form's fields. @returns the fields of the result */
export type QueryOperation = (input: URLSearchParams) => Record<string, string>;

/** A service that speaks AWS's Query protocol: a form with its operation in `Action`, answered in XML. */
export type QueryService = { name: string; operations: Readonly<Record<string, QueryOperation>> };

const HEADERS = { 'content-type': 'text/xml' };

/** Runs the operation that the form names. One that is not there is refused by name. */
export function callQueryService(service: QueryService, body: Buffer) {
  const input = new URLSearchParams(body.toString('utf8'));
  const action = input.get('Action') ?? '';
  const requestId = element('RequestId', randomUUID());
  try {
    const run = Object.hasOwn(service.operations, action) ? service.operations[action] : undefined;
    if (!run)
      throw new ServiceError('InvalidAction', `The local runtime does not run ${service.name} ${action || '(no operation)'}.`);
    const fields = Object.entries(run(input)).map(([name, value]) => element(name, value));
    const result = `<${action}Result>${fields.join('')}</${action}Result><ResponseMetadata>${requestId}</ResponseMetadata>`;
    return { status: 200, headers: HEADERS, body: `<${action}Response>${result}</${action}Response>` };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const fault = [element('Type', 'Sender'), element('Code', error.name), element('Message', error.message)];
    const body = `<ErrorResponse><Error>${fault.join('')}</Error>${requestId}</ErrorResponse>`;
    return { status: error.status, headers: HEADERS, body };
  }
}
