import { describe, expect, test } from 'vitest';
import { isWaveId, planBodySchema, waveIdSchema } from '#shared/waves/plan.ts';
import { waveBookingsStore } from '#shared/waves/wave-bookings-store.ts';
import { waveReader } from '#shared/waves/wave-reader-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { planBody } from '../support/running-system.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const NOW = Date.parse('2020-08-01T00:00:00Z');

describe('the id of a wave', () => {
  test.each(['2020-04', 'a', '1', `${'a'.repeat(32)}`, '123456789012345', '12345678-12345678'])('may be %s', (id) => {
    expect([isWaveId(id), waveIdSchema.safeParse(id).success]).toEqual([true, true]);
  });

  test.each(['', '-a', 'A', 'a b', 'a/b', '\u0000', 'a'.repeat(33), '3174056508920003', 'w-3174056508920003', '31740565089200031'])(
    'is never %j',
    (id) => {
      expect([isWaveId(id), waveIdSchema.safeParse(id).success]).toEqual([false, false]);
    },
  );

  test.each(['a'.repeat(2_049), '\u0000', 'é'.repeat(1_025)])('that none can have is asked for nowhere (%#)', async (id) => {
    const store = wavesStore(emulator.documents, 'waves');
    expect(await store.read(id)).toBeUndefined();
    expect(await waveReader(emulator.json, 'waves')(id)).toBeUndefined();
    const bookings = waveBookingsStore(emulator.documents, { waves: 'waves', ledger: 'ledger' }, store);
    expect(await bookings.beginSelection(id, NOW, 0, 'officer')).toBeUndefined();
  });
});

describe('a plan', () => {
  const takes = (changes: object) => planBodySchema.safeParse({ ...planBody(), ...changes }).success;

  test('has instants of the years 2000 to 9999, in UTC too: a wave with another could be announced and never read again', () => {
    expect(takes({ opensAt: '9999-12-31T23:59:59Z' })).toBe(true);
    expect(takes({ opensAt: '9999-12-31T23:59:59-00:01' })).toBe(false);
    expect(takes({ opensAt: '0000-01-01T00:00:00+23:59' })).toBe(false);
    expect(takes({ opensAt: '1999-12-31T23:59:59Z' })).toBe(false);
    expect(takes({ opensAt: 'soon' })).toBe(false);
  });

  test('names no exclusion list by sixteen digits', () => {
    const listed = (name: string) => takes({ rules: { ...planBody().rules, exclusionLists: [name] } });
    expect([listed('bpum-2020'), listed('3174056508920003'), listed('list-3174056508920003')]).toEqual([true, false, false]);
  });
});
