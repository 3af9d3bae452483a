import type { Mutant } from './mutant.ts';

const HTTP = ['test/civil-registry/http-registry.test.ts'];
const PEOPLE = ['test/civil-registry/check-people.test.ts'];
const STEPS = ['test/selection/steps.test.ts'];
const http = 'shared/civil-registry/http-registry.ts';
const people = 'shared/civil-registry/check-people.ts';

/** The civil registry: it refuses by what it says, and by nothing else; nobody is asked about twice, or opened for nothing. */
export const REGISTRY_MUTANTS: readonly Mutant[] = [
  {
    name: 'a registry that does not answer refuses',
    file: http,
    find: "      return 'pending';\n    },\n  };",
    replace: "      return 'mismatch';\n    },\n  };",
    tests: HTTP,
  },
  {
    name: 'a registry that answers anything is believed',
    file: http,
    find: "z.enum(['match', 'mismatch'])",
    replace: 'z.string() as never',
    tests: HTTP,
  },
  {
    name: 'a registry that is down is asked about everybody',
    file: http,
    find: 'if (failures < FAILURES) return false;',
    replace: 'if (failures < 100 * FAILURES) return false;',
    tests: HTTP,
  },
  {
    name: 'everybody asks when the pause is over',
    file: http,
    find: 'asksAgainAt = time.now() + PAUSE_MS;\n    return false;',
    replace: 'return false;',
    tests: HTTP,
  },
  {
    name: 'a failed check is not tried again',
    file: http,
    find: 'const TRIES = 3;',
    replace: 'const TRIES = 1;',
    tests: HTTP,
  },
  {
    name: 'the registry is asked as fast as one can',
    file: 'shared/civil-registry/token-bucket.ts',
    find: 'if (wait > 0) await time.sleep(wait);',
    replace: '',
    tests: HTTP,
  },
  {
    name: 'a check is begun that ends too late',
    file: 'shared/civil-registry/token-bucket.ts',
    find: 'if (now + wait > until) return false;',
    replace: '',
    tests: HTTP,
  },
  {
    name: 'the registry is told more than it needs',
    file: http,
    find: 'JSON.stringify({ nik: person.nik, kk: person.kk, birthDate: person.birthDate })',
    replace: 'JSON.stringify(person)',
    tests: HTTP,
  },
  {
    name: 'people are opened of whom the registry has spoken',
    file: people,
    find: 'sealed && !results.has(personKey)',
    replace: 'sealed && personKey',
    tests: PEOPLE,
  },
  {
    name: 'people are opened before the log says so',
    file: people,
    find: 'await deps.audit(openingsChain(shard), opened);',
    replace: 'void deps.audit(openingsChain(shard), opened).catch(() => {});',
    tests: PEOPLE,
  },
  {
    name: 'pending is kept as an answer',
    file: people,
    find: "if (result !== 'pending')",
    replace: "if (result as 'match')",
    tests: PEOPLE,
  },
  {
    name: 'what was said of another card counts',
    file: 'shared/civil-registry/registry-checks-store.ts',
    find: 'check.householdKey === householdKey && check.birthDate === birthDate',
    replace: 'check.birthDate === birthDate',
    tests: PEOPLE,
  },
  {
    name: 'what was said of another birth date counts',
    file: 'shared/civil-registry/registry-checks-store.ts',
    find: 'check.householdKey === householdKey && check.birthDate === birthDate',
    replace: 'check.householdKey === householdKey',
    tests: PEOPLE,
  },
  {
    name: 'KMS is asked for each registration',
    file: people,
    find: 'const secret = secrets.get(key) ?? derive(point);',
    replace: 'const secret = derive(point);',
    tests: PEOPLE,
  },
  {
    name: 'a mismatch takes part',
    file: 'shared/selection/screen-shard.ts',
    find: "if (registry === 'mismatch')",
    replace: "if (registry === 'mismatch' && pending > 99)",
    tests: STEPS,
  },
  {
    name: 'pending refuses',
    file: 'shared/selection/screen-shard.ts',
    find: "if (registry === 'mismatch')",
    replace: "if (registry !== 'match')",
    tests: STEPS,
  },
  {
    name: 'the registry is asked about those whom another rule refuses',
    file: 'shared/selection/screen-shard.ts',
    find: 'people: passed.map(({ item }) => item) });',
    replace: 'people: [...passed.map(({ item }) => item), ...verdicts.map(() => ({}) as never)] });',
    tests: STEPS,
  },
  {
    name: 'the pending are not counted',
    file: 'shared/selection/screen-shard.ts',
    find: "if (registry === 'pending') pending++;",
    replace: '',
    tests: STEPS,
  },
];
