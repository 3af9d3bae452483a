import { describe, expect, test } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { openApiDocument } from '#shared/http/openapi.ts';
import { OPERATIONS } from '#shared/http/operations/operations.ts';

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

describe('the document as OpenAPI 3.1', () => {
  type Content = Record<string, { schema?: unknown }>;
  type OperationObject = {
    operationId: string;
    parameters?: { name: string; in: string; required: boolean; schema: object }[];
    requestBody?: { required: boolean; content: Content };
    security?: Record<string, string[]>[];
    responses: Record<string, { description: string; content: Content }>;
  };
  const whole = document as unknown as Record<string, unknown> & { components: { securitySchemes: object } };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation: operation as OperationObject })),
  );

  test('says so, with a title and a version, and has the parts of the specification only', () => {
    expect(whole).toMatchObject({ openapi: '3.1.0', info: { title: expect.any(String), version: expect.any(String) } });
    expect(Object.keys(whole).toSorted()).toEqual(['components', 'info', 'openapi', 'paths']);
  });

  test('names each operation once, and each parameter of a path exactly', () => {
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    for (const { path, method, operation } of operations) {
      expect(path).toMatch(/^\//);
      expect(['get', 'put', 'post']).toContain(method);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = Map.groupBy(operation.parameters ?? [], (parameter) => parameter.in);
      expect((given.get('path') ?? []).map(({ name }) => name)).toEqual(inPath);
      for (const parameter of operation.parameters ?? []) {
        expect(['path', 'query', 'header']).toContain(parameter.in);
        expect(parameter).toMatchObject({ required: parameter.in !== 'query', schema: {} });
      }
    }
  });

  test('has a description and media types for every answer, and known security schemes only', () => {
    for (const { path, operation } of operations) {
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[2345]\d\d$/);
        expect(description.length, `${path} ${status}`).toBeGreaterThan(5);
        for (const [type, media] of Object.entries(content)) {
          expect(type).toMatch(/^[\w*]+\/[\w*+.-]+$/);
          if (type !== '*/*' && 'schema' in media)
            expect(media.schema).toEqual({ $ref: expect.stringMatching(/^#\/components\/schemas\//) });
        }
      }
      for (const scheme of operation.security ?? []) {
        for (const name of Object.keys(scheme)) expect(whole.components.securitySchemes).toHaveProperty(name);
      }
    }
  });

  test('holds every schema that a handler answers with, and each of its schemas is used', () => {
    const used = new Set([...JSON.stringify(document.paths).matchAll(/schemas\/(\w+)"/g)].map(([, name]) => name));
    for (const name of Object.keys(ANSWERS)) expect(used, name).toContain(name);
    expect(Object.keys(document.components.schemas).toSorted()).toEqual([...used].toSorted());
  });

  test('tells what the gateway answers by itself, throttling included', () => {
    for (const { operation } of operations) {
      for (const status of [400, 431, 500, 503]) {
        expect(operation.responses[status]?.content['application/json']).toEqual({
          schema: { $ref: '#/components/schemas/GatewayMessage' },
        });
      }
      // Here the front answers too, in the form of our problems, and can't call it anything but `application/json`.
      for (const status of [413, 429]) {
        expect(operation.responses[status]?.content['application/json']).toEqual({
          schema: { $ref: '#/components/schemas/GatewayMessageOrProblem' },
        });
      }
      expect(operation.responses[403]?.content).toHaveProperty('text/html');
      const officer = operation.security?.some((scheme) => 'officerToken' in scheme) ?? false;
      expect(operation.responses[401]?.content['application/json'] !== undefined).toBe(officer);
    }
  });
});
