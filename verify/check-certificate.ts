import * as z from 'zod/mini';
import { bytesOf, textOf } from '#shared/bytes.ts';
import { type Certificate, type Commitment, certificateSchema, type DrawRecord } from '#shared/evidence/documents.ts';
import {
  ATTEMPTS_FILE,
  AUDIT_HEADS_FILE,
  CERTIFICATE_FILE,
  COMMITMENT_FILE,
  DRAW_FILE,
  entrantsFile,
  exclusionsFile,
  resultsFile,
  SELECTION_RATES_FILE,
  WINNERS_FILE,
} from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { SHARDS } from '#shared/shards.ts';
import { attemptSchema } from '#shared/waves/wave.ts';
import type { CheckedPlan } from './check-plan.ts';
import { assertSame, parseDocument, readDocument, readFile } from './documents.ts';
import type { EvidenceSource } from './evidence-source.ts';
import { Fault, type Held, throwFaults } from './findings.ts';

/** The certificate repeats what was committed and drawn, and nothing else. */
export async function checkCertificate(
  source: EvidenceSource,
  commitment: Commitment,
  record: DrawRecord,
): Promise<Held<Certificate>> {
  const { document: certificate } = await readDocument(source, CERTIFICATE_FILE, certificateSchema);
  const { waveId, planHash, entrantsRoot, entrants, exclusions } = commitment;
  const committed = { waveId, planHash, entrantsRoot, entrants, exclusions };
  for (const [name, value] of Object.entries(committed))
    assertSame(CERTIFICATE_FILE, `${name} is`, certificate[name as keyof typeof committed], value);
  const { chainHash, name, test, round, signature } = record.beacon;
  assertSame(CERTIFICATE_FILE, 'the beacon is', certificate.beacon, { chain: chainHash, chainName: name, test, round, signature });
  assertSame(CERTIFICATE_FILE, 'the seed is', certificate.seed, record.seed);
  assertSame(CERTIFICATE_FILE, 'the software is', certificate.softwareVersion, record.softwareVersion);
  return {
    sentence: `repeats commitment and draw; ${certificate.awarded} awarded, ${certificate.unfilled} unfilled, software ${certificate.softwareVersion}`,
    value: certificate,
  };
}

/** The digests that the certificate names, of files that are read here, and that it names each file that there must be and no other. */
export async function digestFaults(
  source: EvidenceSource,
  plan: CheckedPlan,
  commitment: Commitment,
  certificate: Certificate,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const committed = [...Object.keys(plan.files), ...SHARDS.flatMap((shard) => [entrantsFile(shard), exclusionsFile(shard)])];
  const ofTheResult = [COMMITMENT_FILE, DRAW_FILE, WINNERS_FILE, SELECTION_RATES_FILE, AUDIT_HEADS_FILE];
  const certified = [...committed, ...ofTheResult, ...SHARDS.map(resultsFile)];
  faults.push(...nameFaults(COMMITMENT_FILE, Object.keys(commitment.files), committed));
  faults.push(...nameFaults(CERTIFICATE_FILE, Object.keys(certificate.files), certified));
  for (const [file, digest] of Object.entries(commitment.files))
    if (certificate.files[file] !== digest)
      faults.push(new Fault(CERTIFICATE_FILE, `has another digest of ${file} than was committed`));
  for (const file of [...Object.keys(plan.files), ...ofTheResult]) {
    const bytes = await source.read(file);
    if (!bytes) {
      faults.push(new Fault(file, 'is missing'));
      continue;
    }
    const digest = sha256Hex(bytes);
    if (digest !== certificate.files[file]) faults.push(digestFault('certified', file, digest, certificate.files[file]));
  }
  return faults;
}

/** @param as what its digest is named for: in the commitment, or in the certificate */
export function digestFault(as: 'committed' | 'certified', file: string, found: string, expected: string | undefined): Fault {
  return new Fault(file, `is not the file that was ${as}: its SHA-256 is ${found}, not ${expected ?? 'one that is named'}`);
}

function nameFaults(file: string, named: readonly string[], expected: readonly string[]): Fault[] {
  const [has, must] = [new Set(named), new Set(expected)];
  return [
    ...expected.filter((name) => !has.has(name)).map((name) => new Fault(file, `does not name ${name}`)),
    ...named.filter((name) => !must.has(name)).map((name) => new Fault(file, `names ${name}, which is no file of a wave`)),
  ];
}

const attemptLineSchema = z.extend(attemptSchema, { waveId: z.string() });

/** Every attempt at the selection is told, the last one being the one that published. */
export async function checkAttempts(source: EvidenceSource, waveId: string): Promise<Held<true>> {
  const text = textOf(await readFile(source, ATTEMPTS_FILE));
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length === 0)
    throw new Fault(ATTEMPTS_FILE, 'is empty or does not end with a line end (cut off?)');
  const faults: Fault[] = [];
  for (const [at, line] of lines.entries()) {
    const attempt = parseDocument(`${ATTEMPTS_FILE}, line ${at + 1},`, bytesOf(line), attemptLineSchema);
    const isLast = at === lines.length - 1;
    const numbered = attempt.waveId === waveId && attempt.attempt === at + 1;
    const ended = attempt.endedAt !== undefined && attempt.endedAt >= attempt.beganAt && attempt.outcome !== undefined;
    if (!numbered || !ended || (attempt.outcome === 'published') !== isLast)
      faults.push(new Fault(`${ATTEMPTS_FILE}, line ${at + 1},`, 'is not the next attempt at this wave, told to its end'));
  }
  throwFaults(faults);
  return {
    sentence: lines.length === 1 ? 'one attempt, which published' : `${lines.length} attempts, the last one published`,
    value: true,
  };
}
