import { Logger } from '@aws-lambda-powertools/logger';
import { parseBody } from '#shared/http/parse-body.ts';
import { type Answer, httpHandler } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { subjectOf } from '#shared/lambda/roles.ts';
import { beginImport } from '#shared/lists/begin-import.ts';
import { completeImport } from '#shared/lists/complete-import.ts';
import { importIdSchema, listFactsSchema } from '#shared/lists/list-items.ts';
import { LIST_FACTS_FAULTS, LIST_FIELDS } from '#shared/lists/list-messages.ts';
import { listIdSchema, versionName } from '#shared/lists/list-names.ts';
import { answerToBegin, answerToCompletion } from './answers.ts';
import { importDependencies } from './dependencies.ts';
import { takesChunk } from './take-chunk.ts';

const deps = importDependencies();
const logger = new Logger();

const begun = officersAct(deps.audit, { act: 'begin-list-import', roles: ['officer'] }, async (event, within) => {
  const { data: list } = listIdSchema.safeParse(event.pathParameters?.['listId']);
  if (list === undefined) return { problem: 'invalid-list-id' };
  const parsed = parseBody(listFactsSchema, LIST_FIELDS, event);
  if ('problem' in parsed) return parsed;
  const result = await within(
    { list },
    () => beginImport(deps, { list, facts: parsed.body, officer: subjectOf(event) }),
    () => ({}),
  );
  logger.info('list import begun', { list, outcome: result.outcome });
  if (result.outcome === 'inTheFuture') return { problem: 'invalid-fields', faults: [LIST_FACTS_FAULTS.inTheFuture] };
  return answerToBegin(result);
});

const completed = officersAct(deps.audit, { act: 'complete-list-import', roles: ['officer'] }, async (event, within) => {
  const { data: list } = listIdSchema.safeParse(event.pathParameters?.['listId']);
  const { data: importId } = importIdSchema.safeParse(event.pathParameters?.['importId']);
  if (list === undefined || importId === undefined) return { problem: 'unknown-import' };
  const result = await within(
    { list },
    () => completeImport(deps, { list, importId }),
    (done) => ('version' in done ? { list: versionName(list, done.version) } : {}),
  );
  logger.info('list import completed', { list, outcome: result.outcome });
  return answerToCompletion(result);
});
const taken = takesChunk(deps);

/** One function for the three steps of an import: they touch the same items, and the same secret. */
export const handler = httpHandler((event): Promise<Answer> => {
  if (event.pathParameters?.['number'] !== undefined) return taken(event);
  return event.pathParameters?.['importId'] === undefined ? begun(event) : completed(event);
}, logger);
