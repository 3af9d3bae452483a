import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { registrationBodySchema } from '#shared/registrations/registration-body.ts';
import { bodyOf, FIELDS, faultsIn, NOTHING_TYPED, phoneNumber, provincesOf, type Typed } from '#web/applicant/check-form.ts';

const TODAY = '2020-08-08';
const national = { byProvince: 'national' } as const;
const right: Typed = {
  fullName: ' Siti Rahmawati ',
  nik: '3174 0565 0892 0003',
  kk: '3174.0512.0315.0007',
  day: '5',
  month: '8',
  year: '1992',
  phone: '0812-3456-7890',
  province: '31',
  occupation: 'driver',
  laidOff: 'no',
  inFormalEducation: 'no',
  consent: true,
};

/** What people type, and what nobody would. */
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[0-9 .+-]{0,22}$/), fc.constant(''));
const typedArbitrary: fc.Arbitrary<Typed> = fc.record({
  fullName: fc.oneof(text, fc.constant(right.fullName)),
  nik: fc.oneof(text, fc.constant(right.nik)),
  kk: fc.oneof(text, fc.constant(right.kk)),
  day: fc.oneof(text, fc.integer({ min: 0, max: 32 }).map(String)),
  month: fc.constantFrom('', '2', '8', '12'),
  year: fc.oneof(text, fc.constantFrom('1899', '1992', '2004', '2021')),
  phone: fc.oneof(text, fc.constant(right.phone)),
  province: fc.constantFrom('', '31', '99'),
  occupation: fc.constantFrom('', 'driver', 'civil-servant'),
  laidOff: fc.constantFrom('', 'yes', 'no'),
  inFormalEducation: fc.constantFrom('', 'yes', 'no'),
  consent: fc.boolean(),
});

describe('the form', () => {
  test('has a fault in each field when nothing is typed, and none when all is right', () => {
    expect(Object.keys(faultsIn(NOTHING_TYPED, national, TODAY)).sort()).toEqual([...FIELDS].sort());
    expect(faultsIn(right, national, TODAY)).toEqual({});
    expect([...FIELDS].sort()).toEqual(Object.keys(registrationBodySchema.shape).sort());
  });

  test('sends what the API takes whenever it has no fault, the same bytes each time', () => {
    let faultless = 0;
    fc.assert(
      fc.property(fc.oneof(typedArbitrary, fc.record({ ...rightOr(typedArbitrary) })), (typed) => {
        if (Object.keys(faultsIn(typed, national, TODAY)).length > 0) return;
        faultless++;
        expect(z.safeParse(registrationBodySchema, JSON.parse(bodyOf(typed))).error).toBeUndefined();
        expect(bodyOf({ ...typed })).toBe(bodyOf(typed));
      }),
      { numRuns: 2_000 },
    );
    expect(faultless).toBeGreaterThan(20);
  });

  test('finds fault with each field that the API would refuse', () => {
    fc.assert(
      fc.property(typedArbitrary, (typed) => {
        const faults = faultsIn(typed, national, TODAY);
        const parsed = z.safeParse(registrationBodySchema, JSON.parse(bodyOf(typed)));
        for (const { path } of parsed.error?.issues ?? []) expect(faults).toHaveProperty(String(path[0]));
      }),
      { numRuns: 1_000 },
    );
  });

  test('knows a birth date that is still to come, and provinces that the wave does not serve', () => {
    expect(faultsIn({ ...right, day: '9', year: '2020' }, national, TODAY)).toEqual({ birthDate: 'birthDateWrong' });
    expect(faultsIn({ ...right, day: '8', year: '2020' }, national, TODAY)).toEqual({});
    const served = { byProvince: { '32': 4 } };
    expect(provincesOf(served).map(({ name }) => name)).toEqual(['Jawa Barat']);
    expect(faultsIn(right, served, TODAY)).toEqual({ province: 'provinceWrong' });
  });

  test.each([
    ['081234567890', '+6281234567890'],
    ['+62 812-3456-7890', '+6281234567890'],
    ['62 812 3456 7890', '+6281234567890'],
    ['81234567890', '+6281234567890'],
    ['+65 8123 4567', '+6581234567'],
  ])('takes the number %s as %s', (typed, sent) => {
    expect(phoneNumber(typed)).toBe(sent);
  });
});

/** Right in each field as often as not, so that whole forms are right now and then. */
function rightOr(wrong: typeof typedArbitrary) {
  return Object.fromEntries(
    (Object.keys(right) as (keyof Typed)[]).map((field) => [
      field,
      fc.oneof({ weight: 9, arbitrary: fc.constant(right[field]) }, { weight: 1, arbitrary: wrong.map((typed) => typed[field]) }),
    ]),
  ) as unknown as { [field in keyof Typed]: fc.Arbitrary<Typed[field]> };
}
