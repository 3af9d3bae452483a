import type { Mutant } from './mutant.ts';

const store = 'shared/desk/proposals-store.ts';
const decide = 'shared/desk/decide.ts';
const stops = 'shared/waves/revocation-stops-store.ts';
const schedule = 'shared/waves/schedule-wave.ts';
const DESK = ['test/desk/proposals.test.ts'];
const PLANS = ['test/waves/plan-proposals.test.ts'];
const STOPS = ['test/desk/revocation-stops.test.ts'];
const COMMAND = ['test/desk/officer-command.test.ts'];
const ROLES = ['test/http/officer-roles.test.ts'];

/** Maker and checker: what one proposes another approves, once, in time, and of what it was made of. */
export const DESK_MUTANTS: readonly Mutant[] = [
  {
    name: 'a maker decides the own proposal',
    file: store,
    find: "const byAnother = 'proposedBy <> :decider';",
    replace: "const byAnother = '(proposedBy <> :decider OR attribute_exists(proposedBy))';",
    tests: DESK,
  },
  {
    name: 'a proposal is decided a second time',
    file: store,
    find: "const isPending = '#state = :pending';",
    replace: "const isPending = '(#state = :pending OR attribute_exists(#state))';",
    tests: DESK,
  },
  {
    name: 'a proposal is decided after its time',
    file: store,
    find: "const inTime = 'decideBy > :now';",
    replace: "const inTime = '(decideBy > :now OR attribute_exists(decideBy))';",
    tests: DESK,
  },
  {
    name: 'a repeated proposal is put over the first',
    file: store,
    find: "const notProposedYet = 'attribute_not_exists(proposalId)';",
    replace: "const notProposedYet = '(attribute_not_exists(proposalId) OR attribute_exists(proposalId))';",
    tests: DESK,
  },
  {
    name: 'something is noted of what nobody has approved',
    file: store,
    find: "const isApproved = '#state = :approved';",
    replace: "const isApproved = '(#state = :approved OR attribute_exists(#state))';",
    tests: DESK,
  },
  {
    name: 'a late refusal is noted over what was carried out',
    file: store,
    find: "const notCarriedOutYet = 'attribute_not_exists(executedAt)';",
    replace: "const notCarriedOutYet = '(attribute_not_exists(executedAt) OR attribute_exists(executedAt))';",
    tests: DESK,
  },
  {
    name: 'what was carried out is carried out again',
    file: decide,
    find: "if (proposal.executedAt !== undefined) return { outcome: 'executedBefore', proposal };",
    replace: '',
    tests: DESK,
  },
  {
    name: 'a plan is carried out whatever was decided',
    file: decide,
    find: "if (proposal.state !== decision.state) return { outcome: 'decidedOtherwise' };\n  if (proposal.state === 'rejected') return { outcome: 'rejected', proposal };",
    replace: '',
    tests: PLANS,
  },
  {
    name: 'a maker who repeats what another has approved carries it out',
    file: decide,
    find: "if (!decided && proposal.proposedBy === decision.decidedBy) return { outcome: 'ownProposal' };",
    replace: '',
    tests: DESK,
  },
  {
    name: 'a plan is carried out on a wave that has changed since it was proposed',
    file: schedule,
    find: "if (input.basis !== undefined && input.basis !== basis) return { outcome: 'raced' };",
    replace: '',
    tests: PLANS,
  },
  {
    name: 'a plan that has come back is taken for the one of which a proposal was made',
    file: schedule,
    find: "return wave ? `${wave.planHash} ${wave.proposalId ?? ''}` : 'no wave';",
    replace: "return wave ? wave.planHash : 'no wave';",
    tests: PLANS,
  },
  {
    name: 'a plan that has gone and come back between reading and writing is written over',
    file: 'shared/waves/waves-store.ts',
    find: "return proposalId === undefined ? 'attribute_not_exists(proposalId)' : 'proposalId = :seenProposal';",
    replace:
      "return proposalId === undefined ? 'attribute_exists(waveId)' : '(proposalId = :seenProposal OR attribute_exists(waveId))';",
    tests: PLANS,
  },
  {
    name: 'a list that is imported before the approval is approved with it',
    file: 'shared/waves/plan-proposals.ts',
    find: 'body: JSON.stringify(prepared.body)',
    replace: 'body: JSON.stringify(body)',
    tests: PLANS,
  },
  {
    name: 'an approval whose answer was lost is told that another came between',
    file: schedule,
    find: 'if (standing?.proposalId === proposal.proposalId) return { outcome: change, wave: standing };',
    replace: '',
    tests: PLANS,
  },
  {
    name: 'a plan is approved at another wave than its own',
    file: 'shared/waves/plan-proposals.ts',
    find: ' || proposed.waveId !== waveId)',
    replace: ')',
    tests: PLANS,
  },
  {
    name: 'what is no plan is approved as one',
    file: 'shared/waves/plan-proposals.ts',
    find: 'proposed.kind !== PLAN_KIND || ',
    replace: '',
    tests: PLANS,
  },
  {
    name: 'a proposed plan is not looked at before it is on the desk',
    file: 'shared/waves/plan-proposals.ts',
    find: "if (comesTooLate(prepared, deps.clock.now())) return { outcome: 'tooLate' };",
    replace: '',
    tests: PLANS,
  },
  {
    name: 'revocations are changed by a proposal of a state that has passed',
    file: stops,
    find: "basis === undefined ? 'attribute_not_exists(revocationsBy)' : 'revocationsBy = :basis'",
    replace: "basis === undefined ? 'attribute_exists(waveId)' : 'revocationsBy = :basis'",
    tests: STOPS,
  },
  {
    name: 'revocations of a wave that is not published are stopped',
    file: stops,
    find: "const isPublished = '#phase = :published';",
    replace: "const isPublished = '(#phase = :published OR attribute_exists(#phase))';",
    tests: STOPS,
  },
  {
    name: 'a stop that finds itself done is told that it was overtaken',
    file: stops,
    find: 'return (await read(waveId))?.revocationsBy === proposalId;',
    replace: 'return false;',
    tests: STOPS,
  },
  ...[
    ['schedule-wave/plan-decided.ts', 'an officer approves plans'],
    ['proposals/decided.ts', 'an officer approves proposals'],
  ].map(
    ([file, name]): Mutant => ({
      name: name as string,
      file: `functions/${file}`,
      find: "roles: ['approver'] }",
      replace: "roles: ['approver', 'officer'] }",
      tests: ROLES,
    }),
  ),
  {
    name: 'an auditor proposes',
    file: 'functions/proposals/proposed.ts',
    find: "roles: ['officer'] }",
    replace: "roles: ['officer', 'auditor'] }",
    tests: ROLES,
  },
  {
    name: 'any token reads what is proposed',
    file: 'functions/proposals/shown.ts',
    find: "if (!hasRole(event, 'officer', 'approver', 'auditor')) return { problem: 'forbidden' };",
    replace: '',
    tests: ROLES,
  },
  {
    name: 'an export is not held against the certificate',
    file: 'shared/evidence/published-lists.ts',
    find: "if (hash.digest('hex') !== digests[file])",
    replace: 'if (digests[file] === undefined)',
    tests: COMMAND,
  },
  {
    name: 'half an export is left under its name',
    file: 'officer/commands/export.ts',
    find: 'const draft = `${out}.${process.pid}.part`;',
    replace: 'const draft = out;',
    tests: COMMAND,
    reason: 'what was half written is removed either way; the other name is for a process that is killed, which no test does',
  },
  {
    name: 'a proposal can be deleted',
    file: 'infra/desk-table.ts',
    find: "      resourcePolicy: denyEverybody('ProposalsStay', REMOVING_ACTIONS),\n",
    replace: '',
    tests: ['test/infra/policies.test.ts'],
  },
];
