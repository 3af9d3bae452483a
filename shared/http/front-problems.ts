import { PROBLEMS, problemType } from './problems.ts';

/** After which a caller whom the front has turned away may come again: its rules look once in some ten seconds at the last five minutes. */
export const FRONT_RETRY_SECONDS = 60;

/** What the front answers by itself, in the form of the API's own refusals: the last part of `type`, the status, and what the caller reads. */
export const FRONT_PROBLEMS = {
  'too-many-requests': [
    429,
    'Terlalu banyak permintaan dari jaringan ini; silakan ulangi setelah satu menit.',
    'Too many requests from this network; please try again after a minute.',
  ],
  'body-too-large': PROBLEMS['body-too-large'],
} as const satisfies Record<string, readonly [status: number, id: string, en: string]>;

export type FrontProblemName = keyof typeof FRONT_PROBLEMS;

/** RFC 9457, in both languages at once: the firewall has one text for all and can't look at Accept-Language. */
export function frontProblem(name: FrontProblemName): { type: string; title: string; status: number } {
  const [status, id, en] = FRONT_PROBLEMS[name];
  return { type: problemType(name), title: `${id} / ${en}`, status };
}
