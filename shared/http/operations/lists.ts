import { OFFICER, type Operation } from './operation.ts';

/** The lists that applicants are held against. */
export const LISTS: Record<string, Operation> = {
  'GET /v1/lists': {
    summary: 'All versions of all lists, or of each list the one in force on a day',
    query: { on: { schema: { type: 'string', format: 'date' }, description: 'Only the versions in force on that day (WIB).' } },
    answers: { 200: 'Lists' },
    problems: ['unauthorized', 'forbidden', 'invalid-on'],
    ...OFFICER,
  },
  'POST /v1/lists/{listId}/imports': {
    summary: 'Begins to import a file as the next version of a list; the same file again goes on, or says that it is there',
    body: 'ListFacts',
    answers: { 200: 'ListImport', 201: 'ListImport' },
    problems: [
      'malformed-json',
      'unauthorized',
      'forbidden',
      'list-of-another-kind',
      'body-too-large',
      'not-json',
      'invalid-list-id',
      'invalid-fields',
    ],
    ...OFFICER,
  },
  'PUT /v1/lists/{listId}/imports/{importId}/chunks/{number}': {
    summary: 'Takes one chunk of the lines of a list, whose NIKs are hashed and not kept; a repeat changes nothing',
    body: { mediaType: 'text/csv' },
    answers: { 200: 'ListChunk' },
    problems: [
      'unauthorized',
      'forbidden',
      'unknown-import',
      'import-closed',
      'other-bytes',
      'chunk-too-large',
      'not-csv',
      'not-its-lines',
    ],
    ...OFFICER,
  },
  'POST /v1/lists/{listId}/imports/{importId}/completion': {
    summary: 'Makes an import the newest version of its list, or says why none of it is',
    answers: { 200: 'ListImport', 201: 'ListImport' },
    problems: [
      'unauthorized',
      'forbidden',
      'unknown-import',
      'list-of-another-kind',
      'missing-chunks',
      'faulty-lines',
      'other-file',
      'nobody-listed',
    ],
    ...OFFICER,
  },
};
