import { importIdOf, importItemSchema, listingKey, listVersionSchema, PARTITIONS } from '#shared/lists/list-items.ts';
import { versionName } from '#shared/lists/list-names.ts';
import { FILES, factsOf, LIST } from './list-files.ts';
import { personOf } from './people.ts';
import type { Programme } from './programme.ts';
import { hold } from './violation.ts';

/** Of every list, at every moment: a version is the whole of one file that was announced, and nothing else is one. */
export function checkListed({ tables }: Programme): void {
  const items = tables.items('exclusions');
  const versions = items.filter(({ personKey }) => personKey === PARTITIONS.versions).map((item) => listVersionSchema.parse(item));
  for (const { list, version, importId, sha256, people } of versions) {
    const name = versionName(list, version);
    const file = FILES.findIndex((of, at) => of.isWhole && factsOf(at).sha256 === sha256);
    hold(file >= 0, `${name} is none of the files that can be a version`);
    const rows = items.filter(({ listId }) => listId === listingKey(list, importId));
    const listed = rows.map(({ personKey }) => personOf(personKey as string)).sort((left, right) => left - right);
    const named = [...new Set(FILES[file]?.people)].sort((left, right) => left - right);
    hold(listed.join() === named.join() && people === named.length, `${name} holds the people ${listed}, and its file ${named}`);
  }
  const numbers = versions.map(({ version }) => version).sort((left, right) => left - right);
  hold(
    numbers.every((number, at) => number === at + 1),
    `the versions of ${LIST} are ${numbers}`,
  );
  const counted = items.find(({ personKey, listId }) => personKey === PARTITIONS.heads && listId === LIST)?.['versions'] ?? 0;
  hold(counted === versions.length, `${LIST} has ${versions.length} versions, and counts ${counted}`);
  const imports = items.filter(({ personKey }) => personKey === PARTITIONS.imports).map((item) => importItemSchema.parse(item));
  const complete = imports.filter(({ state }) => state === 'complete').map((of) => `${importIdOf(of)} ${of.version}`);
  const became = versions.map(({ importId, version }) => `${importId} ${version}`);
  hold(
    complete.sort().join() === became.sort().join(),
    `imports are complete (${complete}), and versions are of others (${became})`,
  );
}

/** Nobody has received in a wave whose plan names a list that has them, but for those whose appeal two people have granted. */
export function checkNotListed({ tables }: Programme): void {
  const versions = tables.items('exclusions').filter(({ personKey }) => personKey === PARTITIONS.versions);
  const recipients = tables.items('recipients').filter(({ key }) => (key as string).startsWith('person#'));
  const granted = tables.items('appeals').filter(({ state }) => state === 'granted');
  const appealed = new Set(granted.map(({ entryId }) => entryId));
  for (const { waveId, planText } of tables.items('waves')) {
    for (const { list } of (JSON.parse(planText as string).lists ?? []) as { list: string }[]) {
      const version = versions.find(({ listId }) => listId === list);
      const listed = FILES.find((_, at) => factsOf(at).sha256 === version?.['sha256'])?.people as readonly number[] | undefined;
      hold(listed !== undefined, `${waveId} names ${list}, which is no version`);
      const received = recipients
        .filter((of) => of['waveId'] === waveId && !appealed.has(of['entryId']))
        .map(({ key }) => personOf(String(key).slice('person#'.length)));
      hold(!received.some((person) => listed.includes(person)), `somebody on ${list} has received in ${waveId}`);
    }
  }
}
