import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '#shared/http/openapi.ts';
import { OPERATIONS } from '#shared/http/operations/operations.ts';
import { PROBLEMS } from '#shared/http/problems.ts';
import {
  firstSubmitDelayMs,
  isWorthRetrying,
  RETRY_RULE,
  retryAfterSeconds,
  retryDelayMs,
  retryRuleText,
} from '#shared/retry/retry-rule.ts';

const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe('the first submit', () => {
  test('at the opening is put off by anything up to the spread', () => {
    expect([0, 0.5, 1].map((part) => firstSubmitDelayMs(0, part))).toEqual([0, 90_000, 180_000]);
  });

  test('before the opening waits for it first', () => {
    expect(firstSubmitDelayMs(-30_000, 0)).toBe(30_000);
    expect(firstSubmitDelayMs(-30_000, 0.5)).toBe(120_000);
  });

  test('after the first minutes is sent at once', () => {
    expect([600_000, 600_001, 86_400_000].map((since) => firstSubmitDelayMs(since, 1))).toEqual([0, 0, 0]);
  });

  test('of a short wave is put off by a twentieth of its time at most, and never beyond half of it', () => {
    const window = 300_000;
    expect(firstSubmitDelayMs(0, 1, RETRY_RULE, window)).toBe(15_000);
    expect(firstSubmitDelayMs(140_000, 1, RETRY_RULE, window)).toBe(10_000);
    expect(firstSubmitDelayMs(150_000, 1, RETRY_RULE, window)).toBe(0);
    expect(firstSubmitDelayMs(0, 1, RETRY_RULE, 3_600_000)).toBe(RETRY_RULE.spreadMs);
  });

  test('is never put off beyond the end of the first minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600_000 }), chance, (since, part) => {
        expect(since + firstSubmitDelayMs(since, part)).toBeLessThanOrEqual(RETRY_RULE.spreadUntilMs);
      }),
    );
  });
});

describe('the pause before the next try', () => {
  test('doubles at most, up to the cap', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 40, 1_000].map((tries) => retryDelayMs(tries, undefined, 1) - RETRY_RULE.floorMs);
    expect(longest).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 64_000, 64_000, 64_000]);
  });

  test('is never shorter than what the answer asks for, nor than the floor', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.option(fc.nat(3600), { nil: undefined }), chance, (tries, asked, part) => {
        const delay = retryDelayMs(tries, asked, part);
        expect(delay).toBeGreaterThanOrEqual(Math.max(RETRY_RULE.floorMs, (asked ?? 0) * 1000));
        expect(delay).toBeLessThanOrEqual(Math.max(RETRY_RULE.floorMs, (asked ?? 0) * 1000) + RETRY_RULE.capMs);
      }),
    );
  });

  test('differs among those who were turned away together', () => {
    expect(new Set([0.1, 0.2, 0.3].map((part) => retryDelayMs(1, 60, part))).size).toBe(3);
  });

  test('comes after a try', () => {
    for (const tries of [0, -1, 1.5]) expect(() => retryDelayMs(tries, undefined, 0)).toThrow(RangeError);
  });
});

test.each([
  ['60', 60],
  ['0', 0],
  [undefined, undefined],
  ['', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
])('a Retry-After of %j is %j seconds', (header, seconds) => {
  expect(retryAfterSeconds(header)).toBe(seconds);
});

test('no answer at all, and what the API calls busy or broken, is worth another try; every refusal is an answer', () => {
  expect(isWorthRetrying(undefined)).toBe(true);
  for (const [name, [status]] of Object.entries(PROBLEMS)) expect([name, isWorthRetrying(status)]).toEqual([name, status >= 500]);
  expect([200, 201, 409, 422, 429].map(isWorthRetrying)).toEqual([false, false, false, false, true]);
});

test('the document says the rule, with the numbers that are followed, and names it where people register', () => {
  const { info, paths } = openApiDocument() as {
    info: { description: string; 'x-retry-rule': object };
    paths: Record<string, Record<string, { description?: string }>>;
  };
  expect(info.description).toContain(retryRuleText());
  expect(info['x-retry-rule']).toEqual(RETRY_RULE);
  for (const seconds of [600, 180, 5, 1, 2, 64]) expect(retryRuleText()).toMatch(new RegExp(`\\b${seconds}\\b`));
  const registering = Object.keys(OPERATIONS).filter((route) => /^POST .*\/registrations?$/.test(route));
  expect(registering).toHaveLength(2);
  for (const route of registering) {
    const [method = '', path = ''] = route.toLowerCase().split(' ');
    expect(paths[path.replace('waveid', 'waveId')]?.[method]?.description).toMatch(/retry rule/);
  }
});
