import { readFile } from 'node:fs/promises';
import { Failure } from './failure.ts';

/** The JSON object that a file holds. @throws Failure when there is no such file, or something else is in it */
export async function jsonIn(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${file} can't be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.code}.`);
  });
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ...json };
  } catch {
    // Said below.
  }
  throw new Failure(`${file} holds no JSON object.`);
}
