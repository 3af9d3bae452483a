import { isAppealable } from '../appeals/appeal.ts';
import { type OwnAppeal, type OwnAppealDeps, ownAppeal } from '../appeals/own-appeal.ts';
import type { Clock } from '../clock.ts';
import { ticketHex } from '../draw/draw.ts';
import { fromHex } from '../draw/hex.ts';
import { RULES, type RuleName } from '../eligibility/rules.ts';
import { type Certificate, certificateSchema, drawRecordSchema, readDocument } from '../evidence/documents.ts';
import {
  CERTIFICATE_FILE,
  COMMITMENT_FILE,
  DRAW_FILE,
  entrantsFile,
  evidenceKey,
  exclusionsFile,
  refillFile,
  refillWinnersFile,
  resultsFile,
} from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { lineOf } from '../evidence/line-of.ts';
import { type OwnPlace, ownPlace } from '../recipients/own-place.ts';
import type { PlaceReader } from '../recipients/place-reader-store.ts';
import { awardIdOf, type RecipientItem } from '../recipients/recipient-item.ts';
import { NATIONAL } from '../selection/province-places.ts';
import type { ResultState } from '../selection/result-states.ts';
import type { ManageClaims } from '../tokens/check-manage-token.ts';
import { stateOf, type Wave, type WaveState } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { shardOf } from './person-keys.ts';
import { hasPriority } from './priority.ts';
import { type TicketRecount, ticketRecount } from './recompute.ts';
import type { RegistrationItem } from './registration-item.ts';
import type { RegistrationsStore } from './registrations-store.ts';

export type OwnRegistrationDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  registrations: Pick<RegistrationsStore, 'read'>;
  evidence: Pick<EvidenceStore, 'read'>;
  place: PlaceReader;
  appeals: OwnAppealDeps['appeals'];
};

export type OwnRegistration = OwnAppeal & {
  waveId: string;
  entryId: string;
  registeredAt: string;
  waveState: WaveState;
  /** `registered` until the certificate is published; then what became of the entry. */
  state: 'registered' | 'excluded' | ResultState;
  /** The refill in which the entry was selected, 1 first; left out for one that was selected in the draw. */
  refill?: number;
  /** The rule that refused, for an excluded entry. */
  rule?: {
    name: RuleName;
    source: string;
    refusal: { id: string; en: string } /** By its exact version, for a rule that goes by lists. */;
    list?: string;
  };
  /** For an entrant: 64 hex digits, lowest first. */
  ticket?: string;
  /** The highest ticket that took a place in the province; `priority` for the places kept for the priority group. */
  cutOff?: { all: string | null; priority: string | null };
  /** By ticket among all entrants of the province, from 1. */
  position?: number;
  /** How many entrants the position counts among: those of the province, or all of a national wave. */
  entrantsOfProvince?: number;
  /** What has become of a recipient's place, and until when it can be used. */
  place?: OwnPlace;
  /** With what the result can be checked by anybody: the public files that prove it, and for an entrant the digests made again. */
  recompute?: { files: string[] } & Partial<TicketRecount>;
};

/** What the holder of a manage token may know of the own registration. @returns undefined when there is none */
export async function ownRegistration(deps: OwnRegistrationDeps, claims: ManageClaims): Promise<OwnRegistration | undefined> {
  const { waveId, registrationKey } = claims;
  const shard = shardOf(registrationKey);
  const [wave, item] = await Promise.all([deps.waves.read(waveId), deps.registrations.read(waveId, registrationKey, shard)]);
  if (!wave || !item) return undefined;
  const waveState = stateOf(wave, deps.clock.now());
  const known = { waveId, entryId: item.entryId, registeredAt: item.registeredAt, waveState };
  if (waveState !== 'published') return { ...known, state: 'registered' };

  const read = (file: string) => deps.evidence.read(evidenceKey(waveId, file));
  const [certificateBytes, recordBytes, exclusions, results] = await Promise.all([
    read(CERTIFICATE_FILE),
    read(DRAW_FILE),
    read(exclusionsFile(shard)),
    read(resultsFile(shard)),
  ]);
  if (!certificateBytes || !recordBytes || !exclusions || !results)
    throw new Error(`the evidence of ${waveId}, which is published, lacks files of shard ${shard}`);
  const refusal = lineOf(exclusions, item.entryId);
  if (refusal) {
    const name = refusal[1] as RuleName;
    return {
      ...known,
      state: 'excluded',
      rule: { name, source: RULES[name].source, refusal: RULES[name].refusal, ...(refusal[2] && { list: refusal[2] }) },
      recompute: { files: [exclusionsFile(shard), COMMITMENT_FILE] },
      ...(await ownAppeal(deps, wave, item)),
    };
  }
  const result = lineOf(results, item.entryId);
  if (!result) throw new Error(`an entry of ${waveId}, shard ${shard}, is neither among the exclusions nor among the results`);
  const certificate = readDocument(certificateSchema, certificateBytes);
  const { randomness } = readDocument(drawRecordSchema, recordBytes).beacon;
  const drawn = result[2] as ResultState;
  const mayHavePlace = drawn === 'selected' || (drawn === 'not-selected' && wave.refills !== undefined);
  const recipient = mayHavePlace ? await deps.place(item.personKey) : undefined;
  const refill = drawn === 'not-selected' ? await refillOf(wave, item.entryId, recipient, read) : undefined;
  const state: ResultState = refill === undefined ? drawn : 'selected';
  const { recompute, ...entrants } = entrantsResult(wave, item, await drewWithPriority(wave, item, read), certificate, randomness);
  return {
    ...known,
    state,
    ...(refill !== undefined && { refill }),
    position: Number(result[1]),
    ...(state === 'selected' && { place: ownPlace(wave, item.entryId, recipient) }),
    ...(isAppealable(state) && (await ownAppeal(deps, wave, item))),
    ...entrants,
    recompute:
      refill === undefined
        ? recompute
        : { ...recompute, files: [...recompute.files, refillFile(refill), refillWinnersFile(refill)] },
  };
}

/** The published refill by which somebody has received who was not selected in the draw. */
async function refillOf(
  { waveId, refills = [] }: Wave,
  entryId: string,
  recipient: RecipientItem | undefined,
  read: (file: string) => Promise<Uint8Array | undefined>,
): Promise<number | undefined> {
  if (recipient?.awardId !== awardIdOf(waveId, entryId)) return undefined;
  for (const [at, { endedAt }] of refills.entries()) {
    const winners = endedAt === undefined ? undefined : await read(refillWinnersFile(at + 1));
    if (winners && Buffer.from(winners).includes(`,${entryId},`)) return at + 1;
  }
  return undefined;
}

/** What certificate and beacon say of one entrant. */
function entrantsResult(wave: Wave, item: RegistrationItem, priority: boolean, certificate: Certificate, randomness: string) {
  const { waveId, planHash, entrantsRoot, seed, entrants, provinces } = certificate;
  const national = wave.plan.byProvince === 'national';
  const province = provinces[national ? NATIONAL : item.province];
  const amongEntrants = national ? entrants.total : entrants.byProvince[item.province]?.total;
  if (amongEntrants === undefined) throw new Error(`the certificate of ${waveId} counts no entrants where it has one`);
  const ticket = ticketHex(fromHex(seed), item.entryId);
  const shard = shardOf(item.registrationKey);
  return {
    ticket,
    cutOff: {
      all: province?.cutOff ?? null,
      priority: priority ? (province?.cutOffPriority ?? null) : null,
    },
    entrantsOfProvince: amongEntrants,
    recompute: {
      ...ticketRecount(
        { waveId, planHash, entrantsRoot, round: certificate.beacon.round, randomness },
        { seed, entryId: item.entryId, ticket },
      ),
      files: [COMMITMENT_FILE, entrantsFile(shard), DRAW_FILE, resultsFile(shard), CERTIFICATE_FILE],
    },
  };
}

/** What the entrants file says; where the plan names no priority lists that is what was declared. */
async function drewWithPriority(
  { plan }: Wave,
  item: RegistrationItem,
  read: (file: string) => Promise<Uint8Array | undefined>,
): Promise<boolean> {
  if (!plan.priority?.lists?.length || !hasPriority(plan, item.laidOff)) return hasPriority(plan, item.laidOff);
  const entrants = await read(entrantsFile(shardOf(item.registrationKey)));
  const line = entrants && lineOf(entrants, item.entryId);
  if (!line) throw new Error(`an entry of ${plan.waveId} has a result and is not among the entrants`);
  return line[2] === '1';
}
