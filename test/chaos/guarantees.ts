import { auditEntrySchema, chainFault } from '#shared/audit/audit-entry.ts';
import { refillWinnersFile } from '#shared/evidence/evidence-names.ts';
import { MOST_RECIPIENTS_PER_HOUSEHOLD } from '#shared/recipients/recipient-keys.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import type { Wave } from '#shared/waves/wave.ts';
import type { EvidenceSource } from '#verify/evidence-source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { checkBooked } from './books.ts';
import type { Item } from './cloud/expressions.ts';
import { checkDecided } from './decided.ts';
import { checkDelivered } from './delivered.ts';
import { checkListed, checkNotListed } from './listed.ts';
import type { Model } from './model.ts';
import { bodyOf, MINUTE_MS, PEOPLE, personOf, WAVES, waveIdOf } from './people.ts';
import { isPassingName, OFFICER, type Programme, SIGNING_SEED } from './programme.ts';
import { hold } from './violation.ts';

/** Of virtual time, after all outages have ended: the longest wave, its beacon and an officer's restarts take a third of it. */
const MOST_MINUTES = 300;

/** What must hold at every moment, however far anything has come; looked at after each command, in the tables themselves. */
export function checkAlways(model: Model, programme: Programme): void {
  const { tables, bucket, executions, notifications, erasures, deadlines, simulation, surprises, awards } = programme;
  hold(surprises.length === 0, `nothing injected explains: ${surprises.join('; ')}`);
  hold(bucket.unconditional.length === 0, `${bucket.unconditional.join(', ')} could have been replaced`);
  for (const { name, status, error, cause } of [
    ...executions.all.values(),
    ...notifications.all.values(),
    ...erasures.all.values(),
    ...deadlines.all.values(),
  ])
    hold(status !== 'FAILED' || isPassingName(error ?? ''), `the workflow ${name} failed: ${error}: ${cause}`);

  const recipients = tables.items('recipients');
  const people = recipients.filter(({ key }) => (key as string).startsWith('person#'));
  for (const item of people) {
    const awardId = awards.get(item['key'] as string) ?? (item['awardId'] as string);
    hold(awardId === item['awardId'], `a recipient by ${awardId} has received again, by ${item['awardId']}`);
    awards.set(item['key'] as string, awardId);
    const person = personOf((item['key'] as string).slice('person#'.length));
    if (!model.received.has(person)) model.received.set(person, simulation.now);
  }
  hold(people.length === awards.size, `${awards.size} people had received, and ${people.length} of them are still known`);
  const byHousehold = Map.groupBy(people, ({ householdKey }) => `household#${householdKey}`);
  for (const [household, of] of byHousehold) {
    hold(of.length <= MOST_RECIPIENTS_PER_HOUSEHOLD, `${of.length} people of a household have received`);
    const counted = recipients.find(({ key }) => key === household)?.['recipients'];
    hold(counted === of.length, `a household's ${of.length} recipients are counted as ${counted}`);
  }
  checkDesk(tables.items('desk'), tables.items('waves'));
  for (const wave of tables.items('waves')) {
    const awarded = people.filter(
      ({ waveId, state }) => waveId === wave['waveId'] && (!wave['refills'] || state !== 'revoked'),
    ).length;
    const { places, reserved = 0 } = JSON.parse(wave['planText'] as string);
    hold(awarded <= places + reserved, `${awarded} of ${places} places of ${wave['waveId']} are awarded`);
  }
  checkBooked(programme);
  checkDecided(programme);
  checkDelivered(programme);
  checkListed(programme);
}

/** Nobody has decided what they had proposed, and each plan stands by a proposal for it that somebody approved. */
function checkDesk(proposals: readonly Item[], waves: readonly Item[]): void {
  for (const { proposalId, proposedBy, decidedBy } of proposals)
    hold(proposedBy !== decidedBy, `the proposal ${proposalId} was decided by its maker`);
  for (const { waveId, proposalId, closesAt } of waves) {
    const proposal = proposals.find((of) => of['proposalId'] === proposalId);
    hold(
      proposal?.['state'] === 'approved' && proposal['waveId'] === waveId,
      `the plan of ${waveId} stands, and nobody approved it`,
    );
    const { closesAt: proposed } = JSON.parse(proposal?.['body'] as string);
    hold(proposed === closesAt, `${waveId} closes at ${closesAt}, and ${proposed} was approved`);
  }
}

/** Ends all faults and lets the waves come to their end by themselves, with an officer who starts again what has failed. */
export async function untilPublished(model: Model, programme: Programme): Promise<void> {
  const { simulation, faults, tables, bucket, executions } = programme;
  faults.heal();
  const waves = () => tables.items('waves').map(({ waveId }) => waveId as string);
  const isPublished = (waveId: string) => bucket.objects.has(`evidence/${waveId}/attempts.jsonl.jws`);
  for (let minute = 0; !waves().every(isPublished); minute++) {
    hold(minute < MOST_MINUTES, `${waves().filter((waveId) => !isPublished(waveId))} are still not published`);
    const next = [...model.windows.values()].map(({ closesAt }) => closesAt).filter((at) => at > simulation.now);
    const nothingRuns = [...executions.all.values()].every(({ status }) => status !== 'RUNNING');
    // Over the days in which nothing is due.
    if (nothingRuns && next.length > 0) await simulation.advanceTo(Math.min(...next));
    await simulation.until(programme.tick());
    for (const waveId of waves()) {
      const last = [...executions.all.values()].findLast(({ name }) => name.startsWith(`${waveId}-`));
      if (last && last.status !== 'RUNNING' && !isPublished(waveId))
        await simulation.until(programme.request('start-selection', { waveId, officer: OFFICER }));
    }
    await simulation.advanceTo(simulation.now + MINUTE_MS);
    checkAlways(model, programme);
  }
  await simulation.idle();
}

const DAY_MS = 24 * 60 * MINUTE_MS;

/** Lets the period pass in which details are kept; then only the selected have theirs. */
export async function untilErased(programme: Programme): Promise<void> {
  const { simulation, tables } = programme;
  await simulation.advanceTo(simulation.now + DAY_MS);
  const isErased = (wave: Item) => wave['sealedErasedAt'] !== undefined;
  for (let minute = 0; !tables.items('waves').every(isErased); minute++) {
    hold(minute < MOST_MINUTES, 'the details of a wave are still not erased');
    await simulation.until(programme.tick());
    await simulation.advanceTo(simulation.now + MINUTE_MS);
  }
  const selected = new Set(tables.items('recipients').map(({ entryId }) => entryId));
  for (const { entryId, sealed } of tables.items('registrations'))
    hold((sealed !== undefined) === selected.has(entryId), `details of the entry ${entryId} are kept, or erased, wrongly`);
}

/** What must hold in the end: who was told has an entry, who won has received, and a stranger finds the same. */
export async function checkInTheEnd(model: Model, programme: Programme, { recount }: { recount: boolean }): Promise<void> {
  const registrations = programme.tables.items('registrations');
  const people = programme.tables.items('recipients').filter(({ key }) => (key as string).startsWith('person#'));
  for (let wave = 0; wave < WAVES; wave++) {
    const waveId = waveIdOf(programme, wave);
    const items = registrations.filter(({ partition }) => (partition as string).startsWith(`${waveId}#`));
    checkEntries(model, waveId, items);
    if (items.length > 0) checkAwards(programme, waveId, items, people);
    if (recount && programme.bucket.objects.has(`evidence/${waveId}/certificate.json`)) await checkRecount(programme, waveId);
  }
  checkNotListed(programme);
  checkAuditLog(programme);
  checkNothingInClear(programme);
}

/** Every chain of the log is whole, whatever died while it was written, and tells of each opening of sealed data. */
function checkAuditLog({ tables, openings }: Programme): void {
  const entries = tables.items('audit').map((item) => auditEntrySchema.parse(item));
  for (const [chain, of] of Map.groupBy(entries, (entry) => entry.chain)) {
    const inOrder = of.toSorted((left, right) => left.number - right.number);
    const fault = chainFault(chain, inOrder);
    hold(fault === undefined, `entry ${fault?.number} of the chain ${chain} ${fault?.fault}`);
  }
  const told = entries.filter(({ act }) => act === 'open-registration').length;
  const approvals = entries.filter(({ act, outcome }) => act === 'approve' && outcome === undefined);
  for (const { proposalId, decidedBy, state } of tables.items('desk')) {
    const isTold = approvals.some((entry) => entry.proposalId === proposalId && entry.actor === decidedBy);
    hold(state !== 'approved' || isTold, `the proposal ${proposalId} was approved, and the audit log does not tell of it`);
  }
  hold(openings <= told, `sealed data was opened ${openings} times, and the audit log tells of ${told}`);
}

function checkEntries(model: Model, waveId: string, items: readonly Item[]): void {
  const byPerson = Map.groupBy(items, ({ personKey }) => personOf(personKey as string));
  for (let person = 0; person < PEOPLE; person++) {
    const kept = byPerson.get(person) ?? [];
    const { told, possible } = model.entry(person, waveId);
    hold(kept.length <= 1, `person ${person} has ${kept.length} entries in ${waveId}`);
    hold(!told || kept[0]?.['entryId'] === told.entryId, `person ${person} has a receipt of ${waveId} and no such entry`);
    hold(kept.length === 0 || !!told || possible.size > 0, `person ${person} has an entry in ${waveId} and never asked for one`);
  }
}

function checkAwards(programme: Programme, waveId: string, items: readonly Item[], people: readonly Item[]): void {
  const file = (name: string) => Buffer.from(programme.bucket.objects.get(`evidence/${waveId}/${name}`) ?? '').toString();
  const entryIdsOf = (name: string) =>
    file(name)
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(',')[1]);
  const winners = entryIdsOf('winners.csv');
  const { refills = [] } = (programme.tables.items('waves').find((wave) => wave['waveId'] === waveId) ?? {}) as Partial<Wave>;
  const later = refills.flatMap((_, at) => entryIdsOf(refillWinnersFile(at + 1)));
  const awarded = people.filter((item) => item['waveId'] === waveId).map(({ entryId }) => entryId);
  const appealed = programme.tables.items('appeals').filter((of) => of['waveId'] === waveId && of['state'] === 'granted');
  const outsideTheDraw = appealed.map(({ entryId }) => entryId);
  hold(
    [...winners, ...later, ...outsideTheDraw].toSorted().join() === awarded.toSorted().join(),
    `the winners of ${waveId} are not its recipients`,
  );
  const { places, awarded: certified, unfilled } = JSON.parse(file('certificate.json'));
  hold(certified === winners.length && places === certified + unfilled, `places of ${waveId} are not conserved`);
  const lists = [...programme.bucket.objects].filter(
    ([key]) => /\/(entrants|exclusions)\//.test(key) && key.includes(`/${waveId}/`),
  );
  const listed = lists.flatMap(([, bytes]) =>
    Buffer.from(bytes)
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => line.slice(0, 32)),
  );
  const kept = items.map(({ entryId }) => entryId);
  hold(listed.toSorted().join() === kept.toSorted().join(), `the entries of ${waveId} are not those that were screened`);
}

async function checkRecount({ bucket }: Programme, waveId: string): Promise<void> {
  const source: EvidenceSource = {
    name: waveId,
    wave: waveId,
    read: async (file) => bucket.objects.get(`evidence/${waveId}/${file}`),
  };
  const { keyId, x } = signingKeyOf(SIGNING_SEED);
  for (const { check, state, sentence } of await verifyWave(source, { keys: [{ keyId, x }], from: 'the programme' }))
    hold(state === 'holds', `a stranger's recount of ${waveId}, ${check}: ${sentence}`);
}

/** No NIK, KK or phone in any item, file, log line or failure. Names are one for all here; NIK and KK are not. */
function checkNothingInClear({ tables, bucket, lines }: Programme): void {
  const kept = ['waves', 'registrations', 'recipients', 'exclusions', 'audit', 'ledger', 'desk', 'partners', 'deliveries'].map(
    (table) => JSON.stringify(tables.items(table)),
  );
  const texts = [...kept, ...[...bucket.objects.values()].map((bytes) => Buffer.from(bytes).toString('latin1')), ...lines].join(
    '\n',
  );
  for (let person = 0; person < PEOPLE; person++) {
    const { nik, kk, phone } = bodyOf(person, 0);
    for (const personal of [nik, kk, phone]) hold(!texts.includes(personal), `personal data of person ${person} is in clear`);
  }
}
