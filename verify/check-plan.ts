import { PLAN_FILE, planVersionFile } from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { isExtension, type Plan, planSchema } from '#shared/waves/plan.ts';
import { parseDocument, readFile } from './documents.ts';
import { Fault, type Held } from './findings.ts';
import type { EvidenceSource } from './source.ts';

/** The plan in force at the closing, and the digests of all its versions by file name. */
export type CheckedPlan = { plan: Plan; planHash: string; files: Record<string, string> };

/** More extensions than any wave has had; a forged version number must not keep us reading. */
const MOST_VERSIONS = 1_000;

/** The plan and its versions: each extension names the one before it, moved nothing but closing and beacon, and came before the old closing. */
export async function checkPlan(source: EvidenceSource): Promise<Held<CheckedPlan>> {
  const bytes = await readFile(source, PLAN_FILE);
  const plan = parseDocument(PLAN_FILE, bytes, planSchema);
  if (plan.version > MOST_VERSIONS) throw new Fault(PLAN_FILE, `says it is version ${plan.version}`);
  if (plan.beacon.at < plan.closesAt) throw new Fault(PLAN_FILE, 'has a beacon before its closing');
  const files: Record<string, string> = { [PLAN_FILE]: sha256Hex(bytes) };
  let before: { plan: Plan; planHash: string } | undefined;
  for (let version = 1; version <= plan.version; version++) {
    const file = planVersionFile(version);
    const versionBytes = await readFile(source, file);
    const of = parseDocument(file, versionBytes, planSchema);
    const planHash = sha256Hex(versionBytes);
    files[file] = planHash;
    if (of.version !== version) throw new Fault(file, `says it is version ${of.version}`);
    if (before) assertFollows(file, of, before);
    else if (of.supersedes) throw new Fault(file, 'names a version before the first');
    before = { plan: of, planHash };
  }
  const planHash = files[PLAN_FILE] as string;
  if (before?.planHash !== planHash) throw new Fault(PLAN_FILE, `is not the file ${planVersionFile(plan.version)}`);
  const extensions = plan.version === 1 ? 'never extended' : `extended ${plan.version - 1} times, each before the old closing`;
  return {
    sentence: `${plan.places} places, open ${plan.opensAt} to ${plan.closesAt}, ${extensions}; SHA-256 ${planHash}`,
    value: { plan, planHash, files },
  };
}

function assertFollows(file: string, next: Plan, before: { plan: Plan; planHash: string }): void {
  if (next.supersedes?.planHash !== before.planHash) throw new Fault(file, 'does not name the hash of the version before it');
  if (!isExtension(before.plan, next)) throw new Fault(file, 'changes more than closing and beacon to later times');
  const { at } = next.supersedes;
  if (at < before.plan.opensAt || at >= before.plan.closesAt)
    throw new Fault(file, `was published at ${at}, not while the version before it was open`);
}
