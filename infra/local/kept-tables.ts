import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeDataFolder } from './data-folder.ts';
import { ENDPOINT_FILE, startDynamodbEngine } from './engines/dynamodb-engine.ts';
import { Refusal } from './refusal.ts';

/** The tables of a data folder, where they can be asked. */
export type KeptTables = { endpoint: string; close(): Promise<void> };

/**
 * Opens the tables of a data folder: by the engine of the runtime that uses it, or else by one of their own for as long as they are
 * looked at. @throws Refusal when neither answers
 */
export async function openKeptTables(dataFolder: string): Promise<KeptTables> {
  const file = join(dataFolder, 'dynamodb', 'tables.db');
  let folder: ReturnType<typeof takeDataFolder>;
  try {
    folder = takeDataFolder(dataFolder);
  } catch (error) {
    const said = `${file}${ENDPOINT_FILE}`;
    if (!(error instanceof Refusal) || !existsSync(said)) throw error;
    return { endpoint: readFileSync(said, 'utf8'), close: async () => {} };
  }
  try {
    const engine = await startDynamodbEngine({ file });
    return {
      endpoint: engine.endpoint,
      async close() {
        await engine.stop();
        folder.release();
      },
    };
  } catch (error) {
    folder.release();
    throw error;
  }
}
