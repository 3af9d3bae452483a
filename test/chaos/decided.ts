import { stoodMs } from '#shared/deadlines/stopped-clocks.ts';
import { partsOf } from '#shared/ledger/accounts.ts';
import { PARTNER_PARTITIONS } from '#shared/names.ts';
import { recipientItemSchema } from '#shared/recipients/recipient-item.ts';
import { type Wave, waveFromItem } from '#shared/waves/wave.ts';
import { ledgerBalances } from './books.ts';
import type { Item } from './cloud/expressions.ts';
import type { Programme } from './programme.ts';
import { hold } from './violation.ts';

/** A function that takes places back looks at its wave once a shard: what is decided meanwhile counts when its time limit is over. */
const OLD_WAVE_MS = 900_000;

/** What stands because somebody decided it, at every moment: by two people, once, and never against another decision. */
export function checkDecided(programme: Programme): void {
  const { tables } = programme;
  const proposals = new Map(tables.items('desk').map((item) => [item['proposalId'] as string, item]));
  checkApproved(programme, proposals);
  checkCarriedOut(programme, proposals);
  checkRevoked(programme, proposals);
  for (const [account, places] of ledgerBalances(programme)) {
    // Until a wave is closed, those of one of its provinces may have gone to another.
    const mayLend = ['granted', undefined].includes(partsOf(account)?.kind);
    hold(mayLend || places >= 0, `${account} has given ${-places} places more than it had`);
  }
}

/** Each fact that needs two people names the proposal by which it stands, and somebody approved it. */
function checkApproved({ tables }: Programme, proposals: ReadonlyMap<string, Item>): void {
  const approved = (kind: string, proposalId: unknown, what: string) => {
    const proposal = proposals.get(proposalId as string);
    hold(proposal?.['state'] === 'approved' && proposal['kind'] === kind, `${what}, and nobody approved it (${kind})`);
  };
  for (const item of tables.items('recipients')) {
    const { entryId, holds = [], revokedBy } = item as { entryId?: string; holds?: string[]; revokedBy?: string };
    hold(new Set(holds).size === holds.length, `the place of ${entryId} is held twice by one decision`);
    for (const by of holds) approved('hold-place', by, `the place of ${entryId} is held`);
    if (revokedBy !== undefined) approved('revoke-place', revokedBy, `the place of ${entryId} was taken back by decision`);
  }
  for (const { waveId, holds, revocationsBy, revocationsStopped } of tables.items('waves')) {
    const names = ((holds ?? []) as { hold: string }[]).map((of) => of.hold);
    hold(new Set(names).size === names.length, `the places of ${waveId} are held twice by one decision`);
    for (const by of names) approved('hold-wave', by, `the places of ${waveId} are held`);
    const kind = revocationsStopped === undefined ? 'resume-revocations' : 'stop-revocations';
    if (revocationsBy !== undefined) approved(kind, revocationsBy, `revocations of ${waveId} are as they are`);
  }
  for (const { journal, decision } of tables.items('ledger'))
    if (decision !== undefined) approved('grant-recovered', decision, `places were granted in ${journal}`);
  for (const { partition, id, proposalId } of tables.items('partners'))
    if (partition === PARTNER_PARTITIONS.partners) approved('register-partner', proposalId, `${id} is a partner`);
}

/** What is said to be carried out is there, as far as nothing later can have changed it. */
function checkCarriedOut({ tables }: Programme, proposals: ReadonlyMap<string, Item>): void {
  const recipients = tables.items('recipients');
  const facts: Record<string, Set<unknown>> = {
    'hold-place': new Set(recipients.flatMap(({ holds }) => (holds ?? []) as string[])),
    'revoke-place': new Set(recipients.map(({ revokedBy }) => revokedBy)),
    'hold-wave': new Set(tables.items('waves').flatMap(({ holds }) => ((holds ?? []) as { hold: string }[]).map((of) => of.hold))),
    'grant-recovered': new Set(tables.items('ledger').map(({ decision }) => decision)),
  };
  for (const [proposalId, { kind, executedAt }] of proposals) {
    const there = facts[kind as string];
    hold(executedAt === undefined || !there || there.has(proposalId), `${kind} is said to be carried out, and is not there`);
  }
}

/** No place has come back while a hold of it lasts, before its deadline, or while revocations were stopped. */
function checkRevoked({ tables }: Programme, proposals: ReadonlyMap<string, Item>): void {
  const waves = new Map(tables.items('waves').map((item) => [item['waveId'] as string, waveFromItem(item)]));
  for (const item of tables.items('recipients').filter(({ state }) => state === 'revoked')) {
    const { entryId, waveId, holds = [], deadline, revokedBy, revokedAt = '' } = recipientItemSchema.parse(item);
    const wave = waves.get(waveId) as Wave;
    for (const by of holds) {
      const { until } = JSON.parse(proposals.get(by)?.['body'] as string) as { until: string };
      hold(revokedAt >= until, `the place of ${entryId} has come back at ${revokedAt}, and was held until ${until}`);
    }
    if (revokedBy !== undefined) continue;
    const at = Date.parse(revokedAt);
    const known = (wave.holds ?? []).filter((of) => at - OLD_WAVE_MS > Date.parse(String(proposals.get(of.hold)?.['executedAt'])));
    const stood = stoodMs({ holds: known }, at);
    hold(
      Date.parse(deadline) + stood < at,
      `the place of ${entryId} has come back at ${revokedAt}, and its deadline was ${deadline}`,
    );
    const stopped = wave.revocationsStopped;
    hold(
      !stopped || at - OLD_WAVE_MS < Date.parse(stopped.at),
      `the place of ${entryId} has come back while revocations were stopped`,
    );
  }
}
