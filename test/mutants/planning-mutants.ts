import type { Mutant } from './mutant.ts';

const DRAFT = ['test/web/plan-draft.test.ts'];
const PASTE = ['test/web/paste-places.test.ts'];
const PLANNING = ['test/web/planning.test.ts'];
const DECIDING = ['test/web/deciding.test.ts'];

/** Officers' pages: plans as they are typed and proposed, and decisions. */
export const PLANNING_MUTANTS: readonly Mutant[] = [
  {
    name: 'a pasted province counts twice',
    file: 'web/officer/plan/paste-places.ts',
    find: 'else if (first !== undefined) faults',
    replace: 'else if (first === -1) faults',
    tests: PASTE,
  },
  {
    name: 'a pasted total is not held against its lines',
    file: 'web/officer/plan/paste-places.ts',
    find: 'number !== undefined && number !== total',
    replace: 'number === -1',
    tests: PASTE,
  },
  {
    name: 'a broken pasted number counts as its digits',
    file: 'web/officer/plan/paste-places.ts',
    find: 'return NUMBER.test(trimmed) ?',
    replace: 'return /\\d/.test(trimmed) ?',
    tests: PASTE,
  },
  {
    name: 'a plan is not checked by the rules of the API before it is sent',
    file: 'web/officer/plan/check-plan.ts',
    find: 'for (const { pointer, message } of faultsOf(body)) tell(pointer, PLAN_FAULTS[message]);',
    replace: 'faultsOf(body);',
    tests: DRAFT,
  },
  {
    name: 'an amendment drops the reserve of the plan',
    file: 'web/officer/plan/draft.ts',
    find: 'reserved: optional(draft.reserved),',
    replace: '',
    tests: DRAFT,
  },
  {
    name: 'a difference in the places of one province goes unsaid',
    file: 'web/officer/plan/plan-facts.ts',
    find: 'return [...facts, ...provinces].filter(',
    replace: 'return facts.filter(',
    tests: DRAFT,
  },
  {
    name: 'a difference of seconds goes unsaid',
    file: 'web/officer/plan/plan-facts.ts',
    find: 'return time.length > 5 ?',
    replace: 'return time.length > 99 ?',
    tests: DRAFT,
  },
  {
    name: 'who made a proposal is offered to approve it',
    file: 'web/officer/plan/pending-card.tsx',
    find: '{!mine && mayDecide && !done && (',
    replace: '{mayDecide && !done && (',
    tests: PLANNING,
  },
  {
    name: 'a second press decides again',
    file: 'web/officer/plan/use-deciding.ts',
    find: 'if (busy.current) return;',
    replace: '',
    tests: PLANNING,
  },
  {
    name: 'a second press proposes again',
    file: 'web/officer/plan/use-proposing.ts',
    find: 'if (busy.current) return undefined;',
    replace: '',
    tests: PLANNING,
  },
  {
    name: 'what the API refuses has no place in the form',
    file: 'web/officer/plan/use-proposing.ts',
    find: 'if (field) refusals[field] ??= detail;',
    replace: 'if (!field) continue;',
    tests: PLANNING,
  },
  {
    name: 'unsent changes are left without a question',
    file: 'web/officer/plan/plan.tsx',
    find: "window.addEventListener('beforeunload', asked);",
    replace: '',
    tests: PLANNING,
  },
  {
    name: 'what is not sent is lost with the page',
    file: 'web/officer/plan/planner.tsx',
    find: 'else keepDraft(session.subject, { start, draft });',
    replace: '',
    tests: PLANNING,
  },
  {
    name: 'a decided plan is held against the wave that it has made',
    file: 'web/officer/plan/pending-card.tsx',
    find: "if (deciding.step === 'idle') before.current = present;",
    replace: 'before.current = present;',
    tests: DECIDING,
  },
  {
    name: 'an answered card goes with the list',
    file: 'web/officer/plan/proposals.tsx',
    find: '...answered.filter(({ proposalId }) => !waiting.has(proposalId))',
    replace: '...[].slice(answered.length)',
    tests: DECIDING,
  },
];
