import { compactVerify, errors } from 'jose';
import * as z from 'zod/mini';
import { characterPerByte, textOf } from '#shared/bytes.ts';
import { entrantsRootOf } from '#shared/draw/seed.ts';
import { RULES, type RuleName } from '#shared/eligibility/rules.ts';
import { type Commitment, commitmentSchema } from '#shared/evidence/documents.ts';
import { COMMITMENT_FILE, entrantsFile, exclusionsFile, signatureFile } from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { shardSchema } from '#shared/selection/shard-schema.ts';
import { SHARDS } from '#shared/shards.ts';
import { keyFinder } from '#shared/tokens/public-keys.ts';
import { MANAGE_TYPE, RECEIPT_TYPE } from '#shared/tokens/sign-tokens.ts';
import { readCommittedFile } from './check-entries.ts';
import { signerOf } from './check-signatures.ts';
import { assertSame, parseDocument, readDocument } from './documents.ts';
import { type EvidenceSource, readOnce } from './evidence-source.ts';
import { Fault } from './findings.ts';
import type { Keys } from './keys.ts';
import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';

const receiptSchema = z.object({
  waveId: z.string(),
  entryId: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  shard: shardSchema,
  province: z.string(),
  priority: z.boolean(),
  registeredAt: z.iso.datetime(),
});
type Receipt = z.infer<typeof receiptSchema>;

/** What became of the entry of a receipt, in lines to be shown. */
export type ReceiptVerdict = { verdict: 'entrant' | 'refused' | 'altered' | 'omitted'; lines: string[] };

/**
 * Whether the entry that a receipt proves is in the committed files. One entrants file and the commitment are all that is read of an
 * entrant.
 * @param text the receipt as it was given out: a JWS in compact form
 * @throws UsageError when that is no receipt of the wave @throws Fault when the evidence isn't what was committed
 */
export async function checkReceipt(from: EvidenceSource, keys: Keys, text: string): Promise<ReceiptVerdict> {
  const source = readOnce(from);
  const receipt = await readReceipt(keys, text.trim());
  const { document: commitment, bytes } = await readDocument(source, COMMITMENT_FILE, commitmentSchema);
  if (commitment.waveId !== receipt.waveId)
    throw new UsageError(`The receipt is of wave ${receipt.waveId}, the evidence of wave ${commitment.waveId}.`);
  await signerOf(source, keys.keys, commitment.waveId, COMMITMENT_FILE);
  assertRootOfFiles(commitment);
  const { shard, entryId } = receipt;
  const entrants = await readCommittedFile(source, commitment, entrantsFile(shard));
  const line = lineOf(entrants, entryId);
  if (line) return entrantVerdict(receipt, commitment, line);
  const exclusions = await readCommittedFile(source, commitment, exclusionsFile(shard));
  const refusal = lineOf(exclusions, entryId);
  if (refusal) return refusedVerdict(receipt, refusal);
  const signature = textOf((await source.read(signatureFile(COMMITMENT_FILE))) ?? new Uint8Array()).trim();
  return {
    verdict: 'omitted',
    lines: proofOfOmission(receipt, text.trim(), commitment, { digest: sha256Hex(bytes), signature, from: keys.from }),
  };
}

/** The root, from which the seed follows, is that of the very files that the commitment names. */
function assertRootOfFiles({ entrantsRoot, files }: Commitment): void {
  const digests = SHARDS.map((shard) => files[entrantsFile(shard)]).filter((digest) => digest !== undefined);
  if (digests.length < SHARDS.length) throw new Fault(COMMITMENT_FILE, 'does not name all entrants files');
  assertSame(COMMITMENT_FILE, 'the root of the entrants is', entrantsRoot, entrantsRootOf(digests));
}

async function readReceipt(keys: Keys, text: string): Promise<Receipt> {
  if (!/^[\w-]+(?:\.[\w-]+){2}$/.test(text))
    throw new UsageError('That is neither a receipt nor a file with one: a receipt is three texts joined by points, eyJ...');
  const find = keyFinder(keys.keys);
  try {
    const { payload, protectedHeader } = await compactVerify(text, ({ kid }) => {
      const key = find(kid);
      if (!key) throw new UsageError(`The receipt is signed by a key that is not among the published ones in ${keys.from}.`);
      return key;
    });
    if (protectedHeader.typ === MANAGE_TYPE)
      throw new UsageError('That is the manage token, which is secret; the receipt came with it, under the name "receipt".');
    if (protectedHeader.typ !== RECEIPT_TYPE) throw new UsageError('That is a signed text, but no receipt.');
    return parseDocument('The receipt', payload, receiptSchema);
  } catch (error) {
    if (error instanceof UsageError || error instanceof Fault) throw error;
    if (error instanceof errors.JOSEError || error instanceof TypeError)
      throw new UsageError('The receipt is not one, or not whole: its signature does not belong to it.');
    throw error;
  }
}

type Line = { number: number; columns: string[] };

function lineOf(file: Uint8Array, entryId: string): Line | undefined {
  const lines = characterPerByte(file).split('\n');
  const at = lines.findIndex((line) => line.startsWith(`${entryId},`));
  return at < 0 ? undefined : { number: at + 1, columns: (lines[at] as string).split(',') };
}

/** A receipt has what was declared; where the plan has priority lists, the file says whether the person is on one of them too. */
function entrantVerdict(
  { shard, entryId, province, priority }: Receipt,
  { lists }: Commitment,
  { number, columns }: Line,
): ReceiptVerdict {
  const file = entrantsFile(shard);
  const isListed = columns[2] === '1';
  const byLists = lists.filter(({ kind }) => kind === 'priority').map(({ list }) => list);
  const unlisted = priority && !isListed && byLists.length > 0;
  if (columns[1] === province && (isListed === priority || unlisted))
    return {
      verdict: 'entrant',
      lines: [
        `Entry ${entryId} is in the committed file ${file}, line ${number}: it takes part in the draw.`,
        ...(unlisted ? [`  Without the declared priority: the person is on none of the lists ${byLists.join(', ')}.`] : []),
      ],
    };
  return {
    verdict: 'altered',
    lines: [
      `Entry ${entryId} is in the committed file ${file}, line ${number}, but not as the receipt has it:`,
      `  receipt  province ${province}, priority ${priority ? 1 : 0}`,
      printable(`  file     province ${columns[1]}, priority ${columns[2]}`),
    ],
  };
}

function refusedVerdict({ shard, entryId }: Receipt, { number, columns }: Line): ReceiptVerdict {
  const name = columns[1] ?? '';
  const rule = Object.hasOwn(RULES, name) ? RULES[name as RuleName] : undefined;
  return {
    verdict: 'refused',
    lines: [
      `Entry ${entryId} was refused: ${exclusionsFile(shard)}, line ${number}, rule "${printable(name)}"${columns[2] === undefined ? '' : `, list ${printable(columns[2])}`}`,
      ...(rule ? [`  ${rule.refusal.id}`, `  ${rule.refusal.en}`, `  Source: ${rule.source}`] : []),
    ],
  };
}

/** All that somebody needs to hold the operator to it: what the operator signed at the registration, and what it signed as complete. */
function proofOfOmission(
  receipt: Receipt,
  jws: string,
  commitment: Commitment,
  { digest, signature, from }: { digest: string; signature: string; from: string },
): string[] {
  const { shard, entryId } = receipt;
  const files = [entrantsFile(shard), exclusionsFile(shard)];
  return [
    `PROOF OF OMISSION: entry ${entryId} of wave ${receipt.waveId} was registered ${receipt.registeredAt} and is in neither committed file of its shard.`,
    `  receipt, signed by the operator: ${jws}`,
    `  ${COMMITMENT_FILE}: SHA-256 ${digest}`,
    `  ${signatureFile(COMMITMENT_FILE)}: ${signature}`,
    ...files.map((file) => `  ${file}, without the entry: SHA-256 ${commitment.files[file]}, as committed`),
    `  keys by which both signatures were checked: ${from}`,
    'Keep these lines, and copies of the files that they name: together they show it to anybody, whatever is published later.',
  ];
}
