import type { DrawResult } from '#shared/draw/draw.ts';
import type { Entrants } from '#shared/draw/entrants.ts';
import { type Certificate, LEAST_IN_A_BAND, type RatesOfDimension, selectionRatesSchema } from '#shared/evidence/documents.ts';
import { SELECTION_RATES_FILE } from '#shared/evidence/evidence-names.ts';
import { selectionRates } from '#shared/rates/selection-rates.ts';
import { chiSquareP } from '#shared/statistics/chi-square.ts';
import type { Plan } from '#shared/waves/plan.ts';
import { assertSame, readDocument } from './documents.ts';
import type { EvidenceSource } from './evidence-source.ts';
import { Fault, type Held } from './findings.ts';

/** The statistic is published with three decimals: the true one lies so far from it at most. Near 0 that is much of a p. */
const MOST_ROUNDED = 0.0005;
/** p itself is published with four digits. */
const MOST_RELATIVE_DIFFERENCE = 0.001;

/**
 * Province and priority are in the entrants files and are counted again. Sex and age of an entry are not public: of them it is checked
 * that the bands add up to the wave and that p follows from the statistic (that no band is small is in the file's form).
 */
export async function checkRates(
  source: EvidenceSource,
  plan: Plan,
  entrants: Entrants,
  { winners }: DrawResult,
  { rounds }: Certificate,
): Promise<Held<true>> {
  const { document: published } = await readDocument(source, SELECTION_RATES_FILE, selectionRatesSchema);
  const unknown = { sexes: new Uint8Array(entrants.count), ageBands: new Uint8Array(entrants.count) };
  const struckOut = rounds.flatMap((round) => round.struckOut);
  const recounted = selectionRates({ waveId: plan.waveId, plan, entrants, groups: unknown, winners, struckOut });
  const { dimensions: expected, ...facts } = recounted;
  const { dimensions, ...publishedFacts } = published;
  assertSame(SELECTION_RATES_FILE, 'the wave is', publishedFacts, facts);
  if (!dimensions || !expected) {
    assertSame(SELECTION_RATES_FILE, 'the dimensions are', dimensions, expected);
    return { sentence: `withheld: fewer than ${LEAST_IN_A_BAND} entrants`, value: true };
  }
  for (const name of ['province', 'priority'] as const)
    assertSame(SELECTION_RATES_FILE, `the rates by ${name} are`, dimensions[name], expected[name]);
  for (const name of ['sex', 'ageBand'] as const) assertAddsUp(name, dimensions[name], facts);
  const told = Object.entries(dimensions).map(([name, { p }]) => `${name} p = ${p ?? 'untested'}`);
  return { sentence: `selected against expected in bands of ${LEAST_IN_A_BAND} and more: ${told.join(', ')}`, value: true };
}

function assertAddsUp(
  name: string,
  { bands, chiSquare, degreesOfFreedom, p }: RatesOfDimension,
  facts: { entrants: number; selected: number },
): void {
  const sum = (of: 'entrants' | 'selected') => bands.reduce((total, band) => total + band[of], 0);
  assertSame(
    SELECTION_RATES_FILE,
    `the bands of ${name} add up to`,
    [sum('entrants'), sum('selected')],
    [facts.entrants, facts.selected],
  );
  if (chiSquare === null || degreesOfFreedom === null || p === null) return;
  const least = chiSquareP(chiSquare + MOST_ROUNDED, degreesOfFreedom) * (1 - MOST_RELATIVE_DIFFERENCE);
  const most = chiSquareP(chiSquare - MOST_ROUNDED, degreesOfFreedom) * (1 + MOST_RELATIVE_DIFFERENCE);
  if (p >= least && p <= most) return;
  const following = chiSquareP(chiSquare, degreesOfFreedom).toPrecision(4);
  throw new Fault(SELECTION_RATES_FILE, `says p = ${p} for ${name}, and of that statistic it is ${following}`);
}
