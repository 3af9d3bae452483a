import { dayInWib } from '../clock.ts';
import type { NamedList, Plan, PlanBody } from '../waves/plan.ts';
import type { ListVersion } from './list-items.ts';
import { type ListKind, partsOfName, versionName } from './list-names.ts';

/** Why a plan can't name a list like that. */
export type ListNameFault = { pointer: string; message: 'noSuchList' | 'listOfAnotherKind' | 'listAfterTheClosing' };

/** The places of a plan that name lists, and what kind belongs there. */
function namesIn({
  rules,
  priority,
}: Pick<PlanBody, 'rules' | 'priority'>): { pointer: string; kind: ListKind; names: readonly string[] }[] {
  return [
    { pointer: '/rules/exclusionLists', kind: 'aid', names: rules.exclusionLists },
    { pointer: '/rules/barredLists', kind: 'barred-occupation', names: rules.barredLists ?? [] },
    { pointer: '/priority/lists', kind: 'priority', names: priority?.lists ?? [] },
  ];
}

/** Whether the lists of a published plan are those that its rules and its priority name, each of its kind and of a day before the closing. */
export function listsHold(plan: Plan): boolean {
  const { lists = [] } = plan;
  const named = namesIn(plan).flatMap(({ kind, names }) => names.map((list) => ({ list, kind })));
  const same = new Set(named.map(({ list }) => list)).size === lists.length && named.length === lists.length;
  const closingDay = dayInWib(plan.closesAt);
  return same && named.every(({ list, kind }) => lists.some((of) => of.list === list && of.kind === kind && of.asOf <= closingDay));
}

/** Whether a plan names any list. */
export function namesLists(plan: Pick<PlanBody, 'rules' | 'priority'>): boolean {
  return namesIn(plan).some(({ names }) => names.length > 0);
}

/** The body with each list by its exact version, and what these versions are; or what is wrong with the names. */
export type ResolvedLists = { body: PlanBody; lists: NamedList[]; versions: ListVersion[] } | { faults: ListNameFault[] };

/**
 * Puts an exact version in the place of each list that a plan names. A name without one means the newest snapshot by the closing day, or, in
 * the plan of a wave that is open, the version that stands there already: what was announced is not exchanged.
 * @param versions all that there are, complete ones only
 * @param standing the lists of the plan in force, of a wave that is open
 */
export function resolveLists(body: PlanBody, versions: readonly ListVersion[], standing: readonly NamedList[] = []): ResolvedLists {
  const faults: ListNameFault[] = [];
  const found = new Map<string, ListVersion>();
  const closingDay = dayInWib(body.closesAt);
  const resolved = namesIn(body).map(({ pointer, kind, names }) =>
    names.map((name, at) => {
      const version = versionOf(name, versions, standing, closingDay);
      const fault = !version
        ? 'noSuchList'
        : version.kind !== kind
          ? 'listOfAnotherKind'
          : version.asOf > closingDay
            ? 'listAfterTheClosing'
            : undefined;
      if (fault) faults.push({ pointer: `${pointer}/${at}`, message: fault });
      if (!version) return name;
      const exact = versionName(version.list, version.version);
      found.set(exact, version);
      return exact;
    }),
  );
  if (faults.length > 0) return { faults };
  // A list that is named twice, once with its version, is named once.
  const [exclusionLists = [], barredLists = [], priorityLists = []] = resolved.map((names) => [...new Set(names)]);
  const { rules, priority } = body;
  return {
    body: {
      ...body,
      rules: { ...rules, exclusionLists, ...(rules.barredLists && { barredLists }) },
      ...(priority && { priority: { ...priority, ...(priority.lists && { lists: priorityLists }) } }),
    },
    lists: [...found].map(([list, { kind, asOf }]) => ({ list, kind, asOf })),
    versions: [...found.values()],
  };
}

function versionOf(
  name: string,
  versions: readonly ListVersion[],
  standing: readonly NamedList[],
  closingDay: string,
): ListVersion | undefined {
  const { list, version } = partsOfName(name);
  const stands = standing.map((of) => partsOfName(of.list)).find((of) => of.list === list)?.version;
  const wanted = version ?? stands;
  const ofList = versions.filter((of) => of.list === list);
  return wanted === undefined ? inForce(ofList, closingDay) : ofList.find((of) => of.version === wanted);
}

/** Of the versions of one list, the one in force on a day: the newest snapshot by then, and of one day's the one imported last. */
export function inForce(versions: readonly ListVersion[], day: string): ListVersion | undefined {
  return versions
    .filter(({ asOf }) => asOf <= day)
    .reduce<ListVersion | undefined>(
      (best, of) => (best && (best.asOf > of.asOf || (best.asOf === of.asOf && best.version > of.version)) ? best : of),
      undefined,
    );
}

/** The versions in force on a day, one of each list that has one. */
export function listsInForce(versions: readonly ListVersion[], day: string): ListVersion[] {
  // Browsers of 2022 have no Map.groupBy.
  const lists = new Set(versions.map(({ list }) => list));
  return [...lists].flatMap(
    (name) =>
      inForce(
        versions.filter(({ list }) => list === name),
        day,
      ) ?? [],
  );
}
