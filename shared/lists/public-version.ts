import * as z from 'zod/mini';
import { type ListVersion, listVersionSchema } from './list-items.ts';

const { importId: _, pepperCheck: __, ...shown } = listVersionSchema.shape;

/** What officers and auditors see of a version; under which import and pepper its people are kept is of no account to them. */
export const publicVersionSchema = z.strictObject(shown);

export function publicVersion({ importId: _, pepperCheck: __, ...version }: ListVersion): z.infer<typeof publicVersionSchema> {
  return version;
}
