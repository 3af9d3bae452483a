import { useEffect, useRef, useState } from 'preact/hooks';
import type { RecountNews, RecountOrder } from './recount-messages.ts';

export type Recount = { state: 'idle' } | { state: 'working'; done: number; of: number } | { state: 'told'; news: RecountNews };

/**
 * A worker that carries out one order at a time; another order, or leaving the page, ends the one before.
 * @param script the address of the worker's own script
 */
export function useRecount(script: string): [Recount, (order: RecountOrder) => void] {
  const [recount, setRecount] = useState<Recount>({ state: 'idle' });
  const running = useRef<Worker | undefined>(undefined);
  useEffect(() => () => running.current?.terminate(), []);
  const start = (order: RecountOrder) => {
    running.current?.terminate();
    const worker = new Worker(script, { type: 'module' });
    running.current = worker;
    setRecount({ state: 'working', done: 0, of: 0 });
    worker.addEventListener('message', ({ data }: MessageEvent<RecountNews>) => {
      if (data.kind === 'progress') setRecount({ state: 'working', done: data.done, of: data.of });
      else setRecount({ state: 'told', news: data });
    });
    // Whatever a browser can't do that the recount needs says nothing of the draw.
    worker.addEventListener('error', () => setRecount({ state: 'told', news: { kind: 'too-old' } }));
    worker.postMessage(order);
  };
  return [recount, start];
}
