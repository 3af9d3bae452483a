import type { Clock } from '../clock.ts';
import { RETRY_RULE } from '../retry/retry-rule.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import type { CapacityStore } from './capacity-store.ts';
import type { OpeningNeeds } from './opening-needs.ts';

/** Lambda makes hundreds of environments ready within minutes; what is too early costs a cent. */
const WARM_BEFORE_MS = 15 * 60_000;
/** Until the last of those who follow the published rule has sent a first request; whoever comes later comes one by one. */
const WARM_AFTER_MS = RETRY_RULE.spreadUntilMs + RETRY_RULE.spreadMs;
/** How long environments are kept warm for an opening, in hours. */
export const WARM_HOURS = (WARM_BEFORE_MS + WARM_AFTER_MS) / 3_600_000;

/**
 * A table is split into more partitions beforehand, which takes as long as it takes ("Understanding DynamoDB warm throughput": it depends on
 * the table's size); a day is what AWS advises to leave for it.
 */
export const TABLE_BEFORE_MS = 24 * 3_600_000;

export type KeepReadyDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'list'>;
  capacity: Pick<CapacityStore, 'warmth' | 'keepWarm' | 'letCool' | 'tableWrites' | 'warmTable'>;
  needs: OpeningNeeds;
};

/**
 * Capacity follows the schedule of the waves; run each minute, by anybody, any number of times. Environments of the registration
 * function are made warm before an opening and let go after it. The registrations table is warmed the day before; AWS never takes that back, and
 * charges for it once. Asks AWS for nothing that the stage doesn't buy.
 * @throws when AWS can't give what the stage asks for: somebody has to look before the opening
 */
export async function keepReady(deps: KeepReadyDeps): Promise<void> {
  const { provisionedConcurrency, warmWriteUnits } = deps.needs;
  if (provisionedConcurrency === 0 && warmWriteUnits === 0) return;
  const now = deps.clock.now();
  const openings = (await deps.waves.list()).map(({ opensAt }) => Date.parse(opensAt));
  const work = [
    provisionedConcurrency > 0 &&
      keepEnvironments(
        deps,
        openings.some((at) => at - WARM_BEFORE_MS <= now && now < at + WARM_AFTER_MS),
      ),
    warmWriteUnits > 0 && openings.some((at) => at - TABLE_BEFORE_MS <= now && now < at) && keepTable(deps),
  ];
  const failures = (await Promise.allSettled(work)).flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, 'what an opening needs could not be made ready');
}

async function keepEnvironments({ capacity, needs }: KeepReadyDeps, wanted: boolean): Promise<void> {
  const warm = await capacity.warmth();
  if (!wanted) {
    if (warm) await capacity.letCool();
    return;
  }
  if (warm?.asked !== needs.provisionedConcurrency) await capacity.keepWarm(needs.provisionedConcurrency);
  else if (warm.failed) throw new Error(`Lambda can't keep ${needs.provisionedConcurrency} environments warm: ${warm.failed}`);
}

async function keepTable({ capacity, needs }: KeepReadyDeps): Promise<void> {
  const { warm, warming } = await capacity.tableWrites();
  if (warm < needs.warmWriteUnits && !warming) await capacity.warmTable(needs.warmWriteUnits);
}
