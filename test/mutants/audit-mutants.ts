import type { Mutant } from './mutant.ts';

const entry = 'shared/audit/audit-entry.ts';
const heads = 'shared/audit/audit-heads.ts';
const store = 'shared/audit/audit-store.ts';
const audited = 'shared/audit/audited.ts';
const act = 'shared/lambda/officers-act.ts';
const join = 'shared/registrations/join-wave.ts';
const publish = 'shared/selection/publish.ts';
const table = 'infra/audit-table.ts';
const check = 'verify/check-audit.ts';
const source = 'verify/audit/source.ts';
const verifier = 'verify/audit/verify-log.ts';
const ENTRY = ['test/audit/audit-entry.test.ts'];
const STORE = ['test/audit/audit-store.test.ts'];
const AUDITED = ['test/audit/audited.test.ts'];
const JOIN = ['test/registrations/join-wave.test.ts'];
const ROLES = ['test/http/officer-roles.test.ts'];
const JOURNEY = ['test/journeys/audit.test.ts'];
const STEPS = ['test/selection/steps.test.ts'];
const STORES = ['test/infra/stores.test.ts'];
const POLICIES = ['test/infra/policies.test.ts'];
const CROOKED = ['test/verify/crooked-operator.test.ts'];
const TAMPERED = ['test/verify/tampering.test.ts'];
const LOG = ['test/verify/audit-log.test.ts'];
const ROUTES = { tests: JOURNEY, named: "each of the officers' routes" };
const HEADS = { tests: CROOKED, named: 'the heads of the audit log' };
const WITHOUT_THE_LOG = 'await ((_: string, work: () => Promise<any>, __: unknown) => work())(';

/** The audit log: everything is in it before it is done, once, in a chain that shows what was changed. */
export const AUDIT_MUTANTS: readonly Mutant[] = [
  {
    name: 'the audit log may have gaps',
    file: entry,
    find: 'if (entry.number !== due)',
    replace: 'if (entry.number < due)',
    tests: ENTRY,
  },
  {
    name: 'an entry need not follow from the one before it',
    file: entry,
    find: 'if (entry.previous !== before.hash)',
    replace: 'if (entry.previous.length !== before.hash.length)',
    tests: ENTRY,
  },
  {
    name: 'an entry may have another hash than that of its fields',
    file: entry,
    find: 'if (entry.hash !== hashOf(entry))',
    replace: 'if (entry.hash.length !== hashOf(entry).length)',
    tests: ENTRY,
  },
  {
    name: 'an entry of another chain is taken',
    file: entry,
    find: 'if (entry.chain !== chain) return',
    replace: 'if (!entry.chain) return',
    tests: ENTRY,
  },
  {
    name: 'a field of an entry is not hashed',
    file: entry,
    find: ".filter((field) => field !== 'hash')",
    replace: ".filter((field) => field !== 'hash' && field !== 'outcome')",
    tests: ENTRY,
  },
  {
    name: 'an entry holds any field',
    file: entry,
    find: 'auditEntrySchema = z.strictObject({',
    replace: 'auditEntrySchema = z.looseObject({',
    tests: ENTRY,
  },
  {
    name: 'an end of the audit log that was cut off is passed over',
    file: heads,
    find: 'if (!entry) return { chain, number, fault: `is missing: the chain ends with number ${entries.length}` };',
    replace: 'if (!entry) return undefined;',
    tests: [...ENTRY, ...LOG],
  },
  {
    name: 'an end of the audit log that was written anew is passed over',
    file: heads,
    find: 'return entry.hash === head ?',
    replace: 'return entry.hash ?',
    tests: [...ENTRY, ...LOG],
  },
  {
    name: 'an entry is put over another',
    file: store,
    find: "'attribute_not_exists(#number)'",
    replace: "'attribute_not_exists(#number) OR attribute_exists(#number)'",
    tests: STORE,
  },
  {
    name: 'a writer does not know its own entry again',
    file: store,
    find: 'if (standing.entryToken === own.entryToken) return standing;',
    replace: 'if (standing === entry) return standing;',
    tests: STORE,
  },
  {
    name: 'a writer takes the entry of another for its own',
    file: store,
    find: 'if (standing.entryToken === own.entryToken) return standing;',
    replace: 'if (standing.entryToken) return standing;',
    tests: STORE,
  },
  {
    name: 'after a put without an answer the end of the chain is read again',
    file: store,
    find: 'failure = error;',
    replace: 'failure = error;\n        entry = undefined;',
    tests: STORE,
  },
  {
    name: 'a put without an answer is not tried again',
    file: store,
    find: 'if (!mayPass(error)) throw error;',
    replace: 'throw error;',
    tests: STORE,
  },
  {
    name: 'a writer whose number is taken does not look for another',
    file: store,
    find: '        entry = undefined;\n',
    replace: '',
    tests: STORE,
  },
  {
    name: 'a long chain is shown as if it ended with its first page',
    file: store,
    find: '...(LastEvaluatedKey && last && { next: last.number })',
    replace: '',
    tests: STORE,
  },
  {
    name: 'an act is done before it is in the audit log',
    file: audited,
    find: 'await append(OFFICERS_CHAIN, facts);',
    replace: "{ entryToken: 'a'.repeat(32) };",
    tests: AUDITED,
  },
  {
    name: 'what became of an act is not in the audit log',
    file: audited,
    find: 'await conclude(result.outcome, told(result));',
    replace: '',
    tests: AUDITED,
  },
  {
    name: 'an act is answered although its outcome could not be written',
    file: audited,
    find: 'await conclude(result.outcome, told(result));',
    replace: 'await conclude(result.outcome, told(result)).catch(() => {});',
    tests: AUDITED,
  },
  {
    name: 'an act that failed says nothing in the audit log',
    file: audited,
    find: "await conclude('failed', {}).catch(() => {});",
    replace: '',
    tests: AUDITED,
  },
  {
    name: "any token acts on the officers' routes",
    file: act,
    find: 'if (!role) {',
    replace: 'if (!role && !actor) {',
    tests: [...ROLES, 'test/http/dry-run-handler.test.ts'],
  },
  {
    name: 'an attempt without the role is not in the audit log',
    file: act,
    find: "await append(OFFICERS_CHAIN, { actor, act, ...(waveId && { waveId }), ...(list && { list }), outcome: 'forbidden' });",
    replace: '',
    ...ROUTES,
  },
  ...[
    'schedule-wave/plan-proposed',
    'schedule-wave/plan-decided',
    'proposals/proposed',
    'proposals/decided',
    'start-selection/handler',
    'dry-run/handler',
  ].map(
    (name): Mutant => ({
      name: `${name} leaves nothing in the audit log`,
      file: `functions/${name}.ts`,
      find: 'await within(',
      replace: WITHOUT_THE_LOG,
      ...ROUTES,
    }),
  ),
  {
    name: 'any token reads the audit log',
    file: 'functions/audit/handler.ts',
    find: "if (!hasRole(event, 'officer', 'approver', 'auditor')) return { problem: 'forbidden' };",
    replace: '',
    tests: ROLES,
  },
  {
    name: 'a page of the audit log begins at any text',
    file: 'functions/audit/handler.ts',
    find: "if (!/^\\d{1,9}$/.test(after)) return { problem: 'invalid-after' };",
    replace: '',
    tests: JOURNEY,
    named: 'the log over HTTP',
  },
  {
    name: 'sealed data is opened without an entry in the audit log',
    file: join,
    find: 'await deps.audit(',
    replace: 'await (async (..._: unknown[]) => {})(',
    tests: JOIN,
  },
  {
    name: 'sealed data is opened although the audit log could not be written',
    file: join,
    find: 'entryId: earlier.entryId,\n  });',
    replace: 'entryId: earlier.entryId,\n  }).catch(() => {});',
    tests: JOIN,
  },
  {
    name: 'the audit log names a registration by its key',
    file: join,
    find: 'entryId: earlier.entryId,',
    replace: 'entryId: registrationKey.slice(0, 32),',
    tests: JOIN,
  },
  {
    name: 'a repeat certifies how far the audit log has come since',
    file: publish,
    find: 'return publishFirst(deps, waveId, AUDIT_HEADS_FILE, documentBytes(heads));',
    replace: 'await publishFirst(deps, waveId, AUDIT_HEADS_FILE, documentBytes(heads));\n  return documentBytes(heads);',
    tests: STEPS,
    named: 'run again, all of them',
  },
  {
    name: 'the heads of the audit log are not signed',
    file: publish,
    find: 'return publishFirst(deps, waveId, AUDIT_HEADS_FILE, documentBytes(heads));',
    replace: 'return deps.evidence.writeFirst(evidenceKey(waveId, AUDIT_HEADS_FILE), documentBytes(heads));',
    tests: STEPS,
    named: 'leave every file that decides signed',
  },
  {
    name: 'the certificate does not name the heads of the audit log',
    file: publish,
    find: 'files[AUDIT_HEADS_FILE] = sha256Hex(auditHeads);',
    replace: '',
    tests: STEPS,
    named: 'run again, all of them',
  },
  {
    name: 'the audit table may be deleted',
    file: table,
    find: 'deletionProtection: true,',
    replace: 'deletionProtection: false,',
    tests: STORES,
  },
  {
    name: 'the audit table goes with its stack',
    file: table,
    find: 'retained: true,',
    replace: 'retained: false,',
    tests: STORES,
  },
  {
    name: 'an entry of the audit log may be changed',
    file: table,
    find: '[...REMOVING_ACTIONS, ...CHANGING_ACTIONS]',
    replace: '[...REMOVING_ACTIONS]',
    tests: POLICIES,
  },
  {
    name: 'an entry of the audit log may be deleted',
    file: table,
    find: '[...REMOVING_ACTIONS, ...CHANGING_ACTIONS]',
    replace: '[...CHANGING_ACTIONS]',
    tests: POLICIES,
  },
  {
    name: 'who adds to the audit log may change it',
    file: table,
    find: "this.grantIf(ofThese, fn, 'dynamodb:Query', 'dynamodb:PutItem');",
    replace: "this.grantIf(ofThese, fn, 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem');",
    tests: POLICIES,
  },
  {
    name: 'who adds to one chain of the audit log may add to any',
    file: table,
    find: 'this.grantIf(ofThese,',
    replace: 'this.grantIf(undefined,',
    tests: POLICIES,
  },
  {
    name: 'whoever opens sealed data may write what officers did',
    file: table,
    find: '`${AUDIT_CHAINS.openings}*`',
    replace: "'*'",
    tests: POLICIES,
  },
  {
    name: 'the audit log is read without a token',
    file: 'infra/officer-functions.ts',
    find: "api.officerRoute(HttpMethod.GET, '/v1/audit/{chain}', audit);",
    replace: "api.publicRoute(HttpMethod.GET, '/v1/audit/{chain}', audit);",
    tests: ['test/infra/api.test.ts'],
  },
  {
    name: 'the certificate may say of the audit log what its heads do not',
    file: check,
    find: "assertSame(CERTIFICATE_FILE, 'the audit log is', certificate.audit, certifiedAudit(heads));",
    replace: 'void certifiedAudit;',
    ...HEADS,
  },
  {
    name: 'the verifier takes heads of another wave',
    file: check,
    find: "assertSame(AUDIT_HEADS_FILE, 'the wave is', heads.waveId, certificate.waveId);",
    replace: '',
    ...HEADS,
  },
  {
    name: 'the verifier takes a chain named twice',
    file: check,
    find: 'if (outOfOrder !== undefined) throw',
    replace: 'if (outOfOrder === "") throw',
    ...HEADS,
  },
  {
    name: 'the verifier takes heads of the audit log that nobody has signed',
    file: 'verify/check-signatures.ts',
    find: 'AUDIT_HEADS_FILE, CERTIFICATE_FILE, ATTEMPTS_FILE]',
    replace: 'CERTIFICATE_FILE, ATTEMPTS_FILE]',
    tests: TAMPERED,
    named: 'signature of audit-heads',
  },
  {
    name: 'the verifier takes other heads of the audit log than were certified',
    file: 'verify/check-certificate.ts',
    find: 'for (const file of [...Object.keys(plan.files), ...ofTheResult]) {',
    replace: 'for (const file of [...Object.keys(plan.files), ...ofTheResult.slice(0, -1)]) {',
    tests: TAMPERED,
    named: 'a head of openings',
  },
  {
    name: 'the log verifier does not look at the chain itself',
    file: verifier,
    find: 'chainFault(chain, entries) ?? ',
    replace: '',
    tests: LOG,
  },
  {
    name: 'the log verifier does not look at what was published',
    file: verifier,
    find: ' ?? firstOf(heads.map((head) => headFault(head, entries)))',
    replace: ' ?? firstOf([])',
    tests: LOG,
  },
  {
    name: 'the log verifier takes a first page for a whole chain',
    file: source,
    find: 'if (inOrder.at(-1)?.next !== undefined) throw',
    replace: 'if (inOrder.at(-1)?.next === 0) throw',
    tests: LOG,
  },
  {
    name: 'the log verifier takes one chain for another',
    file: source,
    find: 'if (page.chain !== name) throw',
    replace: 'if (page.chain === "") throw',
    tests: LOG,
  },
  {
    name: 'the log verifier follows a server that never comes to an end',
    file: source,
    find: 'if (page.next <= after) throw',
    replace: 'if (page.next < after) throw',
    tests: LOG,
    named: 'never comes to an end',
  },
  {
    name: 'a kept copy of the audit log is replaced',
    file: source,
    find: "{ flag: 'wx' }",
    replace: "{ flag: 'w' }",
    tests: LOG,
  },
];
