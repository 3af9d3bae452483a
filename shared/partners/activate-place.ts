import * as z from 'zod/mini';
import { type Clock, instant } from '../clock.ts';
import { stoodMs } from '../deadlines/stopped-clocks.ts';
import { awardedPlace } from '../ledger/awarded-place.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { PlacesStore } from '../recipients/places-store.ts';
import { waveIdSchema } from '../waves/plan.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import type { PartnerRequest } from './check-request.ts';
import type { PartnersStore } from './partners-store.ts';

/** What a partner says: this entry's place in this wave is used. */
export const activationBodySchema = z.strictObject({
  waveId: waveIdSchema,
  entryId: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
});
export type ActivationBody = z.infer<typeof activationBodySchema>;

export type ActivatePlaceDeps = {
  clock: Clock;
  partners: Pick<PartnersStore, 'useNonce' | 'request' | 'keeping'>;
  waves: Pick<WavesStore, 'read'>;
  ledger: Pick<LedgerStore, 'award'>;
  places: Pick<PlacesStore, 'activate'>;
  /** Drawn for each request, 32 hex digits. */
  newToken(): string;
};

/** What the request has done, the same words for each repeat of it. */
export type Activation = { waveId: string; entryId: string; activatedAt: string };
export type ActivatePlaceOutcome =
  | { outcome: 'activated' | 'activatedBefore'; activation: Activation }
  | { outcome: 'replayed' | 'keyReused' | 'unknownPlace' | 'activatedOtherwise' | 'revoked' | 'tooLate' };

/**
 * A partner's request that a place be activated. Its nonce is used up first, so a copy of it does nothing at all. Activation, ledger entry and the request itself are one
 * transaction: whatever dies or is repeated, a request has activated one place or none, and by its idempotency key the partner learns which.
 * A refusal keeps nothing: the key is free for what the partner does next.
 */
export async function activatePlace(
  deps: ActivatePlaceDeps,
  { request, body }: { request: PartnerRequest; body: ActivationBody },
): Promise<ActivatePlaceOutcome> {
  const { partnerId, idempotencyKey, bodyHash } = request;
  if (!(await deps.partners.useNonce(partnerId, request.nonce, deps.newToken()))) return { outcome: 'replayed' };
  const done = await doneBefore(deps, request);
  if (done) return done;

  const { waveId, entryId } = body;
  const [wave, award] = await Promise.all([deps.waves.read(waveId), deps.ledger.award(waveId, entryId)]);
  const place = award && awardedPlace(award);
  // Until the wave is published nobody has been told who was drawn, and nobody is by this.
  if (!place || wave?.phase !== 'published') return { outcome: 'unknownPlace' };
  const now = deps.clock.now();
  const activation = { waveId, entryId, activatedAt: instant(now) };
  const outcome = await deps.places.activate(
    place,
    { at: activation.activatedAt, latest: instant(now - stoodMs(wave, now)), partner: partnerId, request: idempotencyKey },
    [deps.partners.keeping(partnerId, { idempotencyKey, bodyHash, ...activation })],
  );
  switch (outcome) {
    case 'activated':
      return { outcome: 'activated', activation };
    case 'activated-before':
    case 'activated-otherwise':
      // By a copy of this request at the same time; or by another one, or the key is that of another place.
      return (await doneBefore(deps, request)) ?? { outcome: 'activatedOtherwise' };
    case 'revoked':
      return { outcome: 'revoked' };
    case 'too-late':
      return { outcome: 'tooLate' };
    case 'not-a-recipient':
      throw new Error(`the ledger has an award of ${waveId} by which nobody has received`);
  }
}

/** What stands by the request's idempotency key. */
async function doneBefore(
  { partners }: Pick<ActivatePlaceDeps, 'partners'>,
  { partnerId, idempotencyKey, bodyHash }: PartnerRequest,
): Promise<ActivatePlaceOutcome | undefined> {
  const kept = await partners.request(partnerId, idempotencyKey);
  if (!kept) return undefined;
  if (kept.bodyHash !== bodyHash) return { outcome: 'keyReused' };
  const { waveId, entryId, activatedAt } = kept;
  return { outcome: 'activatedBefore', activation: { waveId, entryId, activatedAt } };
}
