import type { Language } from '#shared/http/text.ts';
import type { Answer } from '#shared/lambda/http-handler.ts';
import { checkDocument } from '#shared/opening/check-messages.ts';
import { LIST_NAME_FAULTS, PLAN_FAULTS } from '#shared/waves/plan-messages.ts';
import type { PlanRefused } from '#shared/waves/schedule-wave.ts';

const MESSAGES = { ...PLAN_FAULTS, ...LIST_NAME_FAULTS };

/** The same refusals of a plan that is proposed and of one that is approved. */
export function refusedPlan(result: PlanRefused, language: Language): Answer {
  switch (result.outcome) {
    case 'faulty':
      return {
        problem: 'invalid-fields',
        faults: result.faults.map(({ pointer, message }) => ({ pointer, detail: MESSAGES[message] })),
      };
    case 'notReady':
      return { problem: 'not-ready', checks: result.missing.map((check) => checkDocument(check, language)) };
    case 'frozen':
      return { problem: 'plan-frozen' };
    case 'tooLate':
      return { problem: 'too-late-to-change' };
    case 'raced':
      return { problem: 'changed-meanwhile' };
  }
}
