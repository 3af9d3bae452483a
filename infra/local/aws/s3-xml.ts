/** An error as S3 answers it. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

export function xmlError(error: S3Error, resource: string): string {
  const { code, message } = error;
  return `${XML_HEAD}<Error>${element('Code', code)}${element('Message', message)}${element('Resource', resource)}</Error>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function element(name: string, text: string | number | boolean): string {
  return `<${name}>${String(text).replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)}</${name}>`;
}
