import { bytesOf, characterPerByte, sameBytes } from '#shared/bytes.ts';
import { type DrawResult, draw, entryIdOf, ForeignStrikeOut, ticketHex, type Winner } from '#shared/draw/draw.ts';
import { compareIds, type Entrants } from '#shared/draw/entrants.ts';
import type { Certificate } from '#shared/evidence/documents.ts';
import { CERTIFICATE_FILE, resultsFile, WINNERS_FILE } from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { FILES_AT_ONCE, inOrder } from '#shared/in-parallel.ts';
import { provincePlaces } from '#shared/selection/province-places.ts';
import { resultsByShard, winnersText } from '#shared/selection/result-files.ts';
import type { ResultState } from '#shared/selection/result-states.ts';
import { SHARDS } from '#shared/shards.ts';
import type { Plan } from '#shared/waves/plan.ts';
import { digestFault } from './check-certificate.ts';
import { fileOfEntry } from './check-entries.ts';
import { assertSame, readFile, shown } from './documents.ts';
import type { EvidenceSource } from './evidence-source.ts';
import { Fault, type Held, throwFaults } from './findings.ts';

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
  assertRounds(CERTIFICATE_FILE, rounds, result.winners);
  const published = await readFile(source, WINNERS_FILE);
  const expected = bytesOf(winnersText(result.winners));
  if (!sameBytes(published, expected)) throw new Fault(WINNERS_FILE, differenceOf(published, expected));
  const struckOut = rounds.reduce((sum, round) => sum + round.struckOut.length, 0);
  return {
    sentence: `${entrants.count} entries drawn again, ${roundsOf(rounds.length)}, ${struckOut} struck out: the same ${result.winners.length} winners`,
    value: result,
  };
}

function redraw(plan: Plan, entrants: Entrants, seed: Uint8Array, struckOut: string[][]): DrawResult {
  return strikingOut(CERTIFICATE_FILE, () => draw(plan, entrants, seed, struckOut));
}

/** @param file that names who is struck out @throws Fault when it strikes out others than were taken */
export function strikingOut(file: string, walk: () => DrawResult): DrawResult {
  try {
    return walk();
  } catch (error) {
    if (!(error instanceof ForeignStrikeOut)) throw error;
    throw new Fault(file, `strikes out entries that had not been taken: ${error.message}`);
  }
}

/** A round follows where an award of the one before has failed, and takes somebody; there is none after it that isn't told. */
export function assertRounds(
  file: string,
  rounds: Certificate['rounds'],
  winners: readonly Pick<Winner, 'entryId' | 'round'>[],
): void {
  const last = rounds.length - 1;
  const idle = rounds.findIndex(({ struckOut }, round) => round < last && struckOut.length === 0);
  if (idle >= 0) throw new Fault(file, `has a round ${idle + 1}, although no award of round ${idle} failed`);
  const untold = winners.find(({ round }) => round > last);
  if (untold) throw new Fault(file, `has no round ${untold.round}, in which the draw takes ${untold.entryId}`);
  if (rounds[last]?.struckOut.length === 0 && !winners.some(({ round }) => round === last))
    throw new Fault(file, `has a round ${last}, in which the draw takes nobody`);
}

function roundsOf(count: number): string {
  return count === 1 ? 'in one round' : `in ${count} rounds`;
}

/** An entry that stands in two files has the same ticket twice, so its two lines follow each other in the order. */
function assertOnce(entrants: Entrants, order: Uint32Array): void {
  for (let at = 1; at < order.length; at++) {
    const [left, right] = [order[at - 1] as number, order[at] as number];
    if (entrants.entryIds[left * 16] !== entrants.entryIds[right * 16] || compareIds(entrants.entryIds, left, right) !== 0)
      continue;
    throw new Fault(
      fileOfEntry(entrants, Math.max(left, right)),
      `has the entry ${entryIdOf(entrants, left)}, which is in another entrants file too`,
    );
  }
}

export function differenceOf(published: Uint8Array, expected: Uint8Array): string {
  const lines = characterPerByte(published).split('\n');
  const must = characterPerByte(expected).split('\n');
  const at = must.findIndex((line, index) => line !== lines[index]);
  const [has, gives] = [lines[at], must[at]];
  if (has === undefined && gives === '') return 'does not end with a line end (cut off?)';
  // The text after the last line end is no line: empty in a file that is whole.
  if (has === undefined || (has === '' && at === lines.length - 1))
    return `ends after line ${at}, and the draw gives ${must.length - 1} lines`;
  if (gives === '' && at === must.length - 1) return `goes on after line ${at}, the last that the draw gives`;
  if (at < 0) return `goes on after line ${must.length - 1}, the last that the draw gives`;
  if (has === `${gives}\r`) return `has a carriage return at the end of line ${at + 1} (line ends were converted?)`;
  return `has "${shown(has)}" in line ${at + 1}, and the draw gives "${gives}"`;
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
      faults.push(new Fault(file, 'is missing'));
      expected.next();
      continue;
    }
    const digest = sha256Hex(bytes);
    if (digest !== certificate.files[file]) digestFaults.push(digestFault('certified', file, digest, certificate.files[file]));
    published = struckOut.size > 0 ? statesIn(bytes) : published;
    const next = expected.next();
    if (next.done) break;
    const must = bytesOf(next.value[1]);
    if (!sameBytes(bytes, must)) faults.push(new Fault(file, differenceOf(bytes, must)));
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

function statesIn(results: Uint8Array): Map<string, string> {
  const lines = characterPerByte(results).split('\n');
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
    sentence: `${plan.places} places = ${winners.length} awarded + ${certificate.unfilled} unfilled, ${potsOf(plan, Object.keys(provinces).length)}`,
    value: true,
  };
}

function potsOf(plan: Plan, count: number): string {
  return plan.byProvince === 'national'
    ? 'in one pot for the whole country, with its cut-off'
    : `in ${count} provinces, each with its cut-off`;
}
