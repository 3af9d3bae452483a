import * as z from 'zod/mini';
import { grantAppeal } from '../appeals/grant-appeal.ts';
import { holdWave } from '../deadlines/hold-wave.ts';
import { holdPlace, revokePlace } from '../deadlines/place-kinds.ts';
import type { Text } from '../http/text.ts';
import { grantRecovered } from '../ledger/grant-recovered.ts';
import { registerPartner } from '../partners/register-partner.ts';
import { resumeRevocations, stopRevocations } from '../waves/stop-revocations.ts';
import type { Kind } from './kind.ts';

/** All that is proposed at `/v1/proposals`, by its kind. Plans have a route, and a function, of their own. */
export const KINDS = {
  'stop-revocations': stopRevocations,
  'resume-revocations': resumeRevocations,
  'hold-wave': holdWave,
  'hold-place': holdPlace,
  'revoke-place': revokePlace,
  'grant-recovered': grantRecovered,
  'grant-appeal': grantAppeal,
  'register-partner': registerPartner,
} as const satisfies Record<string, Kind>;

type KindName = keyof typeof KINDS;

/** What an officer sends: which kind, and what that kind asks for. */
export const proposalBodySchema = z.union(Object.values(KINDS).map(({ schema }) => schema));

/** The part of a body that says which kind it is. */
export const kindBodySchema = z.looseObject({ kind: z.enum(Object.keys(KINDS) as [KindName, ...KindName[]]) });

export const KIND_FIELDS: Record<'kind', Text> = {
  kind: { id: `Jenis usulan: ${Object.keys(KINDS).join(', ')}.`, en: `The kind of a proposal: ${Object.keys(KINDS).join(', ')}.` },
};

/** @returns undefined when it isn't decided at `/v1/proposals` */
export function kindOf(name: string): Kind | undefined {
  return Object.hasOwn(KINDS, name) ? KINDS[name as KindName] : undefined;
}
