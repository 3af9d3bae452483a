import { type DrawResult, draw, entryIdOf, ForeignStrikeOut, ticketHex } from '#shared/draw/draw.ts';
import { compareIds, type Entrants } from '#shared/draw/entrants.ts';
import type { Certificate } from '#shared/evidence/documents.ts';
import { CERTIFICATE_FILE, entrantsFile, resultsFile, WINNERS_FILE } from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { FILES_AT_ONCE, inOrder } from '#shared/in-parallel.ts';
import { provincePlaces } from '#shared/selection/province-places.ts';
import { resultsByShard, winnersText } from '#shared/selection/result-files.ts';
import type { ResultState } from '#shared/selection/result-states.ts';
import { SHARDS } from '#shared/shards.ts';
import type { Plan } from '#shared/waves/plan.ts';
import { digestFault } from './check-certificate.ts';
import { assertSame, readFile } from './documents.ts';
import { Fault, type Held, throwFaults } from './findings.ts';
import type { EvidenceSource } from './source.ts';

/** The draw made again with the struck-out entries of the certificate: the same winners in the same rounds and phases. */
export async function checkDraw(
  source: EvidenceSource,
  plan: Plan,
  entrants: Entrants,
  seed: Uint8Array,
  { rounds }: Certificate,
): Promise<Held<DrawResult>> {
  const result = redraw(
    plan,
    entrants,
    seed,
    rounds.map(({ struckOut }) => struckOut),
  );
  assertOnce(entrants, result.order);
  const published = Buffer.from(await readFile(source, WINNERS_FILE));
  const expected = Buffer.from(winnersText(result.winners));
  if (!published.equals(expected)) throw new Fault(WINNERS_FILE, differenceOf(published, expected));
  const struckOut = rounds.reduce((sum, round) => sum + round.struckOut.length, 0);
  return {
    sentence: `${entrants.count} entries drawn again in ${rounds.length} rounds, ${struckOut} struck out: the same ${result.winners.length} winners`,
    value: result,
  };
}

function redraw(plan: Plan, entrants: Entrants, seed: Uint8Array, struckOut: string[][]): DrawResult {
  try {
    return draw(plan, entrants, seed, struckOut);
  } catch (error) {
    if (!(error instanceof ForeignStrikeOut)) throw error;
    throw new Fault(CERTIFICATE_FILE, `strikes out entries that had not been taken: ${error.message}`);
  }
}

/** An entry that stands in two files has the same ticket twice, so its two lines follow each other in the order. */
function assertOnce(entrants: Entrants, order: Uint32Array): void {
  for (let at = 1; at < order.length; at++) {
    const [left, right] = [order[at - 1] as number, order[at] as number];
    if (entrants.entryIds[left * 16] !== entrants.entryIds[right * 16] || compareIds(entrants.entryIds, left, right) !== 0)
      continue;
    const shard = SHARDS[entrants.shardStarts.findLastIndex((start) => start <= Math.max(left, right))] as string;
    throw new Fault(entrantsFile(shard), `has the entry ${entryIdOf(entrants, left)}, which is in another entrants file too`);
  }
}

function differenceOf(published: Buffer, expected: Buffer): string {
  const lines = published.toString('latin1').split('\n');
  const must = expected.toString('latin1').split('\n');
  const at = lines.findIndex((line, index) => line !== must[index]);
  if (at < 0) return `ends after line ${lines.length - 1}, and there are ${must.length - 1} winners`;
  return `has "${lines[at]}" in line ${at + 1}, and the draw gives "${must[at] ?? ''}"`;
}

/** Every entrant's position and state, file by file. @returns digests that differ from the certificate's with the files' own faults */
export async function passOverResults(
  source: EvidenceSource,
  plan: Plan,
  entrants: Entrants,
  result: DrawResult,
  certificate: Certificate,
  onFile: () => void,
): Promise<{ digestFaults: Fault[]; results(): Held<true> }> {
  const digestFaults: Fault[] = [];
  const faults: Fault[] = [];
  const struckOut = new Set(certificate.rounds.flatMap((round) => round.struckOut));
  // Which of two reasons made an award fail is known to the tables alone; that it failed is in the certificate.
  let published = new Map<string, string>();
  const notSelected = (entryId: string): ResultState => {
    if (struckOut.size === 0 || !struckOut.has(entryId)) return 'not-selected';
    return published.get(entryId) === 'household-full' ? 'household-full' : 'already-a-recipient';
  };
  const expected = resultsByShard(plan, entrants, result, notSelected);
  for await (const { file, bytes } of inOrder(SHARDS, FILES_AT_ONCE, async (shard) => readResults(source, shard))) {
    onFile();
    if (!bytes) {
      digestFaults.push(new Fault(file, 'is missing'));
      expected.next();
      continue;
    }
    const digest = sha256Hex(bytes);
    if (digest !== certificate.files[file]) digestFaults.push(digestFault(file, digest, certificate.files[file]));
    published = struckOut.size > 0 ? statesIn(bytes) : published;
    const next = expected.next();
    if (next.done || !isText(bytes, next.value[1]))
      faults.push(new Fault(file, 'has another position or state than the draw gives'));
  }
  return {
    digestFaults,
    results() {
      throwFaults(faults);
      return { sentence: `position and state of all ${entrants.count} entrants as the draw gives them`, value: true };
    },
  };
}

async function readResults(source: EvidenceSource, shard: string) {
  const file = resultsFile(shard);
  return { file, bytes: await source.read(file) };
}

function isText(bytes: Uint8Array, text: string): boolean {
  return (
    bytes.length === text.length &&
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).equals(Buffer.from(text, 'latin1'))
  );
}

function statesIn(results: Uint8Array): Map<string, string> {
  const lines = Buffer.from(results).toString('latin1').split('\n');
  return new Map(lines.map((line) => [line.slice(0, 32), line.slice(line.lastIndexOf(',') + 1)]));
}

/** No province and no wave gave a place too many or lost one, and the cut-off tickets are those of the last taken. */
export function checkPlaces(plan: Plan, seed: Uint8Array, result: DrawResult, certificate: Certificate): Held<true> {
  const { winners } = result;
  const provinces = provincePlaces(plan, winners, (entryId) => ticketHex(seed, entryId));
  for (const [code, of] of Object.entries(provinces)) {
    assertSame(CERTIFICATE_FILE, `the places of ${code} are`, certificate.provinces[code], of);
    if (of.places + of.spilledIn - of.spilledOut !== of.awarded + of.unfilled)
      throw new Fault(CERTIFICATE_FILE, `does not account for all places of ${code}`);
  }
  assertSame(CERTIFICATE_FILE, 'the provinces are', Object.keys(certificate.provinces), Object.keys(provinces));
  assertSame(CERTIFICATE_FILE, 'the places are', certificate.places, plan.places);
  assertSame(CERTIFICATE_FILE, 'the awarded are', certificate.awarded, winners.length);
  assertSame(CERTIFICATE_FILE, 'the unfilled are', certificate.unfilled, plan.places - winners.length);
  return {
    sentence: `${plan.places} places = ${winners.length} awarded + ${certificate.unfilled} unfilled, in ${Object.keys(provinces).length} pots with their cut-offs`,
    value: true,
  };
}
