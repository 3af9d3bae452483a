import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { SHARDS } from '../shards.ts';
import { book, emptySheet, type Sheet } from './balances.ts';
import { shardJournal, waveJournal } from './journal-entry.ts';
import type { LedgerStore } from './ledger-store.ts';

/** What the journals of one wave come to: its grant, its recipients' places, its closing. Not what others were granted of it. */
export async function foldWave(ledger: Pick<LedgerStore, 'pages' | 'all'>, waveId: string): Promise<Sheet> {
  const sheet = book(emptySheet(), await ledger.all(waveJournal(waveId)));
  await inParallel(SHARDS, FILES_AT_ONCE, async (shard) => {
    for await (const page of ledger.pages(shardJournal(waveId, shard))) book(sheet, page);
  });
  return sheet;
}
