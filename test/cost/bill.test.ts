import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { billOf, pricesOf } from '#cost/bill.ts';
import { parseFlags } from '#cost/flags.ts';
import { awardBatches, functionsOf } from '#cost/functions.ts';
import { ASSUMED, MEASURED } from '#cost/measured.ts';
import { costOf, PRICES, type PriceName } from '#cost/prices.ts';
import { byService, dollars, markdownOf, textOf } from '#cost/print.ts';
import { SCALE_DOCUMENT, withBill } from '#cost/scale-document.ts';
import { otherwise } from '#cost/sensitivity.ts';
import { ERASURE_TRANSITIONS, STANDING, selectionTransitions } from '#cost/terms.ts';
import type { Wave } from '#cost/wave.ts';
import { STAGES, type Stage } from '#infra/stages.ts';
import { WARM_HOURS } from '#shared/opening/keep-ready.ts';

const stage = STAGES.production;
const wave: Wave = { registrations: 10_000_000, places: 800_000, reads: 48, tracing: 0.05, logs: 1 };
const bill = (changes: Partial<Wave> = {}, waves = 1, of: Stage = stage) =>
  billOf({ ...wave, ...changes }, waves, 'ap-southeast-3', of);
const term = (of: ReturnType<typeof bill>, id: string) => {
  const found = of.terms.filter((one) => one.id === id);
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('the bill', () => {
  test('adds up: terms, services, waves and what is there without one', () => {
    const { terms, total, perWave, withoutAWave, perMillionRegistrations } = bill({}, 3);
    const sum = terms.reduce((all, { usd }) => all + usd, 0);
    expect(total).toBeCloseTo(sum, 9);
    expect(byService(bill({}, 3)).reduce((all, [, usd]) => all + usd, 0)).toBeCloseTo(total, 9);
    expect(3 * perWave + withoutAWave).toBeCloseTo(total, 9);
    expect(perMillionRegistrations * 30).toBeCloseTo(total, 9);
    expect(new Set(terms.map(({ id }) => id)).size).toBe(terms.length);
    for (const { usd, units, price } of terms) expect(usd).toBeCloseTo(costOf(price, units), 12);
  });

  test('doubles where it follows the people, when they do', () => {
    const [once, twice] = [bill(), bill({ registrations: 20_000_000, places: 1_600_000 })];
    const linear = once.terms.filter(({ follows }) => follows === 'people');
    expect(linear.length).toBeGreaterThan(20);
    for (const { id, units } of linear) expect([id, term(twice, id).units / units]).toEqual([id, expect.closeTo(2, 9)]);
    for (const { id, units, follows } of once.terms) {
      if (follows === 'wave' || follows === 'month') expect([id, term(twice, id).units]).toEqual([id, units]);
      if (follows === 'mixed') {
        expect([id, term(twice, id).units >= units]).toEqual([id, true]);
        expect([id, term(twice, id).units <= 4 * units]).toEqual([id, true]);
      }
    }
  });

  test('doubles with the waves of a month but for what is there without one', () => {
    const [one, two] = [bill(), bill({}, 2)];
    for (const { id, units, follows } of one.terms)
      expect([id, term(two, id).units]).toEqual([id, expect.closeTo(follows === 'month' ? units : 2 * units, 3)]);
  });

  test('has the units that were measured', () => {
    const present = bill();
    expect(term(present, 'DynamoDB writes of awards').units).toBe(6 * 800_000);
    expect(term(present, 'DynamoDB writes of registrations').units).toBeCloseTo(10_000_000 * ASSUMED.requestsPerRegistration, 3);
    expect(term(present, 'DynamoDB writes of erasures').units).toBe(9_200_000);
    expect(term(present, 'DynamoDB reads of screening').units).toBe(10_000_000 * MEASURED.readUnitsOfScreening);
    expect(term(bill({ registrations: 10, places: 10 }), 'DynamoDB writes of erasures').units).toBe(0);
  });

  test('follows what the stage buys for an opening', () => {
    const nothing = { provisionedConcurrency: 0, reservedConcurrency: 0, warmWriteUnits: 0 };
    const buying = { ...stage, opening: { ...nothing, provisionedConcurrency: 100, warmWriteUnits: 6_000 } };
    const [bought, not] = [bill({}, 1, buying), bill({}, 1, { ...stage, opening: nothing })];
    expect(term(not, 'Lambda provisioned concurrency').units).toBe(0);
    expect(term(bought, 'Lambda provisioned concurrency').units).toBe(100 * 0.5 * ASSUMED.warmHours * 3_600);
    expect(ASSUMED.warmHours).toBeCloseTo(WARM_HOURS, 9);
    expect(term(bought, 'DynamoDB warm throughput for writes').units).toBe(2_000);
    expect(term(not, 'DynamoDB warm throughput for writes').units).toBe(0);
  });

  test('moves with reads, traces and lines, and says by how much', () => {
    const others = new Map(otherwise(bill(), stage).map(({ what, total }) => [what, total - bill().total]));
    expect(others.get('no reads but what registering needs')).toBeLessThan(-500);
    expect(others.get('four times the reads')).toBeGreaterThan(1_000);
    expect(others.get('nothing traced')).toBeCloseTo(-costOf('traces', term(bill(), 'X-Ray traces').units), 9);
    expect(others.get('no log lines')).toBeLessThan(0);
    expect(others.get('four times the log lines')).toBeCloseTo(-3 * (others.get('no log lines') as number), 6);
  });

  test('charges tiers one after the other', () => {
    expect(costOf('apiRequests', 300_000_000)).toBeCloseTo(300, 9);
    expect(costOf('apiRequests', 400_000_000)).toBeCloseTo(390, 9);
    expect(costOf('edgeBytesOut', 12_000)).toBeCloseTo(10_000 * 0.12 + 2_000 * 0.1, 9);
  });
});

describe('prices', () => {
  test.each(Object.entries(PRICES))('%s has a unit, a date and a source', (_, price) => {
    expect(price.usd).toBeGreaterThan(0);
    expect(price.per).toBeGreaterThan(0);
    for (const text of [price.unit, price.asOf, price.source]) expect(text.length).toBeGreaterThan(3);
    if (price.standing === 'read') expect(price.source).not.toContain('no page with the number');
  });

  test('of us-east-1 are never shown as Jakarta’s, nor an assumption as a price', () => {
    for (const { price, caveat } of bill().terms) {
      const { region, standing } = PRICES[price];
      expect([price, caveat.includes("not Jakarta's")]).toEqual([price, region === 'us-east-1']);
      expect([price, caveat.includes('assumed')]).toEqual([price, standing === 'assumed']);
    }
    const there = billOf(wave, 1, 'us-east-1', stage);
    for (const { caveat } of there.terms) expect(caveat).not.toContain('Jakarta');
  });

  test('are all used', () => {
    expect(
      pricesOf(bill())
        .map(([name]) => name)
        .toSorted(),
    ).toEqual((Object.keys(PRICES) as PriceName[]).toSorted());
  });
});

describe('what is printed', () => {
  test('names every term and every source, as text and as Markdown', () => {
    for (const print of [textOf, markdownOf]) {
      const text = print(bill(), otherwise(bill(), stage));
      for (const { service, what, basis } of bill().terms) {
        expect(text).toContain(`${service}: ${what}`);
        expect(text).toContain(basis);
      }
      for (const [, { source }] of pricesOf(bill())) expect(text).toContain(source);
      expect(text).toContain(dollars(bill().total));
    }
  });

  test('shows cents, and that there is something below them', () => {
    expect([0, 0.004, 0.01, 1_234.567].map(dollars)).toEqual(['0', '< 0.01', '0.01', '1,234.57']);
  });

  test('docs/scale.md holds the present bill', () => {
    const document = readFileSync(SCALE_DOCUMENT, 'utf8');
    expect(withBill(document)).toBe(document);
    expect(document).toContain(`**${dollars(bill().total)}**`);
    expect(readFileSync('README.md', 'utf8')).toContain(
      `| ${dollars(bill().total)} US dollars, ${dollars(bill().perMillionRegistrations)} per million;`,
    );
    expect(() => withBill('# nothing')).toThrow(/has no/);
  });
});

describe('the flags', () => {
  const asked = ['--registrations', '10000000', '--places', '800000'];
  test('give a wave', () => {
    expect(parseFlags(asked)).toEqual({ kind: 'bill', wave, waves: 1, region: 'ap-southeast-3', json: false, markdown: false });
    expect(
      parseFlags([...asked, '--region', 'us-east-1', '--waves', '12', '--reads', '0', '--tracing', '1', '--json']),
    ).toMatchObject({
      region: 'us-east-1',
      waves: 12,
      wave: { reads: 0, tracing: 1 },
      json: true,
    });
    expect(parseFlags(['--help'])).toEqual({ kind: 'help' });
  });

  test.each([
    [['--places', '1'], /--registrations takes a whole number from 1 to 1000000000, and is needed/],
    [['--registrations', '10'], /--places takes a whole number from 0 to 10, and is needed/],
    [['--registrations', '10', '--places', '11'], /--places takes a whole number from 0 to 10, not "11"/],
    [['--registrations', '0', '--places', '0'], /from 1 to/],
    [['--registrations', '1e7', '--places', '0'], /not "1e7"/],
    [['--registrations', '-5', '--places', '0'], /registrations/],
    [[...asked, '--region', 'mars-1'], /no prices for the region "mars-1"; known are ap-southeast-3 and us-east-1/],
    [[...asked, '--waves', '0'], /--waves takes a whole number from 1 to 100, not "0"/],
    [[...asked, '--tracing', '1.5'], /--tracing takes a share from 0 to 1, not "1.5"/],
    [[...asked, '--json', '--markdown'], /Either --json or --markdown/],
    [[...asked, '--cheaper'], /Unknown option '--cheaper'/],
    [[...asked, 'now'], /Unexpected argument 'now'/],
  ])('%j are refused in a sentence', (args, sentence) => {
    expect(() => parseFlags(args)).toThrow(sentence);
  });
});

describe('the counts', () => {
  test('of award batches are those of the draw: full shards alone, thin ones together', () => {
    expect(awardBatches(wave)).toBe(256 + ASSUMED.refillBatches);
    expect(awardBatches({ ...wave, places: 256 })).toBe(256 / 16 + ASSUMED.refillBatches);
  });

  test('of transitions do not grow with the registrations', () => {
    expect(selectionTransitions({ ...wave, registrations: 100_000_000 })).toBe(selectionTransitions(wave));
    expect(ERASURE_TRANSITIONS).toBe(260);
  });

  test('of functions are finite and not negative, also for the smallest wave', () => {
    for (const fn of functionsOf({ ...wave, registrations: 1, places: 0 })) {
      expect([fn.name, fn.calls >= 0, Number.isFinite(fn.seconds), fn.seconds >= 0]).toEqual([fn.name, true, true, true]);
    }
  });

  test('of what stands are whole', () => {
    for (const count of Object.values(STANDING)) expect(Number.isInteger(count)).toBe(true);
  });
});
