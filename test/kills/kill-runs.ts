import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsOf } from './faults.ts';
import { type Journey, journey } from './journey.ts';
import { momentsOf } from './moments.ts';
import { type Prepared, prepare } from './prepare.ts';

export type KilledRun = { run: Journey; faults: string[] };

/** One prepared data folder, a run of it that nobody disturbs, and runs of copies of it that are killed. */
export async function killRuns(assembly: string): Promise<{
  reference: Journey;
  /** Runs a copy to its end, killed at the moments of that seed. @param seed a 32-bit whole number */
  killed(seed: number): Promise<KilledRun>;
  remove(): void;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-kills-'));
  const prepared: Prepared = await prepare(assembly, join(folder, 'prepared'));
  const copy = (name: string) => {
    const dataFolder = join(folder, name);
    cpSync(prepared.dataFolder, dataFolder, { recursive: true });
    return dataFolder;
  };
  const undisturbed = copy('undisturbed');
  const reference = await journey(assembly, undisturbed, prepared, []);
  const own = await faultsOf({ dataFolder: undisturbed, run: reference }, { dataFolder: undisturbed, run: reference }, prepared);
  if (own.length > 0) throw new Error(`the undisturbed run is wrong itself: ${own.join('; ')}`);
  return {
    reference,
    async killed(seed) {
      const dataFolder = copy(`seed-${seed}`);
      const run = await journey(assembly, dataFolder, prepared, momentsOf(seed));
      const faults = await faultsOf({ dataFolder, run }, { dataFolder: undisturbed, run: reference }, prepared);
      // What is wrong stays to be looked at.
      if (faults.length === 0) rmSync(dataFolder, { recursive: true });
      return { run, faults };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
