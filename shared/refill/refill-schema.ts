import * as z from 'zod/mini';

/** A refill by its number, 1 first. */
export const refillSchema = z.int().check(z.positive());
