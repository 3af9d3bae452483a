import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkReceipt } from '#verify/check-receipt.ts';
import { Unreachable } from '#verify/evidence-source.ts';
import { Fault } from '#verify/findings.ts';
import { UsageError } from '#verify/usage-error.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { copyOf, sourceOf } from '../support/forged-evidence.ts';
import { usePublishedWaves } from '../support/published-wave.ts';

const waves = usePublishedWaves();
const keys = () => ({ keys: [waves.signingKey], from: 'jwks.json' });

type Edit = { kind: 'flip' | 'insert' | 'delete' | 'truncate' | 'digit'; at: number; byte: number };
const editArbitrary: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('flip', 'insert', 'delete', 'truncate', 'digit'),
  /** Of the file's length. */
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  byte: fc.integer({ min: 1, max: 255 }),
});

function edited(bytes: Buffer, { kind, at, byte }: Edit): Buffer {
  const position = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, position), bytes.subarray(position)];
  switch (kind) {
    case 'flip':
      return Buffer.concat([before, Buffer.of((after[0] ?? 0) ^ byte), after.subarray(1)]);
    case 'insert':
      return Buffer.concat([before, Buffer.of(byte), after]);
    case 'delete':
      return Buffer.concat([before, after.subarray(1 + (byte % 3))]);
    case 'truncate':
      return before;
    case 'digit': {
      // JSON stays JSON that way, more often than not, and what is wrong is found further on.
      const found = bytes.indexOf(String(byte % 10), position);
      return found < 0 ? before : Buffer.concat([bytes.subarray(0, found), Buffer.from('7'), bytes.subarray(found + 1)]);
    }
  }
}

/** Each file that all depends on as often as all files of shards that have something in them. */
const fileArbitrary = () => {
  const names = [...waves.large.files].filter(([, bytes]) => bytes.length > 0).map(([name]) => name);
  const ofShards = names.filter((name) => /^(?:entrants|exclusions|results)\//.test(name));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...names.filter((name) => !ofShards.includes(name))) },
    { weight: 1, arbitrary: fc.constantFrom(...ofShards) },
  );
};

test('whatever bytes are changed in whichever file, a finding says so and nothing is thrown', async () => {
  await fc.assert(
    fc.asyncProperty(fileArbitrary(), fc.array(editArbitrary, { minLength: 1, maxLength: 3 }), async (name, edits) => {
      const files = copyOf(waves.large.files);
      const original = files.get(name)!;
      const changed = edits.reduce(edited, original);
      files.set(name, changed);
      const findings = await verifyWave(sourceOf(files), keys());
      expect(findings.every(({ state }) => state === 'holds')).toBe(changed.equals(original));
      const told = findings.filter(({ state }) => state === 'fails').map(({ sentence }) => sentence);
      if (!changed.equals(original)) expect(told.length).toBeGreaterThan(0);
      for (const sentence of told) expect(sentence).not.toMatch(/\n|Cannot read|is not a function|undefined/);
    }),
    { seed: 20_200_411, numRuns: 200 },
  );
});

test('whatever bytes are changed for a receipt, it is a verdict or a sentence', async () => {
  const { receipt } = waves.large.people[5]!;
  const { asked } = await (async () => {
    const source = sourceOf(waves.large.files);
    await checkReceipt(source, keys(), receipt);
    return source;
  })();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('receipt', ...asked),
      fc.array(editArbitrary, { minLength: 1, maxLength: 3 }),
      async (name, edits) => {
        const files = copyOf(waves.large.files);
        const original = name === 'receipt' ? Buffer.from(receipt) : files.get(name)!;
        const changed = edits.reduce(edited, original);
        if (name !== 'receipt') files.set(name, changed);
        const outcome = await checkReceipt(sourceOf(files), keys(), name === 'receipt' ? changed.toString('latin1') : receipt).then(
          ({ verdict }) => verdict,
          (error: unknown) => error,
        );
        if (outcome === 'entrant') expect(changed.toString('latin1').trim()).toBe(original.toString('latin1').trim());
        else
          expect(
            [Fault, UsageError, Unreachable].some((kind) => outcome instanceof kind),
            String(outcome),
          ).toBe(true);
      },
    ),
    { seed: 20_200_411, numRuns: 300 },
  );
});

test('whatever is in the place of a document, a finding says so', async () => {
  const documents = ['plan.json', 'plans/1.json', 'commitment.json', 'draw.json', 'certificate.json'];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), fc.json({ maxDepth: 3 }), async (name, json) => {
      const files = copyOf(waves.large.files).set(name, Buffer.from(json));
      expect((await verifyWave(sourceOf(files), keys())).some(({ state }) => state === 'fails')).toBe(true);
    }),
    { seed: 20_200_411, numRuns: 60 },
  );
});

test('whatever value stands in a field of a document, a finding says so', async () => {
  const documents = ['plans/2.json', 'commitment.json', 'draw.json', 'certificate.json'] as const;
  const values = fc.constantFrom<unknown>(
    null,
    '',
    'x',
    -1,
    0,
    1.5,
    1e300,
    Number.MAX_SAFE_INTEGER,
    true,
    [],
    {},
    [null],
    { __proto__: null, constructor: 1 },
    'f'.repeat(64),
    'f'.repeat(96),
    'f'.repeat(192),
    '0000-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '2020-01-01T00:00:00+23:59',
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), values, async (name, at, value) => {
      const files = copyOf(waves.large.files);
      const text = files.get(name)!.toString();
      const changed = Buffer.from(`${JSON.stringify(withField(JSON.parse(text), at, value), null, 2)}\n`);
      files.set(name, changed);
      // The plan in force must be the same bytes, or it is all that is ever said.
      if (name === 'plans/2.json') files.set('plan.json', changed);
      const findings = await verifyWave(sourceOf(files), keys());
      expect(findings.some(({ state }) => state === 'fails')).toBe(changed.toString() !== text);
    }),
    { seed: 20_200_411, numRuns: 250 },
  );
});

/** The document with another value in one of its fields, counted through all levels. */
function withField(document: unknown, at: number, value: unknown): unknown {
  const holders: [holder: Record<string, unknown>, field: string][] = [];
  const collect = (of: unknown) => {
    if (typeof of !== 'object' || of === null) return;
    for (const [field, inner] of Object.entries(of)) {
      if (/^(?:entrants|exclusions|results)\//.test(field) && holders.length > 60) continue;
      holders.push([of as Record<string, unknown>, field]);
      collect(inner);
    }
  };
  collect(document);
  const [holder, field] = holders[at % holders.length]!;
  holder[field] = value;
  return document;
}
