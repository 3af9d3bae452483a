import { Logger } from '@aws-lambda-powertools/logger';
import { parseBody } from '#shared/http/parse-body.ts';
import { type Answer, type HttpEvent, httpHandler } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { hasRole } from '#shared/lambda/roles.ts';
import { partnerBodySchema, partnerDocument } from '#shared/partners/partner.ts';
import { partnerIdSchema } from '#shared/partners/partner-id.ts';
import { PARTNER_FIELDS } from '#shared/partners/partner-messages.ts';
import { registerPartner } from '#shared/partners/register-partner.ts';
import { partnersDependencies } from './dependencies.ts';

const deps = partnersDependencies();
const LIST = 'GET /v1/partners';

const registered = officersAct(deps.audit, { act: 'register-partner', roles: ['officer'] }, async (event, within) => {
  const partnerId = partnerIdSchema.safeParse(event.pathParameters?.['partnerId']);
  if (!partnerId.success) return { problem: 'invalid-partner-id' };
  const parsed = parseBody(partnerBodySchema, PARTNER_FIELDS, event);
  if ('problem' in parsed) return parsed;
  const { outcome, partner } = await within(
    undefined,
    () => registerPartner(deps, { partnerId: partnerId.data, ...parsed.body }),
    () => ({}),
    { partnerId: partnerId.data },
  );
  return { status: outcome === 'registered' ? 201 : 200, json: partnerDocument(partner) };
});

/** Reading leaves no entry: there is nothing of a person in it, and nothing secret. */
async function shown(event: HttpEvent): Promise<Answer> {
  if (!hasRole(event, 'officer', 'approver', 'auditor')) return { problem: 'forbidden' };
  return { status: 200, json: { partners: (await deps.partners.list()).map(partnerDocument) } };
}

export const handler = httpHandler((event) => (event.routeKey === LIST ? shown(event) : registered(event)), new Logger());
