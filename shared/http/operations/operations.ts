import { APPLICANTS } from './applicants.ts';
import { DESK } from './desk.ts';
import { LISTS } from './lists.ts';
import type { Operation } from './operation.ts';
import { PLACES } from './places.ts';
import { PUBLIC } from './public.ts';
import { WAVES } from './waves.ts';

/** Every route of version 1. The CDK app's routes are held against this table by a test. */
export const OPERATIONS: Record<string, Operation> = {
  ...PUBLIC,
  ...APPLICANTS,
  ...WAVES,
  ...DESK,
  ...PLACES,
  ...LISTS,
};
