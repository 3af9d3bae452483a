import { describe, expect, test } from 'vitest';
import { placesByPot } from '#shared/ledger/balances.ts';
import { foldWave } from '#shared/ledger/fold-wave.ts';
import { closingEntry, grantEntry, isGranted, matched, placeEntry } from '#shared/ledger/journal-entry.ts';
import { booking, ledgerStore, transact } from '#shared/ledger/ledger-store.ts';
import { wave } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const AT = '2020-08-12T17:11:00.000Z';
const NOTHING = { places: 0, spilledIn: 0, spilledOut: 0, awarded: 0, unfilled: 0, cutOff: null, cutOffPriority: null };

describe('the journal', () => {
  test('takes an entry once, and the transaction of a second one with it', async () => {
    const entry = placeEntry('award', { waveId: 'w', entryId: 'ab'.repeat(16), pot: '31' }, AT);
    const item = { Put: { TableName: 'waves', Item: { waveId: 'of the second' } } };
    expect(await transact(emulator.documents, [booking('ledger', entry)])).toBe('done');
    expect(await transact(emulator.documents, [item, booking('ledger', entry)])).toMatchObject({ refused: [false, true] });
    const ledger = ledgerStore(emulator.documents, 'ledger');
    expect(await ledger.all('w#ab')).toEqual([entry]);
    expect(await ledger.count('w#ab', 'award')).toBe(1);
    expect(await ledger.count('w#ab', 'revocation')).toBe(0);
    expect(placesByPot((await foldWave(ledger, 'w')).balances, 'w')).toMatchObject({ 31: { granted: -1, awarded: 1 } });
  });
});

describe('a grant', () => {
  test('gives each pot the places of the plan, out of the decree of its year in WIB', () => {
    const { plan } = wave({ byProvince: { 31: 3, 32: 0 }, places: 3, opensAt: '2020-12-31T17:00:00.000Z' });
    expect(grantEntry(plan, AT).moves).toEqual([{ from: 'decree/2021', to: '2020-04/31/granted', places: 3 }]);
    const national = wave({ byProvince: 'national', places: 7 }).plan;
    expect(grantEntry(national, AT).moves).toEqual([{ from: 'decree/2020', to: '2020-04/national/granted', places: 7 }]);
  });

  test('of what came back is the plan of its wave, pot by pot', () => {
    const { plan } = wave({ byProvince: { 31: 3, 32: 2, 33: 0 }, places: 5, fundedBy: 'recovery' });
    const to = (pot: string, places: number, waveId = '2020-04') => ({
      from: 'a/31/returned',
      to: `${waveId}/${pot}/granted`,
      places,
    });
    expect(isGranted({ moves: [to('31', 1), to('32', 2), to('31', 2)] }, plan)).toBe(true);
    expect(isGranted({ moves: [to('31', 2), to('32', 3)] }, plan)).toBe(false);
    expect(isGranted({ moves: [to('31', 3)] }, plan)).toBe(false);
    expect(isGranted({ moves: [to('31', 3), to('32', 2), to('33', 1)] }, plan)).toBe(false);
    expect(isGranted(undefined, plan)).toBe(false);
    expect(isGranted(undefined, wave().plan)).toBe(true);
    expect(isGranted({ moves: [to('31', 3)] }, wave().plan)).toBe(false);
  });
});

describe('a closing', () => {
  test('moves what spilled over from those that gave it to those that took it, and what is left to unfilled', () => {
    const entry = closingEntry(
      'w',
      {
        31: { ...NOTHING, places: 5, awarded: 2, spilledOut: 3 },
        32: { ...NOTHING, places: 5, awarded: 3, spilledOut: 1, unfilled: 1 },
        33: { ...NOTHING, places: 0, awarded: 4, spilledIn: 4 },
      },
      AT,
    );
    expect(entry.moves).toEqual([
      { from: 'w/31/granted', to: 'w/33/granted', places: 3 },
      { from: 'w/32/granted', to: 'w/33/granted', places: 1 },
      { from: 'w/32/granted', to: 'w/32/unfilled', places: 1 },
    ]);
  });

  test('of places that come from nowhere is none', () => {
    expect(() => matched([{ account: 'a', places: 1 }], [{ account: 'b', places: 2 }])).toThrow('come from nowhere');
  });
});
