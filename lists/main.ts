/** `npm run lists`: imports lists of people, and shows which there are. Exit code 1 when one was not imported. */
import { createReadStream } from 'node:fs';
import { runCommand, UsageError } from '#infra/usage-error.ts';
import { chunksOfLines } from '#shared/lists/list-lines.ts';
import { versionName } from '#shared/lists/list-names.ts';
import { type Flags, flags, HELP } from './flags.ts';
import { importList, listVersions, type ShownVersion } from './import-list.ts';
import { Refused } from './officers-api.ts';
import { bar } from './progress.ts';
import { bytesOfList, surveyFile } from './survey-file.ts';

const MOST_ERRORS = 20;

async function importFile(of: Extract<Flags, { command: 'import' }>): Promise<void> {
  const { url, token, list, kind, asOf, lines, sha256, file } = of;
  const reading = bar('reading', await bytesOfList(file), 'bytes');
  const survey = await surveyFile(file, { lines, sha256 }, reading.moved).finally(reading.stop);
  if (lines === undefined && sha256 === undefined)
    process.stderr.write('Neither --lines nor --sha256: nobody can tell whether the file is whole.\n');
  const sending = bar('importing', chunksOfLines(survey.lines), 'chunks');
  const open = () => createReadStream(file);
  const { version, wasThere } = await importList({ base: url, token }, { list, kind, asOf, survey, open }, sending.moved).finally(
    sending.stop,
  );
  process.stdout.write(`${wasThere ? 'There already: ' : ''}${sentence(version)}\n`);
}

function sentence({ list, version, kind, asOf, people, lines, duplicates, sha256 }: ShownVersion): string {
  const twice = duplicates > 0 ? `, ${duplicates} of its lines again` : '';
  return `${versionName(list, version)} (${kind}) as of ${asOf}: ${people} people in ${lines} lines${twice}; SHA-256 ${sha256}`;
}

async function show({ url, token, on, json }: Extract<Flags, { command: 'show' }>): Promise<void> {
  const versions = await listVersions({ base: url, token }, on);
  if (json) process.stdout.write(`${JSON.stringify(versions, null, 2)}\n`);
  else if (versions.length === 0) process.stdout.write(`No list${on === undefined ? '' : ` was in force on ${on}`}.\n`);
  else for (const version of versions) process.stdout.write(`${sentence(version)}\n`);
}

await runCommand(async () => {
  const given = flags(process.argv.slice(2));
  if (given.command === 'help') process.stdout.write(HELP);
  else if (given.command === 'show') await show(given);
  else
    await importFile(given).catch((error: Error) => {
      if (!(error instanceof Refused) || error.errors.length === 0) throw error;
      const named = error.errors.slice(0, MOST_ERRORS).map(({ pointer, detail }) => `  ${pointer}: ${detail}`);
      throw new UsageError([error.message, ...named].join('\n'));
    });
});
