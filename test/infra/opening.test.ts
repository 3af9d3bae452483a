import { describe, expect, test } from 'vitest';
import { ACCOUNT_CONCURRENCY } from '#infra/opening-limits.ts';
import { STAGES } from '#infra/stages.ts';
import { ENVIRONMENT, LIVE_ALIAS } from '#shared/names.ts';
import { openingNeedsOf } from '#shared/opening/opening-needs.ts';
import { functionName, idIn, onlyOne, resourcesOf, synthesized } from './synthesized-template.ts';

/** "Lambda quotas": what an account must leave to functions that have set nothing aside. */
const NEVER_RESERVED = 100;

describe.each(Object.values(STAGES))('the opening of stage $name', ({ name, opening, throttling }) => {
  const template = synthesized(name);
  const functions = resourcesOf(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => ({
    name: functionName(template, id),
    properties: Properties,
  }));

  test('sets aside for registering what the stage says, and nothing for anybody else', () => {
    const aside = functions.filter(({ properties }) => properties.ReservedConcurrentExecutions !== undefined);
    expect(aside.map(({ name: of, properties }) => [of, properties.ReservedConcurrentExecutions])).toEqual(
      opening.reservedConcurrency > 0 ? [['register', opening.reservedConcurrency]] : [],
    );
  });

  test('fits into an account that is new, and into what is set aside', () => {
    expect(opening.reservedConcurrency).toBeLessThanOrEqual(ACCOUNT_CONCURRENCY - NEVER_RESERVED);
    expect(opening.provisionedConcurrency).toBeLessThanOrEqual(opening.reservedConcurrency);
  });

  test('reaches the registration function by its alias, the only one, of its own present version', () => {
    const alias = onlyOne(template, 'AWS::Lambda::Alias').Properties;
    expect(alias.Name).toBe(LIVE_ALIAS);
    expect(functionName(template, idIn(alias.FunctionName))).toBe('register');
    const version = template.Resources[idIn(alias.FunctionVersion)]!;
    expect(idIn(version.Properties.FunctionName)).toBe(idIn(alias.FunctionName));
    const called = resourcesOf(template, 'AWS::ApiGatewayV2::Integration').map(([, { Properties }]) =>
      idIn(Properties.IntegrationUri),
    );
    const aliases = resourcesOf(template, 'AWS::Lambda::Alias').map(([id]) => id);
    expect(called.filter((id) => aliases.includes(id))).toHaveLength(1);
  });

  test('is what the wave clock and whoever schedules are told', () => {
    const told = functions.flatMap(({ name: of, properties }) => {
      const text = properties.Environment.Variables[ENVIRONMENT.openingNeeds];
      return text ? [[of, openingNeedsOf(text)]] : [];
    });
    const concurrency = name === 'production' ? 800 : Math.ceil(throttling.rate * 0.7);
    const needs = { requests: throttling, concurrency, ...opening };
    expect(Object.fromEntries(told)).toEqual({ 'wave-clock': needs, 'schedule-wave': needs });
  });
});

test('only production buys anything', () => {
  const nothing = { provisionedConcurrency: 0, reservedConcurrency: 0, warmWriteUnits: 0 };
  expect(STAGES.dev.opening).toEqual(nothing);
  expect(STAGES.staging.opening).toEqual(nothing);
  expect(Object.values(STAGES.production.opening).every((bought) => bought > 0)).toBe(true);
});
