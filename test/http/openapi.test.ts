import { expect, test } from 'vitest';
import { OPERATIONS, openApiDocument } from '#shared/http/openapi.ts';

const document = openApiDocument() as unknown as {
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, unknown> };
};

test('every operation is in the OpenAPI document, and every reference in it leads somewhere', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
  expect(operations).toHaveLength(Object.keys(OPERATIONS).length);
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name as string,
  );
  expect(references.length).toBeGreaterThan(20);
  for (const name of references) expect(document.components.schemas).toHaveProperty(name);
});

test('joining a wave needs the manage token, may come without a body, and takes five fields, none of them required', () => {
  expect(document.paths['/v1/waves/{waveId}/registration']!['post']).toMatchObject({
    security: [{ manageToken: [] }],
    requestBody: { required: false },
    responses: { 200: {}, 201: {}, 401: {}, 404: {}, 409: {}, 422: {} },
  });
  const schema = document.components.schemas['JoinChanges'] as { properties: object };
  expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  expect(schema).not.toHaveProperty('required');
  expect(Object.keys(schema.properties)).toEqual(['phone', 'province', 'occupation', 'laidOff', 'inFormalEducation']);
});

test('the schema of a registration says which fields there are and that there are no others', () => {
  expect(document.components.schemas['RegistrationBody']).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['nik', 'kk', 'fullName', 'birthDate', 'phone', 'province', 'occupation', 'laidOff', 'inFormalEducation', 'consent'],
    properties: { consent: { const: true }, laidOff: { type: 'boolean' } },
  });
});
