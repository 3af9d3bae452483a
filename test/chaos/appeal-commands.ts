import { approvedBy, persistently, proposedBy, wordOf } from './desk.ts';
import { checkAlways } from './guarantees.ts';
import type { Model } from './model.ts';
import { PEOPLE, RESERVED, waveIdOf } from './people.ts';
import { OFFICER, type Programme } from './programme.ts';
import { hold } from './violation.ts';

/** Of the wave that reserves places. */
const WAVE = 0;
const APPEALING = ['201', '200', 'lost-a-draw', 'nothing-to-appeal', 'unknown-registration', '503'];
const GRANTING = ['200', 'appeal-decided', 'appellant-received', 'appellant-household-full', 'no-reserved-place', '503'];

/** After the publication, under faults: everybody appeals, some twice at once, and two people grant whatever was a refusal, all at once; the rest is dismissed. */
export async function appealSome(model: Model, programme: Programme): Promise<void> {
  const { simulation, faults, random } = programme;
  const waveId = waveIdOf(programme, WAVE);
  faults.resume();
  const tokens = Array.from({ length: PEOPLE }, (_, person) => model.entry(person, waveId).told?.manageToken);
  const appealing = tokens.flatMap((token) => (token ? Array<string>(random.integer(1, 2)).fill(token) : []));
  const body = { reason: 'other', text: 'keberatan' };
  const appealed = await simulation.until(
    Promise.all(appealing.map((token) => persistently(() => programme.request('appeal', { waveId, token, body })))),
  );
  for (const answer of appealed) hold(APPEALING.includes(wordOf(answer)), `an appellant was told ${wordOf(answer)}`);
  const granted = await simulation.until(
    Promise.all(appealsOf(programme).map(({ entryId }) => grantedTwice(programme, String(entryId)))),
  );
  for (const word of granted.flat()) hold(GRANTING.includes(word), `two people who grant an appeal were told ${word}`);
  faults.heal();
  await simulation.idle();
  const route = 'POST /v1/waves/{waveId}/appeals/{entryId}/dismissal';
  for (const { entryId } of appealsOf(programme).filter(({ state }) => state === 'open')) {
    const asked = { waveId, route, path: { entryId: String(entryId) }, body: { reason: 'not-shown' }, officer: OFFICER };
    const { status } = await simulation.until(persistently(() => programme.request('appeals', asked)));
    hold(status === 200, `an officer who dismisses an appeal was answered ${status}`);
  }
  checkAppeals(programme);
  checkAlways(model, programme);
}

async function grantedTwice(programme: Programme, entryId: string): Promise<string[]> {
  const waveId = waveIdOf(programme, WAVE);
  const proposed = await proposedBy(programme, { kind: 'grant-appeal', waveId, entryId, reason: 'other' } as { kind: string });
  if (proposed.status !== 202) return [wordOf(proposed)];
  const proposalId = String(proposed.json['proposalId']);
  return [wordOf(await approvedBy(programme, proposalId, 2))];
}

function appealsOf(programme: Programme) {
  return programme.tables.items('appeals').filter(({ waveId }) => waveId === waveIdOf(programme, WAVE));
}

/** A granted appeal and a reserved place that was awarded are one thing, and there are never more of them than are reserved. */
export function checkAppeals(programme: Programme): void {
  const { tables } = programme;
  const appeals = appealsOf(programme);
  const wave = tables.items('waves').find(({ waveId }) => waveId === waveIdOf(programme, WAVE));
  const granted = appeals.filter(({ state }) => state === 'granted').map(({ entryId }) => String(entryId));
  const booked = tables
    .items('ledger')
    .filter(
      ({ entry, moves }) => String(entry).startsWith('award#') && /\/reserved$/.test((moves as { from: string }[])[0]?.from ?? ''),
    )
    .map(({ entry }) => String(entry).split('#')[1] as string);
  hold(granted.length <= RESERVED, `${granted.length} appeals were granted, and ${RESERVED} places are reserved`);
  hold(granted.toSorted().join() === booked.toSorted().join(), `appeals of ${granted} are granted, and the ledger has ${booked}`);
  hold(
    (wave?.['reservedAwarded'] ?? 0) === granted.length,
    `the wave counts ${wave?.['reservedAwarded']} for ${granted.length} appeals`,
  );
  for (const { entryId, decision } of appeals.filter(({ state }) => state === 'granted')) {
    const proposal = tables.items('desk').find(({ proposalId }) => proposalId === decision);
    hold(
      proposal?.['state'] === 'approved' && proposal['kind'] === 'grant-appeal',
      `the appeal of ${entryId} was granted by nobody`,
    );
  }
}
