import type { Answer } from './http-client.ts';

/** The running system as the replay sees it: its HTTP interface, its clock, and the folder of published evidence. */
export type Programme = {
  send(method: 'GET' | 'POST' | 'PUT', path: string, options?: { body?: unknown; token?: string }): Promise<Answer>;
  clock: { now(): number; advanceTo(epochMs: number): void };
  officerToken(): Promise<string>;
  approverToken(): Promise<string>;
  /** The text of a published file of a wave, or undefined while it isn't there. */
  evidence(waveId: string, file: string): Promise<string | undefined>;
  /** A token of an auditor. */
  auditorToken(): Promise<string>;
  /** The marketplace says that somebody has used the place. @returns the status of the answer */
  activate(waveId: string, entryId: string): Promise<number>;
  /** Delivers an aid list with these people added to it, as of today. */
  listAided(list: string, niks: readonly string[]): Promise<void>;
  /** Resolves when a published wave's people are being told; messages go on their way while the next waves run. */
  untilNotifying(waveId: string): Promise<void>;
  /** Why a selection has failed, if one has. */
  failure(): string | undefined;
};

/** Something that ends the replay; the message is one sentence for the user. */
export class ReplayStopped extends Error {
  override name = 'ReplayStopped';
}
