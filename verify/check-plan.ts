import { PLAN_FILE, planVersionFile } from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { listsHold } from '#shared/lists/resolve-lists.ts';
import { faultsOf, isExtension, type Plan, type PlanFault, planSchema } from '#shared/waves/plan.ts';
import { assertSame, parseDocument, readFile } from './documents.ts';
import type { EvidenceSource } from './evidence-source.ts';
import { Fault, type Held } from './findings.ts';

/** The plan in force at the closing, and the digests of all its versions by file name. */
export type CheckedPlan = { plan: Plan; planHash: string; files: Record<string, string> };

/** More extensions than any wave has had; a forged version number must not keep us reading. */
const MOST_VERSIONS = 1_000;

/** What of a plan's fields can't be to each other (`faultsOf`). */
const FAULTS: Record<PlanFault['message'], string> = {
  opensInThePast: 'opens in the past',
  closesBeforeItOpens: 'closes before it opens',
  beaconBeforeClosing: 'has a beacon before its closing',
  placesDontSumUp: 'has places by province that do not add up to its places',
  agesCross: 'has a maximum age below its minimum age',
  notGranted: 'its places were never granted',
  reservedOfRecovery: 'reserves places though it is of places that came back',
  notABarredOccupation: 'bars an occupation that is none of the barred ones',
};

/** The plan and its versions: each extension names the one before it, moved nothing but closing and beacon, and came before the old closing. */
export async function checkPlan(source: EvidenceSource): Promise<Held<CheckedPlan>> {
  const bytes = await readFile(source, PLAN_FILE);
  const plan = parseDocument(PLAN_FILE, bytes, planSchema);
  if (plan.version > MOST_VERSIONS) throw new Fault(PLAN_FILE, `says it is version ${plan.version}`);
  if (source.wave !== undefined) assertSame(PLAN_FILE, 'it is the plan of wave', plan.waveId, source.wave);
  const files: Record<string, string> = { [PLAN_FILE]: sha256Hex(bytes) };
  let before: { plan: Plan; planHash: string } | undefined;
  for (let version = 1; version <= plan.version; version++) {
    const file = planVersionFile(version);
    const versionBytes = await readFile(source, file);
    const of = parseDocument(file, versionBytes, planSchema);
    const planHash = sha256Hex(versionBytes);
    files[file] = planHash;
    if (of.version !== version) throw new Fault(file, `says it is version ${of.version}`);
    for (const { message } of faultsOf(of)) throw new Fault(file, FAULTS[message]);
    if (!listsHold(of)) throw new Fault(file, 'has other lists than its rules and its priority name');
    if (before) assertFollows(file, of, before);
    else if (of.supersedes) throw new Fault(file, 'names a version before the first');
    before = { plan: of, planHash };
  }
  const planHash = files[PLAN_FILE] as string;
  if (before?.planHash !== planHash) throw new Fault(PLAN_FILE, `is not the file ${planVersionFile(plan.version)}`);
  const extensions = plan.version === 1 ? 'never extended' : `extended ${timesOf(plan.version - 1)}, before the old closing`;
  return {
    sentence: `wave ${plan.waveId}: ${plan.places} places, open ${plan.opensAt} to ${plan.closesAt}, ${extensions}; SHA-256 ${planHash}`,
    value: { plan, planHash, files },
  };
}

function assertFollows(file: string, next: Plan, before: { plan: Plan; planHash: string }): void {
  if (next.supersedes?.planHash !== before.planHash)
    throw new Fault(file, `does not name the hash of ${planVersionFile(before.plan.version)}, the version before it`);
  if (!isExtension(before.plan, next)) throw new Fault(file, 'changes more than closing and beacon to later times');
  const { at } = next.supersedes;
  if (Date.parse(at) < Date.parse(before.plan.opensAt) || Date.parse(at) >= Date.parse(before.plan.closesAt))
    throw new Fault(file, `was published at ${at}, not while the version before it was open`);
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
