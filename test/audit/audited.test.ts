import { beforeEach, describe, expect, test } from 'vitest';
import { chainFault, unfinishedActs } from '#shared/audit/audit-entry.ts';
import { type AuditAppend, audited } from '#shared/audit/audited.ts';
import { auditIn } from '../support/audit.ts';
import { ACT } from '../support/audit-chain.ts';
import { fakeClock } from '../support/emulator.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const clock = fakeClock('2020-08-08T05:00:00Z');
const FACTS = { ...ACT, bodyHash: 'b'.repeat(64) };
const told = () => ({ planHash: 'c'.repeat(64) });
let before = 0;

const whole = async () => (await auditIn(emulator, clock).page('officers', 0)).entries;
const sinceBefore = async () => (await whole()).slice(before);
beforeEach(async () => {
  before = (await whole()).length;
});

/** The log, which fails when it is written to for the given time. */
function failingAt(time: number): AuditAppend {
  const { append } = auditIn(emulator, clock);
  let times = 0;
  return (chain, facts) => (++times === time ? Promise.reject(new Error('killed')) : append(chain, facts));
}

describe("an officer's act", () => {
  test('stands in the log before it is done, and its outcome after it', async () => {
    const seen: number[] = [];
    const work = async () => {
      seen.push((await sinceBefore()).length);
      return { outcome: 'announced' };
    };
    expect(await audited(failingAt(0), FACTS, work, told)).toEqual({ outcome: 'announced' });
    expect(seen).toEqual([1]);
    const [intent, outcome, ...more] = await sinceBefore();
    expect(more).toEqual([]);
    expect(intent).toMatchObject(FACTS);
    expect(intent).not.toHaveProperty('outcome');
    expect(outcome).toMatchObject({ ...FACTS, intent: intent!.entryToken, outcome: 'announced', ...told() });
    expect(chainFault('officers', await whole())).toBeUndefined();
  });

  test('is not done when it can not be written that it is intended', async () => {
    let done = 0;
    const work = async () => ({ outcome: `done${++done}` });
    await expect(audited(failingAt(1), FACTS, work, told)).rejects.toThrow('killed');
    expect([done, await sinceBefore()]).toEqual([0, []]);
  });

  test('is answered with an error when its outcome can not be written; its intent stands, and a repeat has both', async () => {
    const work = async () => ({ outcome: 'unchanged' });
    await expect(audited(failingAt(2), FACTS, work, told)).rejects.toThrow('killed');
    expect((await sinceBefore()).map(({ outcome }) => outcome)).toEqual([undefined]);
    expect(unfinishedActs(await sinceBefore())).toBe(1);
    await audited(failingAt(0), FACTS, work, told);
    expect((await sinceBefore()).map(({ outcome }) => outcome)).toEqual([undefined, undefined, 'unchanged']);
    expect(unfinishedActs(await sinceBefore())).toBe(1);
  });

  test.each([0, 2])(
    'that fails says so, and its own failure is what the caller hears (the log fails at write %i)',
    async (time) => {
      const work = () => Promise.reject(new Error('the table is away'));
      await expect(audited(failingAt(time), FACTS, work, told)).rejects.toThrow('the table is away');
      expect((await sinceBefore()).map(({ outcome }) => outcome)).toEqual(time === 0 ? [undefined, 'failed'] : [undefined]);
    },
  );
});
