import { type Answer, type HttpEvent, languageOf } from '#shared/lambda/http-handler.ts';
import { hasRole } from '#shared/lambda/roles.ts';
import { checkDocument } from '#shared/opening/check-messages.ts';
import { type PreflightDeps, preflight } from '#shared/opening/preflight.ts';
import { instantSchema } from '#shared/waves/plan.ts';

/** The preflight by itself, before anybody schedules anything. It changes nothing, so the audit log has no entry of it. */
export function lookAhead(deps: PreflightDeps): (event: HttpEvent) => Promise<Answer> {
  return async (event) => {
    if (!hasRole(event, 'officer', 'approver', 'auditor')) return { problem: 'forbidden' };
    const asked = event.queryStringParameters?.['opensAt'];
    const opensAt = instantSchema.safeParse(asked);
    if (asked !== undefined && !opensAt.success) return { problem: 'invalid-opens-at' };
    const checks = await preflight(deps, opensAt.success ? Date.parse(opensAt.data) : undefined);
    const language = languageOf(event);
    const documents = checks.map((check) => checkDocument(check, language));
    return { status: 200, json: { ready: checks.every(({ holds }) => holds), checks: documents } };
  };
}
