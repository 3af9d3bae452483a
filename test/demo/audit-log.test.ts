import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLogUnbroken } from '#demo/guarantees/audit-log.ts';
import { type AuditEntry, entryAfter } from '#shared/audit/audit-entry.ts';
import { ACT, chainOf } from '../support/audit-chain.ts';

const folder = mkdtempSync(join(tmpdir(), 'gelombang-demo-log-'));
const RUNS = [{ wave: { waveId: '2020-04' } }] as unknown as Parameters<typeof auditLogUnbroken>[0];
const outcomeOf = (of: AuditEntry, outcome: string) =>
  entryAfter(of, { ...ACT, act: of.act, chain: 'officers', at: of.at, entryToken: 'f'.repeat(32), intent: of.entryToken, outcome });
const [intent] = chainOf('officers', 1) as [AuditEntry];
const proposed = outcomeOf(intent, 'proposed');
const approval = entryAfter(proposed, { ...ACT, act: 'approve', chain: 'officers', at: intent.at, entryToken: 'e'.repeat(32) });
const outcome = outcomeOf(approval, 'announced');

beforeAll(() => {
  mkdirSync(join(folder, '2020-04'));
  const chains = [{ chain: 'officers', entries: 4, head: outcome.hash }];
  writeFileSync(join(folder, '2020-04', 'audit-heads.json'), JSON.stringify({ waveId: '2020-04', chains }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const found = (entries: AuditEntry[]) =>
  auditLogUnbroken(RUNS, { chains: ['officers'], read: async () => entries }, (waveId) => join(folder, waveId));

describe('the audit log of the demo', () => {
  it('holds when it is as the certificates say', async () => {
    expect(await found([intent, proposed, approval, outcome])).toMatchObject({
      holds: true,
      detail: expect.stringContaining('heads of 1 cert'),
    });
  });

  it.each<[string, AuditEntry[], RegExp]>([
    ['an entry is changed', [{ ...intent, actor: 'another' }, proposed, approval, outcome], /officers number 1 was changed/],
    ['its end is missing', [intent, proposed, approval], /number 4 is missing.*1 acts have no outcome.*too few/],
    ['it is empty', [], /0 entries are too few/],
  ])('fails: %s', async (_, entries, fault) => {
    expect(await found(entries)).toMatchObject({ holds: false, detail: expect.stringMatching(fault) });
  });
});
