import type * as z from 'zod/mini';
import type { GrantAppealDeps } from '../appeals/grant-appeal.ts';
import type { Clock } from '../clock.ts';
import type { WaveHolds } from '../deadlines/wave-holds-store.ts';
import type { ProblemName } from '../http/problems.ts';
import type { Text } from '../http/text.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { RecoverDeps } from '../ledger/recover-places.ts';
import type { PartnersStore } from '../partners/partners-store.ts';
import type { PlacesStore } from '../recipients/places-store.ts';
import type { RevocationStops } from '../waves/revocation-stops-store.ts';
import type { Proposal } from './proposal.ts';

/** What the kinds work with. */
export type KindDeps = {
  clock: Clock;
  revocations: RevocationStops;
  holds: WaveHolds;
  ledger: Pick<LedgerStore, 'award'>;
  places: Pick<PlacesStore, 'read' | 'hold' | 'revokeByDecision'>;
  recovery: RecoverDeps;
  partners: Pick<PartnersStore, 'read' | 'register'>;
  appeals: GrantAppealDeps;
};

export type Refused = { outcome: 'refused'; problem: ProblemName };
/** `basis` says how that stands which the proposal is about, in a word that no later state will ever have. */
export type Checked = { outcome: 'ready'; basis: string } | Refused;

/** What an officer sends of any kind, as far as the desk and the audit log look at it. */
export type AnyBody = { kind: string; waveId?: string; partnerId?: string };

/** Something that one officer proposes and another approves. */
export type Kind<Body extends AnyBody = AnyBody> = {
  /** What an officer sends, `kind` included. */
  schema: z.ZodMiniType<Body>;
  /** What each field must be. */
  fields: Readonly<Record<Exclude<keyof Body, 'kind'>, Text>>;
  /** Whether it could be done now. Changes nothing. */
  check(deps: KindDeps, body: Body): Promise<Checked>;
  /**
   * Does it, if everything still stands as `basis` says: one conditional write, which a repeat by the same `proposalId` finds done.
   */
  execute(deps: KindDeps, body: Body, proposal: Pick<Proposal, 'proposalId' | 'basis'>): Promise<{ outcome: 'done' } | Refused>;
};
