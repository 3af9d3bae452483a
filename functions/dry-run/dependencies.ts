import { beaconChainSchema } from '#shared/beacon/chain.ts';
import { systemClock } from '#shared/clock.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import type { DryRunDeps } from '#shared/selection/dry-run.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export function dryRunDependencies(): DryRunDeps {
  const names = environment('wavesTable', 'beaconChain');
  return {
    clock: systemClock,
    stopwatch: () => performance.now(),
    waves: wavesStore(documentClient(), names.wavesTable),
    chain: beaconChainSchema.parse(JSON.parse(names.beaconChain)),
  };
}
