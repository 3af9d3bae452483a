import type { RegistryResult } from '../civil-registry/civil-registry.ts';
import { dayInWib } from '../clock.ts';
import { ageBandOf, ageOn } from '../eligibility/age.ts';
import { type Candidate, type RuleName, refusingList, refusingRule } from '../eligibility/rules.ts';
import { filesOfScreened, screenedText, type Verdict } from '../eligibility/screened.ts';
import { entrantsFile, evidenceKey, exclusionsFile, pendingKey, screenedKey } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import type { ExclusionsStore } from '../exclusions/exclusions-store.ts';
import { MOST_RECIPIENTS_PER_HOUSEHOLD } from '../recipients/recipient-keys.ts';
import type { RecipientsStore } from '../recipients/recipients-store.ts';
import { drawsWithPriority } from '../registrations/priority.ts';
import type { RegistrationItem } from '../registrations/registration-item.ts';
import type { RegistrationsStore } from '../registrations/registrations-store.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { waveInSelection } from './wave-in-selection.ts';

export type ScreenDeps = {
  waves: Pick<WavesStore, 'read'>;
  registrations: Pick<RegistrationsStore, 'ofShard'>;
  recipients: Pick<RecipientsStore, 'known'>;
  exclusions: Pick<ExclusionsStore, 'versions' | 'listings'>;
  evidence: EvidenceStore;
  /** Asks the civil registry about people of a shard. */
  checkPeople(asked: {
    wave: Wave;
    shard: string;
    people: readonly RegistrationItem[];
  }): Promise<ReadonlyMap<string, RegistryResult>>;
};

/**
 * Screens the registrations of one shard and publishes its entrants and its exclusions. What other tables say may change between
 * two runs, so all verdicts are first written in one file that the first run decides; both public files follow from it.
 */
export async function screenShard(deps: ScreenDeps, { waveId, shard }: { waveId: string; shard: string }): Promise<void> {
  const wave = await waveInSelection(deps.waves, waveId);
  const { verdicts, pending } = await verdictsOn(deps, wave, shard);
  const screened = await deps.evidence.writeFirst(screenedKey(waveId, shard), Buffer.from(screenedText(verdicts, pending)));
  const { entrants, exclusions, pending: stillPending } = filesOfScreened(Buffer.from(screened).toString());
  await deps.evidence.writeOnce(evidenceKey(waveId, entrantsFile(shard)), Buffer.from(entrants));
  await deps.evidence.writeOnce(evidenceKey(waveId, exclusionsFile(shard)), Buffer.from(exclusions));
  if (stillPending !== undefined) await deps.evidence.writeOnce(pendingKey(waveId, shard), Buffer.from(`${stillPending}\n`));
}

/** Each verdict, and where the plan asks the civil registry, how many of the entrants it has not answered for. */
async function verdictsOn(deps: ScreenDeps, wave: Wave, shard: string): Promise<{ verdicts: Verdict[]; pending?: number }> {
  const verdicts: Verdict[] = [];
  const passed: { item: RegistrationItem; entrant: Verdict }[] = [];
  const closingDay = dayInWib(wave.plan.closesAt);
  const { rules, priority } = wave.plan;
  const lists = await deps.exclusions.versions((wave.plan.lists ?? []).map(({ list }) => list));
  const among = (listedOn: readonly string[], names: readonly string[] = []) => listedOn.filter((name) => names.includes(name));
  for await (const page of deps.registrations.ofShard(wave.waveId, shard)) {
    const people = page.map((item) => item.personKey);
    const [{ received, recipients }, listings] = await Promise.all([
      deps.recipients.known(people, [...new Set(page.map((item) => item.householdKey))]),
      deps.exclusions.listings(people, lists),
    ]);
    for (const item of page) {
      const householdRecipients = recipients.get(item.householdKey) ?? 0;
      const onLists = listings.get(item.personKey) ?? [];
      const candidate: Candidate = {
        ...item,
        listedOn: among(onLists, rules.exclusionLists),
        barredOn: among(onLists, rules.barredLists),
        hasReceived: received.has(item.personKey),
        householdRecipients,
      };
      const refusedBy = refusingRule(candidate, rules, closingDay);
      const list = refusedBy && refusingList(refusedBy, candidate);
      if (refusedBy) verdicts.push({ entryId: item.entryId, refusedBy, ...(list !== undefined && { list }) });
      else passed.push({ item, entrant: entrant(wave, item, among(onLists, priority?.lists), householdRecipients, closingDay) });
    }
  }
  if (!rules.civilRegistry) return { verdicts: [...verdicts, ...passed.map((of) => of.entrant)] };

  // Only those whom nothing else refuses: nobody's data is opened for nothing.
  const results = await deps.checkPeople({ wave, shard, people: passed.map(({ item }) => item) });
  let pending = 0;
  for (const { item, entrant } of passed) {
    const registry = results.get(item.personKey) ?? 'pending';
    const mismatch = 'matches-the-civil-registry' satisfies RuleName;
    if (registry === 'mismatch') verdicts.push({ entryId: item.entryId, refusedBy: mismatch });
    else verdicts.push(entrant);
    if (registry === 'pending') pending++;
  }
  return { verdicts, pending };
}

function entrant(
  wave: Wave,
  item: RegistrationItem,
  priorityLists: readonly string[],
  householdRecipients: number,
  closingDay: string,
): Verdict {
  return {
    entryId: item.entryId,
    province: item.province,
    priority: drawsWithPriority(wave.plan, item.laidOff, priorityLists),
    householdTag: item.householdTag,
    householdPlaces: (MOST_RECIPIENTS_PER_HOUSEHOLD - householdRecipients) as 1 | 2,
    sex: item.sex,
    ageBand: ageBandOf(ageOn(item.birthDate, closingDay)),
  };
}
