import * as z from 'zod/mini';

/** `pijar-mahir`: lower-case letters, digits and hyphens, a letter first, at most 32. It is logged and audited, so never sixteen digits in a row. */
export const partnerIdSchema = z.string().check(z.regex(/^(?!.*\d{16})[a-z][a-z0-9-]{1,31}$/));
