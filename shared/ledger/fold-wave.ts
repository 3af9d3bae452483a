import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { SHARDS } from '../shards.ts';
import { type Balances, book } from './balances.ts';
import { shardJournal, waveJournal } from './journal-entry.ts';
import type { LedgerStore } from './ledger-store.ts';

/** The balances that the journals of one wave come to: its grant, its recipients' places, its closing. Not what others were granted of it. */
export async function foldWave(ledger: Pick<LedgerStore, 'pages' | 'all'>, waveId: string): Promise<Balances> {
  const balances = book(new Map(), await ledger.all(waveJournal(waveId)));
  await inParallel(SHARDS, FILES_AT_ONCE, async (shard) => {
    for await (const page of ledger.pages(shardJournal(waveId, shard))) book(balances, page);
  });
  return balances;
}
