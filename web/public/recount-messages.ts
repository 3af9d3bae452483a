import type { ReceiptVerdict } from '#verify/check-receipt.ts';
import type { Finding } from '#verify/findings.ts';

/** What a page asks of the worker. */
export type RecountOrder = { kind: 'recount'; waveId: string } | { kind: 'receipt'; waveId: string; receipt: string };

/** What the worker tells, the last of them once. */
export type RecountNews =
  | { kind: 'progress'; done: number; of: number }
  | { kind: 'found'; findings: readonly Finding[] }
  | { kind: 'verdict'; verdict: ReceiptVerdict }
  /** The receipt is none, or not of this wave: a sentence for whoever pasted it. */
  | { kind: 'refused'; sentence: string }
  /** Files could not be read. */
  | { kind: 'unreachable' }
  /** This browser lacks what a check needs: it must not be taken for a fault of the evidence. */
  | { kind: 'too-old' };
