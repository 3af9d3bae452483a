import type { AuditAppend } from '../audit/audited.ts';
import { openingsChain } from '../audit/chains.ts';
import { type Clock, instant } from '../clock.ts';
import { inParallel } from '../in-parallel.ts';
import type { RegistrationItem } from '../registrations/registration-item.ts';
import { readSealedText } from '../registrations/sealed-details.ts';
import { type DeriveSharedSecret, openSealed } from '../sealing/open-sealed.ts';
import type { CivilRegistry, RegistryResult } from './civil-registry.ts';
import type { RegistryChecksStore } from './registry-checks-store.ts';

export type CheckPeopleDeps = {
  clock: Clock;
  registry: CivilRegistry;
  checks: Pick<RegistryChecksStore, 'known' | 'keep'>;
  /** Of the wave's sealing key. */
  derive: DeriveSharedSecret;
  audit: AuditAppend;
};

/** More than the registry answers in a second from one shard, so that its slowness and not ours is what is waited for. */
const AT_ONCE = 32;

/**
 * Asks the registry about people of one shard, those alone of whom it has not said anything before. Their NIK and KK are opened for it: one
 * entry of the audit log says how many, before the first is.
 * @returns what it says, by `personKey`
 */
export async function checkPeople(
  deps: CheckPeopleDeps,
  { waveId, shard, people }: { waveId: string; shard: string; people: readonly RegistrationItem[] },
): Promise<ReadonlyMap<string, RegistryResult>> {
  const results = new Map<string, RegistryResult>(await deps.checks.known(people));
  const toOpen = people.filter(({ personKey, sealed }) => sealed && !results.has(personKey));
  if (toOpen.length > 0) {
    const opened = {
      actor: 'screening',
      act: 'open-registrations',
      purpose: 'civil-registry',
      waveId,
      count: toOpen.length,
    } as const;
    await deps.audit(openingsChain(shard), opened);
  }
  const derive = remembered(deps.derive);
  await inParallel(toOpen, AT_ONCE, async (item) => {
    const { nik, kk } = readSealedText(await openSealed(item.sealed as Uint8Array, item.registrationKey, derive));
    const { personKey, householdKey, birthDate } = item;
    const result = await deps.registry.check({ nik, kk, birthDate });
    results.set(personKey, result);
    if (result !== 'pending')
      await deps.checks.keep({ personKey, householdKey, birthDate, result, checkedAt: instant(deps.clock.now()) });
  });
  return results;
}

/** Registrations that one process sealed share their agreement (SEALS_PER_AGREEMENT): KMS is asked once for all of them. */
function remembered(derive: DeriveSharedSecret): DeriveSharedSecret {
  const secrets = new Map<string, Promise<Uint8Array>>();
  return (point) => {
    const key = Buffer.from(point).toString('base64');
    const secret = secrets.get(key) ?? derive(point);
    secrets.set(key, secret);
    return secret;
  };
}
