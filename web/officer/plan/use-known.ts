import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Reply, Wave } from '#web/shared/api.ts';
import type { OfficerAsk } from '../signed-in.tsx';
import type { ListVersion } from './check-plan.ts';

export type Known = {
  waves?: readonly Wave[];
  /** Undefined where they could not be read. */
  lists?: readonly ListVersion[] | undefined;
  /** Why not even the waves are known. */
  refused?: Reply;
};

/** The waves that there are and the lists that plans may name, looked up once, and again when asked to. */
export function useKnown(ask: OfficerAsk): Known & { look(): Promise<void> } {
  const [known, setKnown] = useState<Known>({});
  const look = useCallback(async () => {
    const [waves, lists] = await Promise.all([ask('/v1/waves'), ask('/v1/lists')]);
    if (waves.status !== 200) return setKnown({ refused: waves });
    setKnown({
      waves: (waves.json as { waves: Wave[] }).waves,
      lists: lists.status === 200 ? (lists.json as { versions: ListVersion[] }).versions : undefined,
    });
  }, [ask]);
  useEffect(() => void look(), [look]);
  return { ...known, look };
}
