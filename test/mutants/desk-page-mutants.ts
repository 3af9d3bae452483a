import type { Mutant } from './mutant.ts';

const LISTS = ['test/web/lists-page.test.ts'];
const APPEALS = ['test/web/appeals-page.test.ts'];
const PARTNERS = ['test/web/partners-page.test.ts'];
const AUDIT = ['test/web/audit-page.test.ts'];
const IMPORT = ['test/web/import-file.test.ts'];

/** The officers' pages of lists, appeals, partners and the audit log. */
export const DESK_PAGE_MUTANTS: readonly Mutant[] = [
  {
    name: 'the page of lists sends a file with faulty lines',
    file: 'shared/lists/survey-fault.ts',
    find: "if (faultCount > 0) return 'faulty-lines';",
    replace: '',
    tests: LISTS,
  },
  {
    name: 'the page of lists sends a file with other lines than were announced',
    file: 'shared/lists/survey-fault.ts',
    find: 'announced.lines !== undefined && announced.lines !== lines',
    replace: 'announced.lines !== undefined && announced.lines < lines',
    tests: LISTS,
  },
  {
    name: 'the page of lists sends a file with another SHA-256 than was announced',
    file: 'shared/lists/survey-fault.ts',
    find: "if (announced.sha256 !== undefined && announced.sha256 !== sha256) return 'other-sha256';",
    replace: '',
    tests: LISTS,
  },
  {
    name: 'an import that broke off is sent again from its beginning by the page',
    file: 'web/officer/lists/import-file.ts',
    find: 'begun.status === 201 ? Array',
    replace: 'begun.status !== undefined ? Array',
    tests: [...IMPORT, ...LISTS],
  },
  {
    name: 'the page of lists takes a lost connection for the end of an import',
    file: 'web/officer/lists/send-chunks.ts',
    find: 'if (!isWorthRetrying(reply.status)) {',
    replace: 'if (reply.status !== 200) {',
    tests: [...IMPORT, ...LISTS],
  },
  {
    name: 'an import that is paused goes on',
    file: 'web/officer/lists/send-chunks.ts',
    find: 'if (ended || way.signal.aborted) return;\n    }',
    replace: 'if (ended) return;\n    }',
    tests: IMPORT,
  },
  {
    name: 'chunks that the API has not named are taken for sent',
    file: 'web/officer/lists/missing-chunks.ts',
    find: 'named.length < MOST_NAMED ? 0 : Math.max(0, chunks - last)',
    replace: '0',
    tests: IMPORT,
  },
  {
    name: 'an import is remembered after it is over',
    file: 'web/officer/lists/use-import.ts',
    find: '      forgetImport();\n',
    replace: '',
    tests: LISTS,
  },
  {
    name: 'what an appellant wrote is opened by looking at the appeal',
    file: 'web/officer/appeals/one-appeal.tsx',
    find: '  const open = async () =>',
    replace: '  if (mayOpen && !opened) void ask(`/v1/waves/${waveId}/appeals/${entryId}`);\n  const open = async () =>',
    tests: APPEALS,
  },
  {
    name: 'the page of appeals offers to open what was written to whoever may not',
    file: 'web/officer/appeals/one-appeal.tsx',
    find: '{mayOpen && opened?.status !== 200 && (',
    replace: '{opened?.status !== 200 && (',
    tests: APPEALS,
  },
  {
    name: 'an appeal is dismissed by one press',
    file: 'web/officer/appeals/decision.tsx',
    find: "setStep(reason === '' ? 'missing' : 'asked');",
    replace: "if (reason !== '') void send();",
    tests: APPEALS,
  },
  {
    name: 'a private key stays in the field into which it was pasted',
    file: 'web/officer/partners/key-field.tsx',
    find: "return read.outcome !== 'private';",
    replace: 'return true;',
    tests: PARTNERS,
  },
  {
    name: 'a private key that can not be read is only unreadable',
    file: 'web/officer/partners/read-key.ts',
    find: 'PRIVATE KEY|"d"\\s*:',
    replace: 'PRIVATE KEY',
    tests: PARTNERS,
  },
  {
    name: 'a key without its private member is taken for public whatever else it holds',
    file: 'web/officer/partners/read-key.ts',
    find: "['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']",
    replace: "['d']",
    tests: PARTNERS,
  },
  {
    name: 'the page of partners takes the key of another kind in PEM',
    file: 'web/officer/partners/read-key.ts',
    find: ' && SPKI_ED25519.every((byte, at) => der[at] === byte)',
    replace: '',
    tests: PARTNERS,
  },
  {
    name: 'a public key has bits that are no part of it',
    file: 'shared/partners/partner.ts',
    find: '{42}[AEIMQUYcgkosw048]$',
    replace: '{43}$',
    tests: ['test/partners/register-partner.test.ts', ...PARTNERS],
  },
  {
    name: 'the page of the audit log believes what it reads',
    file: 'web/officer/audit/read-chain.ts',
    find: 'linkFault(read.chain, before, entry)',
    replace: 'undefined',
    tests: AUDIT,
  },
  {
    name: 'the page of the audit log holds no chain against what was published',
    file: 'web/officer/audit/use-heads.ts',
    find: 'else if (headFault(head, entries))',
    replace: 'else if (entries.length < 0)',
    tests: AUDIT,
  },
  {
    name: 'the page of the audit log saves what it has read and not the rest',
    file: 'web/officer/audit/audit.tsx',
    find: 'chain.next === undefined ? chain : await all()',
    replace: 'chain',
    tests: AUDIT,
  },
];
