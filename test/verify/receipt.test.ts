import { sign as signBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { RULES } from '#shared/eligibility/rules.ts';
import type { Commitment } from '#shared/evidence/documents.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { RECEIPT_TYPE } from '#shared/tokens/sign-tokens.ts';
import { type SigningKey, signingKeyOf } from '#shared/tokens/signing-key.ts';
import { checkReceipt } from '#verify/check-receipt.ts';
import {
  copyOf,
  edit,
  editLines,
  type Forgery,
  jsonOf,
  linesOf,
  type Operator,
  republish,
  sign,
  sourceOf,
} from '../support/forged-evidence.ts';
import { type Files, type Registered, usePublishedWaves } from '../support/published-wave.ts';

const waves = usePublishedWaves();
const keys = () => ({ keys: [waves.signingKey], from: 'jwks.json' });
const read = (files: Files, text: string) => checkReceipt(sourceOf(files), keys(), text);
const operator = (): Operator => ({
  signingKey: waves.signingKey,
  chain: jsonOf<{ beacon: Operator['chain'] }>(waves.large.files, 'draw.json').beacon,
  signatureOf: (round) => waves.relay.round(round)!,
});

/** Somebody whose entry has a line in a file of that kind, and the file. */
function somebodyIn(kind: 'entrants' | 'exclusions'): { person: Registered; file: string; line: string; number: number } {
  const files = [...waves.large.files].filter(([name, bytes]) => name.startsWith(`${kind}/`) && bytes.length > 0);
  const [file] = files.sort(([, left], [, right]) => right.length - left.length)[0]!;
  const lines = linesOf(waves.large.files, file);
  const line = lines.at(-1)!;
  return { person: waves.large.people.find(({ entryId }) => line.startsWith(entryId))!, file, line, number: lines.length };
}

const claimsOf = (receipt: string) => JSON.parse(Buffer.from(receipt.split('.')[1]!, 'base64url').toString());

/** A receipt as the operator would sign it. */
function receiptOf(claims: unknown, key: SigningKey = waves.signingKey, header: object = {}): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'EdDSA', kid: key.keyId, typ: RECEIPT_TYPE, ...header })}.${part(claims)}`;
  return `${signed}.${signBytes(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

describe('the receipt of an entrant', () => {
  test('is in the committed file; nothing but commitment, signature and that file is read', async () => {
    const { person, file, number } = somebodyIn('entrants');
    const source = sourceOf(waves.large.files);
    expect(await checkReceipt(source, keys(), `${person.receipt}\n`)).toEqual({
      verdict: 'entrant',
      lines: [`Entry ${person.entryId} is in the committed file ${file}, line ${number}: it takes part in the draw.`],
    });
    expect([...source.asked].sort()).toEqual(['commitment.json', 'commitment.json.jws', file].sort());
  });

  test('is accounted for, whoever it is', async () => {
    const verdicts = await Promise.all(
      waves.large.people.map(async ({ receipt }) => (await read(waves.large.files, receipt)).verdict),
    );
    const { entrants, registered } = jsonOf<Commitment>(waves.large.files, 'commitment.json');
    expect(verdicts.filter((verdict) => verdict === 'entrant')).toHaveLength(entrants.total);
    expect(verdicts.filter((verdict) => verdict === 'refused')).toHaveLength(registered - entrants.total);
  });

  test('that has another province or priority than the file was altered', async () => {
    const { person, file, number } = somebodyIn('entrants');
    const { province, priority, ...claims } = claimsOf(person.receipt);
    const committed = `province ${province}, priority ${priority ? 1 : 0}`;
    for (const [lie, shown] of [
      [{ ...claims, province: '33', priority }, `province 33, priority ${priority ? 1 : 0}`],
      [{ ...claims, province, priority: !priority }, `province ${province}, priority ${priority ? 0 : 1}`],
    ] as const) {
      expect(await read(waves.large.files, receiptOf(lie))).toEqual({
        verdict: 'altered',
        lines: [
          `Entry ${person.entryId} is in the committed file ${file}, line ${number}, but not as the receipt has it:`,
          `  receipt  ${shown}`,
          `  file     ${committed}`,
        ],
      });
    }
  });
});

describe('the receipt of a refused entry', () => {
  test('is told its rule, with the reason in both languages and the source', async () => {
    const { person, file, line, number } = somebodyIn('exclusions');
    const name = line.split(',')[1] as keyof typeof RULES;
    const { verdict, lines } = await read(waves.large.files, person.receipt);
    expect(verdict).toBe('refused');
    expect(lines[0]).toBe(`Entry ${person.entryId} was refused: ${file}, line ${number}, rule "${name}"`);
    expect(lines.slice(1)).toEqual([
      `  ${RULES[name].refusal.id}`,
      `  ${RULES[name].refusal.en}`,
      `  Source: ${RULES[name].source}`,
    ]);
  });

  test('of a rule that nobody knows is told its name', async () => {
    const { person, file } = somebodyIn('exclusions');
    const files = copyOf(waves.large.files);
    editLines(files, file, (lines) =>
      lines.map((line) => (line.startsWith(person.entryId) ? `${person.entryId},constructor` : line)),
    );
    await republish(files, operator(), {});
    expect((await read(files, person.receipt)).lines).toEqual([expect.stringContaining('rule "constructor"')]);
  });
});

describe('the receipt of an entry that is in neither file', () => {
  test('proves the omission: both signed sides of the contradiction, and by what they are checked', async () => {
    const { person, file } = somebodyIn('entrants');
    const files = copyOf(waves.large.files);
    editLines(files, file, (lines) => lines.filter((line) => !line.startsWith(person.entryId)));
    await republish(files, operator(), { rounds: [{ struckOut: [] }] });
    const { verdict, lines } = await read(files, person.receipt);
    expect(verdict).toBe('omitted');
    const { registeredAt } = claimsOf(person.receipt);
    const refusals = file.replace('entrants', 'exclusions');
    const proof = lines.join('\n');
    expect(lines[0]).toMatch(/^PROOF OF OMISSION/);
    for (const part of [
      person.entryId,
      'wave 2020-04',
      registeredAt,
      person.receipt,
      `commitment.json: SHA-256 ${sha256Hex(files.get('commitment.json')!)}`,
      `commitment.json.jws: ${files.get('commitment.json.jws')!.toString().trim()}`,
      `${file}, without the entry: SHA-256 ${sha256Hex(files.get(file)!)}`,
      `${refusals}, without the entry: SHA-256 ${sha256Hex(files.get(refusals)!)}`,
      'jwks.json',
    ])
      expect(proof).toContain(part);
  });

  test('is no proof by a file that was not committed, or a commitment that was not signed', async () => {
    const { person, file } = somebodyIn('entrants');
    const forgeries: [string, (files: Forgery) => void][] = [
      [file, (files) => editLines(files, file, (lines) => lines.filter((line) => !line.startsWith(person.entryId)))],
      [file, (files) => void files.delete(file)],
      [
        'commitment.json',
        (files) => edit(files, 'commitment.json', (text) => text.replace('"registered": 62', '"registered": 61')),
      ],
      ['commitment.json', (files) => edit(files, 'commitment.json', (text) => text.slice(0, 200))],
      ['commitment.json', (files) => void files.delete('commitment.json')],
      ['commitment.json.jws', (files) => void files.delete('commitment.json.jws')],
      ['commitment.json.jws', (files) => void files.set('commitment.json.jws', files.get('draw.json.jws')!)],
    ];
    for (const [name, change] of forgeries) {
      const files = copyOf(waves.large.files);
      change(files);
      await expect(read(files, person.receipt)).rejects.toMatchObject({ name: 'Fault', message: expect.stringContaining(name) });
    }
  });

  test('is not put off by a commitment whose root, from which the seed follows, is of other files than it names', async () => {
    const { person } = somebodyIn('entrants');
    for (const lie of [
      (of: Commitment) => ({ ...of, entrantsRoot: 'a'.repeat(64) }),
      (of: Commitment) => ({
        ...of,
        files: Object.fromEntries(Object.entries(of.files).filter(([name]) => name !== 'entrants/00.csv')),
      }),
    ]) {
      const files = copyOf(waves.large.files);
      files.set('commitment.json', Buffer.from(JSON.stringify(lie(jsonOf(files, 'commitment.json')))));
      await sign(files, waves.signingKey, '2020-04', 'commitment.json');
      await expect(read(files, person.receipt)).rejects.toMatchObject({
        name: 'Fault',
        message: expect.stringMatching(/^commitment\.json/),
      });
    }
  });
});

describe('what is no receipt of the wave', () => {
  const refused = async (text: string, sentence: RegExp, files: Files = waves.large.files) =>
    expect(read(files, text)).rejects.toMatchObject({ name: 'UsageError', message: expect.stringMatching(sentence) });

  test('is told from one', async () => {
    const [person] = waves.large.people as [Registered];
    const [head, body, signature] = person.receipt.split('.') as [string, string, string];
    const stranger = signingKeyOf(Buffer.alloc(32, 9));
    await refused(person.receipt, /^The receipt is of wave 2020-04, the evidence of wave 2020-05\.$/, waves.small.files);
    await refused(person.manageToken, /^That is the manage token, which is secret/);
    await refused(receiptOf(claimsOf(person.receipt), waves.signingKey, { typ: 'JWT' }), /^That is a signed text, but no receipt/);
    await refused(
      receiptOf(claimsOf(person.receipt), stranger),
      /signed by a key that is not among the published ones in jwks\.json/,
    );
    await refused(receiptOf(claimsOf(person.receipt), { ...stranger, keyId: waves.signingKey.keyId }), /signature does not belong/);
    await refused(`${head}.${waves.large.people[1]!.receipt.split('.')[1]}.${signature}`, /signature does not belong/);
    await refused(`${head}.${body}.${signature.slice(0, -5)}`, /signature does not belong/);
    await refused(`!!${head}.${body}.${signature}`, /^That is neither a receipt nor a file with one/);
    for (const text of ['', 'receipt.jws', 'a.b', `${head}.${body}`, `${head}..${signature}`, person.receipt.slice(0, 40)])
      await refused(text, /^That is neither a receipt nor a file with one/);
    for (const text of ['a.b.c', `${body}.${head}.${signature}`]) await refused(text, /signature does not belong/);
  });

  test('though signed by the operator', async () => {
    const claims = claimsOf(waves.large.people[0]!.receipt);
    for (const lie of [{ ...claims, entryId: 'x' }, { ...claims, shard: 'zz' }, { waveId: '2020-04' }, [], null, 'text'])
      await expect(read(waves.large.files, receiptOf(lie))).rejects.toMatchObject({
        name: 'Fault',
        message: expect.stringMatching(/^The receipt does not have the form of its specification/),
      });
  });
});
