import type { Mutant } from './mutant.ts';

const WAVES = ['test/web/waves.test.ts'];
const FLOW = ['test/web/year-flow.test.ts'];
const PLACES = ['test/web/places.test.ts'];
const EXAMPLE = ['test/web/draw-example.test.ts'];
const PLAYED = ['test/web/draw.test.ts'];
const LIMITS = ['test/web/rate-limits.test.ts'];
const QR = ['test/web/receipt-qr.test.ts'];
const fits = 'web/public/waves/fits.ts';
const flow = 'web/public/places/year-flow.ts';
const places = 'web/public/places/wave-places.ts';

/** Everybody's pages: what they show is held against what was published, and what does not fit is told. */
export const PUBLIC_MUTANTS: readonly Mutant[] = [
  {
    name: 'a plan of another fingerprint is shown as the wave’s',
    file: fits,
    find: '(_, digest) => digest === wave.planHash',
    replace: '(_, digest) => digest !== undefined',
    tests: WAVES,
    named: 'plan.json is not what',
  },
  {
    name: 'an earlier version of a plan is shown though the next does not name it',
    file: fits,
    find: '(named === undefined || named === digest)',
    replace: 'digest.length > 0',
    tests: WAVES,
    named: 'plans/1.json is not what',
  },
  {
    name: 'a seed that does not follow is shown as the draw’s',
    file: fits,
    find: ' && seed === toHex(seedOf({ waveId, planHash, entrantsRoot, round, randomness }))',
    replace: ' && seed !== toHex(seedOf({ waveId, planHash, entrantsRoot, round, randomness: seed }))',
    tests: WAVES,
    named: 'the seed does not follow',
  },
  {
    name: 'sums of a certificate are shown as they come',
    file: fits,
    find: '      of.awarded + of.unfilled === of.places &&\n',
    replace: '',
    tests: WAVES,
    named: 'certificate.json is not what',
  },
  {
    name: 'rates that the certificate does not name are shown as its',
    file: fits,
    find: 'return waveId === wave.waveId && isCertified(SELECTION_RATES_FILE, digest);',
    replace: 'return waveId === wave.waveId && digest.length > 0;',
    tests: WAVES,
    named: 'selection-rates.json is not what',
  },
  {
    name: 'a file that is missing is passed over',
    file: fits,
    find: "(found.state === 'absent' && due)",
    replace: "(found.state === 'absent' && due && file === '')",
    tests: WAVES,
    named: 'a file is missing',
  },
  {
    name: 'a broken connection leaves files that seem to fit',
    file: fits,
    find: "some(({ state }) => state === 'unreachable')",
    replace: "some(({ state }) => state === 'unreadable')",
    tests: WAVES,
    named: 'a file is missing',
  },
  {
    name: 'what an honest draw would hardly have looks like any other',
    file: 'web/public/waves/rate-limits.ts',
    find: 'inside: rate >= from && rate <= to',
    replace: 'inside: rate >= 0 && rate <= 1',
    tests: LIMITS,
  },
  {
    name: 'the limits of an honest draw accuse one in three',
    file: 'web/public/waves/rate-limits.ts',
    find: 'const NINETEEN_OF_TWENTY = 1.96;',
    replace: 'const NINETEEN_OF_TWENTY = 0.96;',
    tests: LIMITS,
  },
  {
    name: 'the draw to play with has another seed than a draw',
    file: 'web/public/draw/example.ts',
    find: 'const seed = seedOf({ waveId: WAVE, planHash, entrantsRoot, round: ROUND, randomness });',
    replace: 'const seed = seedOf({ waveId: WAVE, planHash, entrantsRoot: planHash, round: ROUND, randomness });',
    tests: EXAMPLE,
  },
  {
    name: 'half a random number is drawn with',
    file: 'web/public/draw/random-number.tsx',
    find: 'if (NUMBER.test(digits)) onChange(digits);',
    replace: 'onChange(digits);',
    tests: PLAYED,
    named: 'a number typed over',
  },
  {
    name: 'a recovery wave of places that never came back is not told',
    file: flow,
    find: '      if (need > 0) faulty.push(wave.waveId);\n',
    replace: '',
    tests: FLOW,
  },
  {
    name: 'places that a wave gives again by itself are granted to another too',
    file: flow,
    find: "pool[wave.ownRefills ? 'ownBack' : 'back'] += wave.fates.back;",
    replace: 'pool.back += wave.fates.back;',
    tests: FLOW,
  },
  {
    name: 'a place that came back before its wave was settled is still with its recipient',
    file: flow,
    find: "          if (from === 'awaited') pool.taken += taken;\n",
    replace: '',
    tests: FLOW,
  },
  {
    name: 'places of a wave that do not add up are drawn all the same',
    file: places,
    find: 'const faulty = sum !== places || FATES',
    replace: 'const faulty = FATES',
    tests: PLACES,
    named: 'is told, by name',
  },
  {
    name: 'a place that a refill could give to nobody is still with its recipient',
    file: places,
    find: 'sum + of.places - (of.awarded ?? 0)',
    replace: 'sum + (of.awarded ?? 0) - (of.awarded ?? 0)',
    tests: ['test/web/places-of-the-ledger.test.ts'],
  },
  {
    name: 'places of another wave are taken for this one’s',
    file: places,
    find: "return found.state === 'read' && found.document.waveId !== wave.waveId;",
    replace: "return found.state === 'read' && found.document.waveId === '';",
    tests: PLACES,
    named: 'is told, by name',
  },
  {
    name: 'the key to a result stays in the address of the page for checking',
    file: 'web/public/check.tsx',
    find: "  if (given !== undefined) history.replaceState(null, '', location.pathname);\n",
    replace: '',
    tests: QR,
    named: 'in the address',
  },
  {
    name: 'who shows the key to the result is not warned',
    file: 'web/public/receipt-check.tsx',
    find: "manageTokenIn(text) ? 'receiptIsKey' : 'receiptMissing'",
    replace: "'receiptMissing'",
    tests: QR,
    named: 'the key to the result',
  },
];
