import { importList } from '#lists/import-list.ts';
import type { OfficersApi } from '#lists/officers-api.ts';
import { surveyList } from '#shared/lists/list-chunks.ts';
import type { ListKind } from '#shared/lists/list-names.ts';
import { bytesOf } from './lists.ts';

/** Imports a list of these people through the officers' routes, as the command does. @returns the exact version, such as `aid@1` */
export async function importPeople(
  api: OfficersApi,
  list: string,
  niks: readonly string[],
  kind: ListKind = 'aid',
  asOf = '2020-08-01',
): Promise<string> {
  const open = () => bytesOf(niks.map((nik) => `${nik}\n`).join(''));
  const { version } = await importList(api, { list, kind, asOf, survey: await surveyList(open(), 0), open });
  return `${version.list}@${version.version}`;
}
