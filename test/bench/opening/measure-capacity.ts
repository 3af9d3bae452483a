import { inParallel } from '#shared/in-parallel.ts';
import { quantile } from './figures.ts';
import type { Sender } from './sender.ts';

/** More requests at once answer no more on two cores. */
const AT_ONCE = 32;

export type MeasuredCapacity = {
  /** Registrations a second, the median of the windows. */
  perSecond: number;
  /** entryId of everybody registered meanwhile. */
  acknowledged: string[];
};

/**
 * Registrations a second that a server takes at most, in a closed loop: 32 requests are always under way.
 * @param seconds of each window; @param windows that count; @param warming windows before them that don't, until the compiler has done its work
 */
export async function measureCapacity(
  server: Sender,
  path: string,
  bodies: () => string,
  { seconds, windows, warming }: { seconds: number; windows: number; warming: number },
): Promise<MeasuredCapacity> {
  const acknowledged: string[] = [];
  const rates: number[] = [];
  for (let window = 0; window < warming + windows; window++) {
    const begun = performance.now();
    const until = begun + seconds * 1000;
    let count = 0;
    await inParallel(Array.from({ length: AT_ONCE }), AT_ONCE, async () => {
      while (performance.now() < until) {
        const { status, body } = await server.send('POST', path, bodies());
        if (status !== 201) throw new Error(`A registration was answered with ${status} while the capacity was measured: ${body}`);
        acknowledged.push((JSON.parse(body) as { entryId: string }).entryId);
        count++;
      }
    });
    if (window >= warming) rates.push((count / (performance.now() - begun)) * 1000);
  }
  return {
    perSecond: quantile(
      rates.sort((left, right) => left - right),
      0.5,
    ),
    acknowledged,
  };
}
