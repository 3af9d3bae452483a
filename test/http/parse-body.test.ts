import { describe, expect, test } from 'vitest';
import { parseBody, parseOptionalBody } from '#shared/http/parse-body.ts';
import { preferredLanguage } from '#shared/http/problem-document.ts';
import { joinChangesSchema } from '#shared/registrations/join-changes.ts';
import { registrationBodySchema } from '#shared/registrations/registration-body.ts';
import { REGISTRATION_FIELDS } from '#shared/registrations/registration-messages.ts';
import { DRY_RUN_FIELDS, dryRunBodySchema } from '#shared/selection/dry-run-body.ts';
import { applicant } from '../support/people.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const parse = (body: string, headers: Record<string, string> = JSON_TYPE, isBase64Encoded = false) =>
  parseBody(registrationBodySchema, REGISTRATION_FIELDS, { body, headers, isBase64Encoded });
const pointers = (body: object) => {
  const parsed = parse(JSON.stringify(body));
  return 'problem' in parsed ? [parsed.problem, ...parsed.faults.map(({ pointer }) => pointer)] : [];
};

describe('the body of a registration', () => {
  test('that is right is taken, base64 or not', () => {
    const text = JSON.stringify(applicant());
    expect(parse(text)).toEqual({ body: applicant() });
    expect(parse(Buffer.from(text).toString('base64'), JSON_TYPE, true)).toEqual({ body: applicant() });
    expect(parse(text, { 'content-type': 'application/json; charset=utf-8' })).toEqual({ body: applicant() });
  });

  test.each([
    ['not JSON', '{"nik":', 'malformed-json'],
    ['nothing', '', 'malformed-json'],
    ['raw control characters', '{"nik":"\u0000"}', 'malformed-json'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]).toString('base64'), 'malformed-json'],
    ['deeply nested', '['.repeat(4_000) + ']'.repeat(4_000), 'invalid-fields'],
    ['10,000 levels', '['.repeat(10_000), 'body-too-large'],
    ['over 8 KB', JSON.stringify(applicant({ fullName: 'a'.repeat(9_000) })), 'body-too-large'],
    ['an array', '[]', 'invalid-fields'],
    ['null', 'null', 'invalid-fields'],
  ])('%s is refused', (what, body, problem) => {
    expect(parse(body, JSON_TYPE, what.startsWith('bytes'))).toMatchObject({ problem });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''])('of type "%s" is refused', (type) => {
    expect(parse(JSON.stringify(applicant()), { 'content-type': type })).toEqual({ problem: 'not-json', faults: [] });
  });

  test.each<[string, object]>([
    ['/nik', { nik: '317405650892000' }],
    ['/nik', { nik: '31740565089200034' }],
    ['/nik', { nik: '3174056508920000' }],
    ['/nik', { nik: '9974056508920003' }],
    ['/nik', { nik: '3174057308920003' }],
    ['/nik', { nik: '3174053013920003' }],
    ['/nik', { nik: '３174056508920003' }],
    ['/nik', { nik: 3174056508920003 }],
    ['/kk', { kk: '317405' }],
    ['/kk', { kk: '3174051203150000' }],
    ['/fullName', { fullName: '' }],
    ['/fullName', { fullName: 'Siti\u0007Rahma' }],
    ['/fullName', { fullName: 'Siti\u202eamhaR' }],
    ['/fullName', { fullName: 'a'.repeat(161) }],
    ['/birthDate', { birthDate: '1992-02-30' }],
    ['/birthDate', { birthDate: '25-08-1992' }],
    ['/birthDate', { birthDate: '1899-12-31' }],
    ['/phone', { phone: '081234567890' }],
    ['/phone', { phone: '+62 812' }],
    ['/province', { province: '3' }],
    ['/occupation', { occupation: 'astronaut' }],
    ['/laidOff', { laidOff: 'yes' }],
    ['/consent', { consent: false }],
    ['/religion', { religion: 'any' }],
    ['/*', { '3174056508920003': true }],
  ])('a wrong value is refused at %s: %j', (pointer, change) => {
    expect(pointers({ ...applicant(), ...change })).toEqual(['invalid-fields', pointer]);
  });

  test('every field is named when all are missing, and no answer repeats what was sent', () => {
    expect(pointers({})).toEqual(['invalid-fields', ...Object.keys(applicant()).map((field) => `/${field}`)]);
    const sent = {
      nik: '3174056508920003x',
      kk: '1234567890123456x',
      fullName: 'Rahasia\u0001',
      phone: '08999',
      '3174056508920003': 1,
    };
    expect(JSON.stringify(parse(JSON.stringify(sent)))).not.toMatch(/3174056508920003|1234567890123456|Rahasia|08999/);
  });
});

test('a key of a record is named when it is a code, and not when it may be of a person', () => {
  const parsed = (byProvince: object) =>
    parseBody(dryRunBodySchema, DRY_RUN_FIELDS, {
      body: JSON.stringify({ entrants: 1, byProvince }),
      headers: JSON_TYPE,
      isBase64Encoded: false,
    });
  for (const [key, named] of [
    ['99', '99'],
    ['1992-08-25', '*'],
    ['3174056508920003', '*'],
    ['0812 3456', '*'],
    ['250892', '*'],
  ] as const)
    expect(parsed({ [key]: 1 }), key).toMatchObject({ faults: [{ pointer: `/byProvince/${named}` }] });
});

describe('the optional body of joining a wave', () => {
  const changes = (body: string | undefined, type?: string, isBase64Encoded = false) =>
    parseOptionalBody(joinChangesSchema, REGISTRATION_FIELDS, { body, headers: { 'content-type': type }, isBase64Encoded });

  test('may be absent, whatever its type, or empty JSON', () => {
    for (const type of [undefined, 'application/json', 'application/x-www-form-urlencoded']) {
      expect(changes(undefined, type)).toEqual({ body: {} });
      expect(changes('', type)).toEqual({ body: {} });
    }
    expect(changes('{}', 'application/json')).toEqual({ body: {} });
  });

  test('holds some of the fields that may change', () => {
    const some = { phone: '+6281234567890', laidOff: false };
    expect(changes(JSON.stringify(some), 'application/json')).toEqual({ body: some });
    const all = { ...some, province: '32', occupation: 'farmer', inFormalEducation: true };
    expect(changes(Buffer.from(JSON.stringify(all)).toString('base64'), 'application/json', true)).toEqual({ body: all });
  });

  test.each([
    ['of no type', '{}', undefined, 'not-json'],
    ['of another type', 'phone=1', 'application/x-www-form-urlencoded', 'not-json'],
    ['not JSON', '{', 'application/json', 'malformed-json'],
    ['over 8 KB', `"${'a'.repeat(9_000)}"`, 'application/json', 'body-too-large'],
    ['null', 'null', 'application/json', 'invalid-fields'],
  ])('that is %s is refused', (_, body, type, problem) => {
    expect(changes(body, type)).toMatchObject({ problem });
  });

  test.each([
    ['phone', '0812'],
    ['phone', null],
    ['province', 31],
    ['occupation', 'astronaut'],
    ['laidOff', 'no'],
    ['inFormalEducation', 1],
    ['nik', '3174056508920003'],
    ['kk', '3174051203150007'],
    ['fullName', 'Siti'],
    ['birthDate', '1992-08-25'],
    ['consent', true],
  ])('with a %s of %j is refused by that field', (field, value) => {
    const parsed = changes(JSON.stringify({ [field]: value }), 'application/json');
    expect(parsed).toMatchObject({ problem: 'invalid-fields', faults: [{ pointer: `/${field}` }] });
  });
});

test.each([
  [undefined, 'id'],
  ['', 'id'],
  ['en', 'en'],
  ['en-US,en;q=0.9', 'en'],
  ['id-ID,id;q=0.9,en;q=0.8', 'id'],
  ['en;q=0.2, id;q=0.7', 'id'],
  ['fr, en;q=0.5', 'en'],
  ['fr', 'id'],
  ['en;q=0', 'id'],
])('Accept-Language %s is answered in %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
