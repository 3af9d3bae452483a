import { useEffect, useRef, useState } from 'preact/hooks';
import { useOfficer } from '#web/officer/signed-in.tsx';
import type { Reply } from '#web/shared/api.ts';
import { type ReadChain, readOn, unread } from './read-chain.ts';

export type Reading = { chain: ReadChain; isReading: boolean; failed?: Reply };

/** One chain of the audit log, read page by page as far as it was asked for. */
export function useChain(name: string) {
  const { ask } = useOfficer();
  const [reading, tell] = useState<Reading>({ chain: unread(name), isReading: true });
  const ended = useRef(false);

  /** @returns the chain as it was read; undefined when it could not be, or nobody wants it any more */
  const readFrom = async (from: ReadChain, isWhole: boolean): Promise<ReadChain | undefined> => {
    let chain = from;
    tell({ chain, isReading: true });
    while (chain.next !== undefined) {
      const reply = await ask(`/v1/audit/${name}?after=${chain.next}`);
      if (ended.current) return undefined;
      if (reply.status !== 200) {
        tell({ chain, isReading: false, failed: reply });
        return undefined;
      }
      chain = readOn(chain, reply.json);
      tell({ chain, isReading: isWhole && chain.next !== undefined });
      if (!isWhole) break;
    }
    tell({ chain, isReading: false });
    return chain;
  };
  useEffect(() => {
    void readFrom(reading.chain, false);
    return () => {
      ended.current = true;
    };
  }, []);
  return {
    reading,
    more: () => readFrom(reading.chain, false),
    all: () => readFrom(reading.chain, true),
  };
}
