import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type SurveyFault, surveyFault } from '#shared/lists/survey-fault.ts';
import { useOfficer } from '#web/officer/signed-in.tsx';
import type { Reply } from '#web/shared/api.ts';
import type { Chosen } from './check-choice.ts';
import { type ImportOutcome, importFile, type Progress } from './import-file.ts';
import { forgetImport, keepImport } from './kept-import.ts';
import type { SurveyedFile, SurveyNews, SurveyOrder } from './survey-messages.ts';

type Checked = { chosen: Chosen; surveyed: SurveyedFile };
export type Importing =
  | { step: 'idle' }
  | { step: 'reading'; bytes: number; of: number }
  | { step: 'rejected'; news: Exclude<SurveyNews, { kind: 'read' | 'surveyed' }> }
  | ({ step: 'faulty'; fault: SurveyFault } & Checked)
  | ({ step: 'checked' } & Checked)
  | ({ step: 'sending' | 'paused'; progress: Progress } & Checked)
  | { step: 'imported'; version: string; wasThere: boolean }
  | ({ step: 'refused'; reply: Reply } & Checked);

/**
 * One list on its way at a time: read by a worker, sent chunk by chunk, paused and resumed.
 * @param script the address of the worker's own script
 */
export function useImport(script: string) {
  const { ask } = useOfficer();
  const [importing, tell] = useState<Importing>({ step: 'idle' });
  const reading = useRef<Worker>(undefined);
  const sending = useRef<AbortController>(undefined);
  const end = useCallback(() => {
    reading.current?.terminate();
    sending.current?.abort();
  }, []);
  useEffect(() => end, [end]);

  const check = (chosen: Chosen) => {
    end();
    const { file } = chosen;
    const worker = new Worker(script, { type: 'module' });
    reading.current = worker;
    tell({ step: 'reading', bytes: 0, of: file.size });
    worker.addEventListener('message', ({ data }: MessageEvent<SurveyNews>) => {
      if (data.kind === 'read') return tell({ step: 'reading', bytes: data.bytes, of: file.size });
      worker.terminate();
      if (data.kind !== 'surveyed') return tell({ step: 'rejected', news: data });
      const fault = surveyFault(data.survey, chosen.announced);
      tell(fault ? { step: 'faulty', fault, chosen, surveyed: data } : { step: 'checked', chosen, surveyed: data });
    });
    worker.addEventListener('error', () => tell({ step: 'rejected', news: { kind: 'unreadable' } }));
    worker.postMessage({ file } satisfies SurveyOrder);
  };

  const send = async ({ chosen, surveyed }: Checked) => {
    const stopping = new AbortController();
    const { signal } = stopping;
    sending.current = stopping;
    const { list, kind, asOf, file } = chosen;
    const { lines, sha256, chunksSha256 } = surveyed.survey;
    const facts = { kind, asOf, lines, sha256, chunksSha256 };
    const read = async (number: number) =>
      new Uint8Array(await file.slice(surveyed.ends[number - 2] ?? 0, surveyed.ends[number - 1]).arrayBuffer());
    const told = (progress: Progress) => !signal.aborted && tell({ step: 'sending', progress, chosen, surveyed });
    told({ done: 0, of: 0, waiting: false });
    keepImport(list, facts);
    const way = { ask, read, signal, chance: Math.random, pause: (ms: number) => paused(ms, signal) };
    const came = await importFile({ list, facts }, way, told);
    if (!signal.aborted) tell(stepAfter(came, { chosen, surveyed }));
  };

  const pause = (at: Extract<Importing, { step: 'sending' | 'paused' }>) => {
    sending.current?.abort();
    tell({ ...at, step: 'paused' });
  };
  const leave = () => {
    end();
    tell({ step: 'idle' });
  };
  return { importing, check, send, pause, leave };
}

function stepAfter(came: ImportOutcome, checked: Checked): Importing {
  switch (came.outcome) {
    case 'imported':
      forgetImport();
      return { step: 'imported', version: came.version, wasThere: came.wasThere };
    case 'refused':
      return { step: 'refused', reply: came.reply, ...checked };
    case 'unreadable':
      return { step: 'rejected', news: { kind: 'unreadable' } };
    case 'stopped':
      return { step: 'idle' };
  }
}

/** Over early when there is a connection again, or when `signal` is aborted. */
function paused(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', over);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = window.setTimeout(over, ms);
    window.addEventListener('online', over);
    signal.addEventListener('abort', over);
  });
}
