import { type Bill, pricesOf } from './bill.ts';
import { PRICES } from './prices.ts';
import type { Otherwise } from './sensitivity.ts';

/** US dollars: two decimals, or what is left of less than a cent. */
export function dollars(usd: number): string {
  if (usd === 0) return '0';
  return usd < 0.01 ? '< 0.01' : usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function quantity(units: number): string {
  return units.toLocaleString('en', { maximumFractionDigits: units < 100 ? 2 : 0 });
}

function unitPrice(name: keyof typeof PRICES): string {
  const { usd, per, unit } = PRICES[name];
  return `${usd} per ${per === 1 ? '' : `${per.toLocaleString('en')} `}${unit}`;
}

/** Sums by service, dearest first. */
export function byService({ terms }: Bill): [string, number][] {
  const sums = new Map<string, number>();
  for (const { service, usd } of terms) sums.set(service, (sums.get(service) ?? 0) + usd);
  return [...sums].sort(([, left], [, right]) => right - left);
}

function heading({ wave, waves, region }: Bill): string {
  const each = `${quantity(wave.registrations)} registrations and ${quantity(wave.places)} places`;
  return `A month with ${waves === 1 ? 'one wave' : `${waves} waves`} of ${each}, ${region}, ${wave.reads} reads per registration, US dollars, without free tiers, taxes and support`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');

/** Tables of Markdown: totals, terms, what if, prices. */
export function markdownOf(bill: Bill, otherwise: readonly Otherwise[]): string {
  return [
    `${heading(bill)}.\n`,
    table(
      ['', 'USD'],
      [
        ['**in all**', `**${dollars(bill.total)}**`],
        ['per wave, less what there is without one', dollars(bill.perWave)],
        ['without a wave', dollars(bill.withoutAWave)],
        ['per million registrations', dollars(bill.perMillionRegistrations)],
        ...byService(bill).map(([service, usd]) => [service, dollars(usd)]),
      ],
    ),
    'Each term:\n',
    table(
      ['term', 'units', 'unit price', 'USD', 'where the units are from', 'price'],
      bill.terms.map(({ service, what, units, price, usd, basis, caveat }) => [
        `${service}: ${what}`,
        quantity(units),
        unitPrice(price),
        dollars(usd),
        basis,
        caveat || 'read',
      ]),
    ),
    'If one thing were otherwise:\n',
    table(
      ['', 'USD', 'difference'],
      otherwise.map(({ what, total }) => [what, dollars(total), signed(total - bill.total)]),
    ),
    'Prices, their dates and sources:\n',
    table(
      ['price', 'region', 'as of', 'source'],
      pricesOf(bill).map(([name, { region, asOf, source, standing }]) => [unitPrice(name), region, asOf, `${standing}: ${source}`]),
    ),
  ].join('\n');
}

/** Columns for a terminal. */
export function textOf(bill: Bill, otherwise: readonly Otherwise[]): string {
  const rows = bill.terms.map(({ service, what, units, price, usd, basis, caveat }) => [
    `${service}: ${what}`,
    quantity(units),
    unitPrice(price),
    dollars(usd),
    basis + (caveat ? ` [${caveat}]` : ''),
  ]);
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] as string).length));
  const lines = rows.map((row) =>
    [
      (row[0] as string).padEnd(width(0)),
      (row[1] as string).padStart(width(1)),
      (row[2] as string).padEnd(width(2)),
      (row[3] as string).padStart(width(3)),
      row[4],
    ].join('  '),
  );
  const sums: [string, number][] = [
    ...byService(bill),
    ['in all', bill.total],
    ['per wave, less what there is without one', bill.perWave],
    ['without a wave', bill.withoutAWave],
    ['per million registrations', bill.perMillionRegistrations],
  ];
  const line = (what: string, rest: string) => `${what.padEnd(44)}${rest}`;
  return [
    heading(bill),
    '',
    ...lines,
    '',
    ...sums.map(([what, usd]) => line(what, dollars(usd).padStart(12))),
    '',
    'If one thing were otherwise, in all:',
    ...otherwise.map(({ what, total }) => line(what, dollars(total).padStart(12) + signed(total - bill.total).padStart(12))),
    '',
    'Prices (region, as of, source):',
    ...pricesOf(bill).map(
      ([name, { region, asOf, source, standing }]) => `${unitPrice(name)}: ${region}, ${asOf}, ${standing}: ${source}`,
    ),
    '',
  ].join('\n');
}

function signed(usd: number): string {
  return `${usd < 0 ? '-' : '+'}${dollars(Math.abs(usd))}`;
}
