import type { Wave } from '../waves/wave.ts';
import { partsOf, type WaveAccount } from './accounts.ts';
import { inOrder } from './check-places.ts';
import { CLOSING, GRANT, grantEntry, isGranted, type JournalEntry, RESERVE_CLOSING, refillEntryName } from './journal-entry.ts';

/** Holds a wave's own entries, its grant, its closing and those of its refills, against its plan and its phase. */
export function waveFaults(wave: Wave, own: readonly JournalEntry[]): string[] {
  const faults: string[] = [];
  const grant = own.find(({ entry }) => entry === GRANT);
  const closing = own.find(({ entry }) => entry === CLOSING);
  const reserveClosing = own.find(({ entry }) => entry === RESERVE_CLOSING);
  const ofRefills = own.filter(({ entry }) => entry.startsWith('refill'));
  const known = [grant, closing, reserveClosing, ...ofRefills];
  const others = own.filter((entry) => !known.includes(entry));
  const isRecovery = wave.plan.fundedBy === 'recovery';
  if (wave.phase === 'scheduled' && !isRecovery && grant) faults.push('its places are granted before its selection has begun');
  if (isRecovery ? !isGranted(grant, wave.plan) : wave.phase !== 'scheduled' && !isGrantOf(wave, grant))
    faults.push('its grant is not the places of its plan');
  if ((wave.phase === 'published') !== (closing !== undefined))
    faults.push(closing ? 'it is closed in the ledger and not published' : 'it is published and not closed in the ledger');
  if (closing?.moves.some(({ from, to }) => !staysInside(wave.waveId, from, to, 'unfilled')))
    faults.push('its closing moves other places than its own');
  faults.push(...refillFaults(wave, ofRefills));
  if ((wave.reserveClosedAt !== undefined) !== (reserveClosing !== undefined))
    faults.push('the end of its reserve is said in the wave or in the ledger, and not in both');
  if (reserveClosing?.moves.some(({ from, to }) => !isOf(wave.waveId, 'reserved', from) || !isOf(wave.waveId, 'unfilled', to)))
    faults.push('the end of its reserve moves other places than those reserved');
  for (const { entry } of others) faults.push(`its journal has an entry ${entry} that no fact has`);
  return faults.map((fault) => `${wave.waveId}: ${fault}`);
}

function isGrantOf(wave: Wave, grant: JournalEntry | undefined): boolean {
  const byAccount = (moves: JournalEntry['moves']) =>
    JSON.stringify(moves.map(inOrder).sort((one, other) => (one.to < other.to ? -1 : 1)));
  return grant !== undefined && byAccount(grant.moves) === byAccount(grantEntry(wave.plan, grant.at).moves);
}

function isOf(waveId: string, kind: WaveAccount, account: string): boolean {
  const parts = partsOf(account);
  return parts?.waveId === waveId && parts.kind === kind;
}

/** Between pots of what is to be drawn, or to where what is left of it belongs. */
function staysInside(waveId: string, from: string, to: string, rest: 'unfilled' | 'returned'): boolean {
  const [left, right] = [partsOf(from), partsOf(to)];
  return left?.waveId === waveId && right?.waveId === waveId && left.kind === 'granted' && ['granted', rest].includes(right.kind);
}

/** Each refill of the wave has its entry, of as many places as it gives away, and its closing if and only if it is over. */
function refillFaults({ waveId, refills = [] }: Wave, entries: readonly JournalEntry[]): string[] {
  const due = refills.flatMap(({ endedAt }, at) => [
    refillEntryName('refill', at + 1),
    ...(endedAt === undefined ? [] : [refillEntryName('refill-closing', at + 1)]),
  ]);
  const names = entries.map(({ entry }) => entry);
  if (names.toSorted().join() !== due.toSorted().join())
    return [`it has had ${refills.length} refills, and the ledger has ${names.join(', ') || 'none'}`];
  return refills.flatMap(({ places }, at) => {
    const [begun, ended] = (['refill', 'refill-closing'] as const).map((kind) =>
      entries.find(({ entry }) => entry === refillEntryName(kind, at + 1)),
    );
    const comesBack = ({ from, to }: JournalEntry['moves'][number]) =>
      partsOf(from)?.kind === 'returned' && staysInside(waveId, to, from, 'returned');
    const sum = begun?.moves.reduce((total, move) => total + move.places, 0);
    const right =
      sum === places &&
      begun?.moves.every(comesBack) &&
      (ended?.moves ?? []).every(({ from, to }) => staysInside(waveId, from, to, 'returned'));
    return right ? [] : [`its refill ${at + 1} moves other places than those that came back`];
  });
}

/**
 * The grants of a year's places that came back: numbered without a gap, each to a wave that has it as its own grant.
 * @param granted the grants themselves, by wave
 */
export function recoveryFaults(
  year: string,
  numbered: readonly JournalEntry[],
  granted: ReadonlyMap<string, JournalEntry | undefined>,
): string[] {
  const faults: string[] = [];
  for (const [at, { entry, waveId = '', decision }] of numbered.entries()) {
    if (Number(entry.split('#')[1]) !== at + 1) faults.push(`the grants of ${year} have no number ${at + 1}`);
    const grant = granted.get(waveId);
    if (!grant || grant.decision !== decision)
      faults.push(`the grant ${at + 1} of ${year} is to ${waveId}, which was not granted by it`);
    else if (grant.moves.some(({ from, to }) => partsOf(from)?.kind !== 'returned' || partsOf(to)?.waveId !== waveId))
      faults.push(`the grant ${at + 1} of ${year} moves other places than those that came back`);
  }
  return faults;
}
