import * as z from 'zod/mini';
import { ENVIRONMENT } from '../names.ts';

type Name = keyof typeof ENVIRONMENT;

/**
 * The function's configuration by the names of shared/names.ts, read once at cold start.
 * @throws with the full list of what is missing, so that one look at the log mends all
 */
export function environment<const Wanted extends Name>(...wanted: readonly Wanted[]): Record<Wanted, string> {
  const missing = wanted.map((name) => ENVIRONMENT[name]).filter((variable) => !process.env[variable]);
  if (missing.length > 0) throw new Error(`the function's environment lacks ${missing.join(', ')}`);
  return Object.fromEntries(wanted.map((name) => [name, process.env[ENVIRONMENT[name]] as string])) as Record<Wanted, string>;
}

/** What Lambda and the SDK define themselves: the region, and where a service is when it isn't at AWS. */
export function lambdaVariable(name: 'AWS_REGION' | 'AWS_ENDPOINT_URL' | `AWS_ENDPOINT_URL_${string}`): string | undefined {
  return process.env[name] || undefined;
}

/** A number of seconds from the environment, as milliseconds. */
export function secondsToMs(text: string): number {
  return z.int().check(z.nonnegative()).parse(Number(text)) * 1000;
}
