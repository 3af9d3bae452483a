import * as z from 'zod/mini';
import { AUDIT_CHAINS } from '../names.ts';
import { SHARDS } from '../shards.ts';

/** What officers do. */
export const OFFICERS_CHAIN = AUDIT_CHAINS.officers;

/** Sealed data opened, by the shard of its registration: hundreds of openings a second would contend with each other on one chain. */
export const openingsChain = (shard: string) => `${AUDIT_CHAINS.openings}${shard}`;

/** All chains of the audit log, in the order of their names. */
export const CHAINS: readonly string[] = [OFFICERS_CHAIN, ...SHARDS.map(openingsChain)];

export const chainNameSchema = z.string().check(z.regex(/^(?:officers|openings-[0-9a-f]{2})$/));
