import { inForce } from '#shared/lists/resolve-lists.ts';
import { Group } from '#web/shared/fields.tsx';
import { dayText, numberText } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { PLAN } from '../texts/plan.ts';
import { FIELD_HINTS, FIELD_NAMES } from '../texts/plan-fields.ts';
import { asKept, type ListVersion } from './check-plan.ts';

type ListsFieldProps = {
  id: 'exclusionLists' | 'barredLists' | 'priorityLists';
  kind: ListVersion['kind'];
  /** As a plan names them: with a version, or the newest by the closing. */
  names: readonly string[];
  versions: readonly ListVersion[] | undefined;
  /** The closing day in WIB, once there is one. */
  closingDay: string | undefined;
  fault: string | undefined;
  language: Language;
  onChange(names: readonly string[]): void;
};

/** Which lists of one kind a plan names, each by its newest version or by an exact one. */
export function ListsField({ id, kind, names, versions, closingDay, fault, language, onChange }: ListsFieldProps) {
  const say = saying(PLAN, language);
  const known = (versions ?? []).filter((version) => version.kind === kind);
  const chosen = new Map(names.map((name) => [listOf(name), name]));
  const lists = [...new Set([...known.map(({ list }) => list), ...chosen.keys()])].sort();
  const put = (list: string, name: string | undefined) =>
    onChange([...names.filter((other) => listOf(other) !== list), ...(name === undefined ? [] : [name])]);
  return (
    <Group id={id} label={FIELD_NAMES[id][language]} hint={FIELD_HINTS[id][language]} fault={fault}>
      {lists.length === 0 && <p class="quiet">{versions ? say('noLists') : say('listsUnknown')}</p>}
      {lists.map((list, at) => {
        const name = chosen.get(list);
        const of = known.filter((version) => version.list === list).sort((left, right) => right.version - left.version);
        const newest = inForce(of.map(asKept), closingDay ?? '9999-12-31');
        return (
          <div key={list} class="list-choice">
            <label class="choice">
              <input
                id={at === 0 ? id : `${id}-${list}`}
                type="checkbox"
                checked={name !== undefined}
                onChange={(event) => put(list, event.currentTarget.checked ? list : undefined)}
              />
              <code>{list}</code>
            </label>
            {name !== undefined && (
              <select
                aria-label={say('versionOf', { list })}
                value={name}
                onChange={(event) => put(list, event.currentTarget.value)}
              >
                <option value={list}>{newest ? say('newestVersion', { version: newest.version }) : say('noVersionYet')}</option>
                {of.map(({ version, asOf, people }) => (
                  <option key={version} value={`${list}@${version}`}>
                    {say('exactVersion', { version, day: dayText(asOf, language), people: numberText(people, language) })}
                  </option>
                ))}
                {name !== list && !of.some(({ version }) => `${list}@${version}` === name) && <option value={name}>{name}</option>}
              </select>
            )}
          </div>
        );
      })}
    </Group>
  );
}

function listOf(name: string): string {
  return name.split('@')[0] ?? name;
}
