import { type BeaconChain, lastRoundAtOrBefore } from '../beacon/chain.ts';
import type { BeaconRound } from '../beacon/verify-round.ts';
import type { Clock } from '../clock.ts';
import { type Peppers, pepperFacts } from '../registrations/peppers.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import type { CapacityStore } from './capacity-store.ts';
import { CHECKS, type CheckName } from './check-schema.ts';
import { TABLE_BEFORE_MS } from './keep-ready.ts';
import type { OpeningNeeds } from './opening-needs.ts';
import type { RequestQuota } from './request-quota-store.ts';

export type PreflightDeps = {
  clock: Clock;
  needs: OpeningNeeds;
  requestQuota(): Promise<RequestQuota>;
  capacity: Pick<CapacityStore, 'concurrency' | 'reservedConcurrency' | 'tableWrites' | 'mostTableWrites'>;
  chain: BeaconChain;
  fetchRound(chain: BeaconChain, round: number): Promise<BeaconRound>;
  waves: Pick<WavesStore, 'list'>;
  peppers(): Promise<Peppers>;
  sealingKey(): Promise<unknown>;
  /** Signs something and checks it. */
  signingKey(): Promise<boolean>;
};

/** One thing that an opening needs. `needed` and `found` are for people who run it: numbers with their units. */
export type Check = { check: CheckName; holds: boolean; needed: string; found: string };

/** A relay has a round some seconds after its time; an older one is there for certain. */
const ROUND_AGE_MS = 30_000;

/** What a check finds; nothing when the stage doesn't ask for it. */
type Finding = Omit<Check, 'check'> | undefined;

/**
 * Whether everything that a wave's opening needs is in place, or will be: quotas of the account, capacity set aside, the beacon, the keys.
 * What can't be looked up counts as not there. Changes nothing.
 * @param opensAt epoch milliseconds; what the wave clock makes ready before an opening may still be missing when there is time for it.
 *   Undefined: an opening with time enough
 * @returns in the order of `CHECKS`
 */
export async function preflight(deps: PreflightDeps, opensAt: number | undefined): Promise<Check[]> {
  const found = await Promise.all(
    CHECKS.map(async (check): Promise<Check[]> => {
      const finding = await LOOK[check](deps, opensAt).catch(
        (error: Error): Finding => ({ holds: false, needed: 'an answer', found: `could not be looked up: ${error.name}` }),
      );
      return finding ? [{ check, ...finding }] : [];
    }),
  );
  return found.flat();
}

const number = (count: number) => count.toLocaleString('en');

const LOOK: Readonly<Record<CheckName, (deps: PreflightDeps, opensAt: number | undefined) => Promise<Finding>>> = {
  async 'account-requests'({ requestQuota, needs: { requests } }) {
    const account = await requestQuota();
    const text = ({ rate, burst }: RequestQuota) => `${number(rate)} requests/s, burst ${number(burst)}`;
    return {
      holds: account.rate >= requests.rate && account.burst >= requests.burst,
      needed: text(requests),
      found: text(account),
    };
  },

  async 'account-concurrency'({ capacity, needs }) {
    const account = await capacity.concurrency();
    return {
      holds: account >= needs.concurrency,
      needed: `${number(needs.concurrency)} executions at once`,
      found: `${number(account)}`,
    };
  },

  async 'reserved-concurrency'({ capacity, needs: { reservedConcurrency } }) {
    if (reservedConcurrency === 0) return undefined;
    const reserved = await capacity.reservedConcurrency();
    return {
      holds: reserved >= reservedConcurrency,
      needed: `${number(reservedConcurrency)} environments for registering alone`,
      found: reserved === 0 ? 'none set aside' : number(reserved),
    };
  },

  async 'table-writes'({ capacity, clock, needs: { warmWriteUnits } }, opensAt) {
    if (warmWriteUnits === 0) return undefined;
    const [{ warm }, most] = await Promise.all([capacity.tableWrites(), capacity.mostTableWrites()]);
    const inTime = most >= warmWriteUnits && (opensAt === undefined || opensAt - clock.now() >= TABLE_BEFORE_MS);
    const later = inTime
      ? '; the wave clock warms the table a day before the opening'
      : '; too late to be warmed before the opening';
    const beyond = most >= warmWriteUnits ? later : `, and the account allows a table ${number(most)} at most`;
    return {
      holds: warm >= warmWriteUnits || inTime,
      needed: `${number(warmWriteUnits)} write units/s of registrations`,
      found: warm >= warmWriteUnits ? number(warm) : `${number(warm)}${beyond}`,
    };
  },

  async beacon({ chain, clock, fetchRound }) {
    const round = lastRoundAtOrBefore(chain, clock.now() - ROUND_AGE_MS);
    const needed = `a signed round of the chain ${chain.name}`;
    return fetchRound(chain, round).then(
      () => ({ holds: true, needed, found: `round ${number(round)}` }),
      (error: Error) => ({ holds: false, needed, found: error.message }),
    );
  },

  async pepper({ peppers, waves }) {
    const [facts, all] = [pepperFacts(await peppers()), await waves.list()];
    const strangers = all.filter(({ pepper }) => pepper.lifetimeCheck !== facts.lifetimeCheck);
    return {
      holds: strangers.length === 0,
      needed: all.length === 0 ? 'a pepper' : `the pepper that ${number(all.length)} waves were announced with`,
      found: strangers.length === 0 ? `version ${facts.version}` : `another one than ${number(strangers.length)} of them`,
    };
  },

  async 'sealing-key'({ sealingKey }) {
    await sealingKey();
    return { holds: true, needed: 'a public key to seal to', found: 'there' };
  },

  async 'signing-key'({ signingKey }) {
    const signs = await signingKey();
    return { holds: signs, needed: 'a key that signs receipts', found: signs ? 'signs' : 'its signature does not check' };
  },
};
