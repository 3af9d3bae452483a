import { readEntrants, TAG_WORDS } from '#shared/draw/entrants.ts';
import { evidenceOf, type Finding, type Traces } from './guarantee.ts';
import type { WaveEvidence } from './wave-evidence.ts';

/**
 * Places are conserved: from plan.json and winners.csv alone, no wave and no province gives a place too many, no priority place is
 * counted twice, and a place is left over only where nobody is left who could have had it.
 */
export function placesConserved(traces: Pick<Traces, 'runs' | 'evidence'>): Finding {
  const faults: string[] = [];
  let places = 0;
  let awarded = 0;
  let provinces = 0;
  for (const { wave } of traces.runs) {
    const evidence = evidenceOf(traces, wave.waveId);
    places += evidence.plan.places;
    awarded += evidence.winners.length;
    provinces += evidence.plan.byProvince === 'national' ? 1 : Object.keys(evidence.plan.byProvince).length;
    faults.push(...faultsOf(wave.places, evidence).map((fault) => `${wave.waveId}: ${fault}`));
  }
  return {
    name: 'places conserved',
    holds: faults.length === 0,
    detail: [
      `${places} places = ${awarded} awarded + ${places - awarded} unfilled, over ${traces.runs.length} waves and ${provinces} pots`,
      ...faults,
    ].join('; '),
  };
}

function faultsOf(announced: number, { plan, winners, entrants, certificate }: WaveEvidence): string[] {
  const faults: string[] = [];
  if (plan.places !== announced) faults.push(`${plan.places} places published, ${announced} announced`);
  if (winners.length > plan.places) faults.push(`${winners.length} awarded of ${plan.places} places`);
  const pots = plan.byProvince === 'national' ? { '': plan.places } : plan.byProvince;
  const potOf = (province: string) => (plan.byProvince === 'national' ? '' : province);
  const winnersOfPot = Map.groupBy(winners, ({ province }) => potOf(province));
  let leftInPots = 0;
  for (const [pot, of] of Object.entries(pots)) {
    const here = winnersOfPot.get(pot) ?? [];
    const byPriority = here.filter(({ phase }) => phase === 'a').length;
    const own = here.filter(({ phase }) => phase !== 'c').length;
    if (own > of) faults.push(`province ${pot}: ${own} awarded of ${of} places`);
    if (byPriority > Math.floor((of * (plan.priority?.perMille ?? 0)) / 1000))
      faults.push(`province ${pot}: ${byPriority} by priority`);
    leftInPots += of - own;
  }
  const spilledOver = winners.filter(({ phase }) => phase === 'c').length;
  if (spilledOver > (plan.spillOver ? leftInPots : 0)) faults.push(`${spilledOver} spilled over of ${leftInPots} places left`);

  const struckOut = new Set(certificate.rounds.flatMap((round) => round.struckOut));
  const waiting = couldStillReceive(entrants, winners, struckOut);
  if (plan.spillOver || plan.byProvince === 'national') {
    const unfilled = plan.places - winners.length;
    if (unfilled > 0 && waiting > 0) faults.push(`${unfilled} places left over although ${waiting} could have had one`);
  }
  return faults;
}

/** Entrants who were neither awarded nor struck out and whose household had a place left. */
function couldStillReceive(
  files: WaveEvidence['entrants'],
  winners: WaveEvidence['winners'],
  struckOut: ReadonlySet<string>,
): number {
  const entrants = readEntrants(files);
  const won = new Set(winners.map(({ entryId }) => entryId));
  const ids = entryIds(files);
  const taken = new Map<string, number>();
  const householdOf = (index: number) => entrants.householdTags.subarray(index * TAG_WORDS, (index + 1) * TAG_WORDS).join();
  ids.forEach((id, index) => {
    const household = householdOf(index);
    if (won.has(id)) taken.set(household, (taken.get(household) ?? 0) + 1);
  });
  return ids.filter(
    (id, index) =>
      !won.has(id) && !struckOut.has(id) && (taken.get(householdOf(index)) ?? 0) < (entrants.householdPlaces[index] as number),
  ).length;
}

function entryIds(files: WaveEvidence['entrants']): string[] {
  return files.flatMap(([, bytes]) =>
    Buffer.from(bytes)
      .toString('latin1')
      .split('\n')
      .slice(0, -1)
      .map((line) => line.slice(0, 32)),
  );
}
