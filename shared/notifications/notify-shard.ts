import { instant } from '../clock.ts';
import { heldMs } from '../deadlines/stopped-clocks.ts';
import type { CertifiedLines } from '../evidence/certified-lines.ts';
import { exclusionsFile, resultsFile } from '../evidence/evidence-names.ts';
import type { NoticesTo } from '../names.ts';
import type { RegistrationItem } from '../registrations/registration-item.ts';
import type { RegistrationsStore } from '../registrations/registrations-store.ts';
import type { ResultState } from '../selection/result-states.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import type { Notice, NotSelectedReason } from './notice.ts';
import type { NoticesStore } from './notices-store.ts';
import { waveToNotify } from './wave-to-notify.ts';

export type NotifyDeps = {
  waves: Pick<WavesStore, 'read'>;
  registrations: Pick<RegistrationsStore, 'ofShard'>;
  certifiedLines: CertifiedLines;
  notices: NoticesStore;
  noticesTo: NoticesTo;
};

type Result = 'selected' | NotSelectedReason;

const SELECTED: ResultState = 'selected';

/**
 * Puts a notice of the result on the bus for everybody registered in one shard, or for those alone who were selected, as the stage says. The
 * results are the certified ones. A repeat puts the same notices again, which are then known when they are delivered.
 * @throws when a registration has no result, after all others have been told theirs
 */
export async function notifyShard(deps: NotifyDeps, { waveId, shard }: { waveId: string; shard: string }): Promise<void> {
  const wave = await waveToNotify(deps.waves, waveId);
  const results = await resultsOf(deps.certifiedLines, waveId, shard);
  let without = 0;
  for await (const page of deps.registrations.ofShard(waveId, shard)) {
    const notices: Notice[] = [];
    for (const registration of page) {
      const result = results.get(registration.entryId);
      if (result === undefined) without++;
      else if (result === SELECTED || deps.noticesTo === 'everybody') notices.push(noticeOf(wave, registration, result));
    }
    await deps.notices.publish(notices);
  }
  if (without > 0) throw new Error(`${without} registrations of ${waveId}, shard ${shard}, have no published result`);
}

async function resultsOf(lines: CertifiedLines, waveId: string, shard: string): Promise<Map<string, Result>> {
  const [refused, drawn] = await Promise.all([lines(waveId, exclusionsFile(shard)), lines(waveId, resultsFile(shard))]);
  return new Map([
    ...refused.map(([entryId, rule]) => [entryId, rule] as [string, Result]),
    ...drawn.map(([entryId, , state]) => [entryId, state] as [string, Result]),
  ]);
}

function noticeOf(wave: Wave, { entryId, registrationKey }: RegistrationItem, result: Result): Notice {
  const whom = { waveId: wave.waveId, entryId, registrationKey };
  const deadline = wave.deadline && instant(Date.parse(wave.deadline) + heldMs(wave));
  return result === 'selected'
    ? { kind: 'selected', ...whom, ...(deadline && { deadline }) }
    : { kind: 'not-selected', ...whom, reason: result };
}
