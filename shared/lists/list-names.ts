import * as z from 'zod/mini';

/** Why a list is kept: who gets another aid, who holds an office that the programme bars, who was laid off. */
export const LIST_KINDS = ['aid', 'barred-occupation', 'priority'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** Lists are published and logged by their names, so never with sixteen digits in a row: a NIK pasted into the wrong field must not be. */
const NO_NIK = '(?!.*\\d{16})';
const ID = '[0-9a-z][0-9a-z-]{0,63}';

/** `aid-2020-08` */
export const listIdSchema = z.string().check(z.regex(new RegExp(`^${NO_NIK}${ID}$`)));
/** As an officer's plan names a list: `aid-2020-08` for the newest version, or `aid-2020-08@2`. */
export const listNameSchema = z.string().check(z.regex(new RegExp(`^${NO_NIK}${ID}(?:@[1-9]\\d{0,3})?$`)));
/** As a published plan names it: `aid-2020-08@2`. */
export const versionNameSchema = z.string().check(z.regex(new RegExp(`^${NO_NIK}${ID}@[1-9]\\d{0,3}$`)));

/** @returns such as `aid-2020-08@2` */
export function versionName(list: string, version: number): string {
  return `${list}@${version}`;
}

/** The list of a name, and the version where it has one. */
export function partsOfName(name: string): { list: string; version?: number } {
  const [list = '', version] = name.split('@');
  return { list, ...(version !== undefined && { version: Number(version) }) };
}
