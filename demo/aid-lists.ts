import { importList } from '#lists/import-list.ts';
import type { OfficersApi } from '#lists/officers-api.ts';
import { surveyList } from '#shared/lists/list-chunks.ts';

/** Somebody who never registers: the ministry's lists name such people too, and no list is empty. */
const STRANGER = '3171010101300001';

/** The aid lists as the ministry delivers them: each time the whole list, with all who have been on it. */
export function aidLists() {
  const known = new Map<string, Set<string>>();
  return {
    /** Imports a list with these people added to it, through the officers' own routes. @param asOf YYYY-MM-DD, in WIB */
    async deliver(api: OfficersApi, list: string, asOf: string, niks: readonly string[]): Promise<void> {
      const people = known.get(list) ?? new Set([STRANGER]);
      known.set(list, people);
      for (const nik of niks) people.add(nik);
      const open = () => linesOf(people);
      await importList(api, { list, kind: 'aid', asOf, survey: await surveyList(open(), 0), open });
    },
  };
}

async function* linesOf(niks: Iterable<string>): AsyncGenerator<Uint8Array> {
  for (const nik of niks) yield Buffer.from(`${nik}\n`);
}
