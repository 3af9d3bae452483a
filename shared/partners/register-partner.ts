import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { Kind } from '../desk/kind.ts';
import { thumbprint } from '../tokens/signing-key.ts';
import { type Partner, partnerBodySchema } from './partner.ts';
import { partnerIdSchema } from './partner-id.ts';
import { PARTNER_FIELDS, PARTNER_ID_FIELD } from './partner-messages.ts';

const registrationSchema = z.strictObject({
  kind: z.literal('register-partner'),
  partnerId: partnerIdSchema,
  ...partnerBodySchema.shape,
});
export type PartnerRegistration = z.infer<typeof registrationSchema>;

/** The basis of a partner that stands by no proposal: nobody has registered it yet, or one officer alone had. */
const NOBODY = 'nobody';

/**
 * A partner is registered, or other keys, another name or another state come in the place of those that there are: one write, so that what
 * stands afterwards is what was approved, whole.
 */
export const registerPartner: Kind<PartnerRegistration> = {
  schema: registrationSchema,
  fields: { partnerId: PARTNER_ID_FIELD, ...PARTNER_FIELDS },
  async check({ partners }, body) {
    const { proposalId = NOBODY, ...standing } = (await partners.read(body.partnerId)) ?? {};
    if (isDeepStrictEqual(standing, partnerOf(body))) return { outcome: 'refused', problem: 'nothing-to-change' };
    return { outcome: 'ready', basis: proposalId };
  },
  async execute({ partners }, body, { proposalId, basis }) {
    const partner = { ...partnerOf(body), proposalId };
    const registered = await partners.register(partner, basis === NOBODY ? undefined : basis);
    return registered ? { outcome: 'done' } : { outcome: 'refused', problem: 'proposal-overtaken' };
  },
};

/** The partner of a registration, its keys by their thumbprints. */
export function partnerOf({ partnerId, name, keys, state }: Omit<PartnerRegistration, 'kind'>): Partner {
  return { partnerId, name, keys: keys.map(({ x }) => ({ kid: thumbprint(x), x })), state };
}
