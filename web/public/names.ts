import { PROVINCES } from '#shared/regions/provinces.ts';

/** A province by its code; a code that nobody knows stays as it is. */
export function provinceName(code: string): string {
  return PROVINCES.find((province) => province.code === code)?.name ?? code;
}
