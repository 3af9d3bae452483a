import { isDeepStrictEqual } from 'node:util';
import { thumbprint } from '../tokens/signing-key.ts';
import type { Partner, PartnerBody } from './partner.ts';
import type { PartnersStore } from './partners-store.ts';

export type RegisterPartnerDeps = { partners: Pick<PartnersStore, 'put'> };

export type RegisterPartnerOutcome = { outcome: 'registered' | 'changed' | 'unchanged'; partner: Partner };

/**
 * Registers a partner, or puts other keys, another name or another state in the place of those that there are: one write, so that what stands afterwards
 * is what one officer has sent, whole. Again with the same, nothing changes.
 */
export async function registerPartner(
  { partners }: RegisterPartnerDeps,
  { partnerId, name, keys, state }: PartnerBody & { partnerId: string },
): Promise<RegisterPartnerOutcome> {
  const partner: Partner = { partnerId, name, keys: keys.map(({ x }) => ({ kid: thumbprint(x), x })), state };
  const before = await partners.put(partner);
  if (!before) return { outcome: 'registered', partner };
  return { outcome: isDeepStrictEqual(before, partner) ? 'unchanged' : 'changed', partner };
}
