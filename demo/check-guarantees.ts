import type { LedgerReport } from '#shared/ledger/check-ledger.ts';
import { householdKey, personKey } from '#shared/registrations/person-keys.ts';
import { arrivalTimeDoesNotMatter } from './guarantees/arrival-time.ts';
import { auditLogUnbroken } from './guarantees/audit-log.ts';
import { drawRecounted } from './guarantees/draw-recounted.ts';
import type { Finding, Traces } from './guarantees/guarantee.ts';
import { keptTables } from './guarantees/kept-tables.ts';
import { ledgerHolds } from './guarantees/ledger-holds.ts';
import { nothingInClear } from './guarantees/nothing-in-clear.ts';
import {
  type HouseholdFinding,
  householdsWithinTwo,
  type LifetimeFinding,
  onceInALifetime,
} from './guarantees/once-in-a-lifetime.ts';
import { oneRegistration } from './guarantees/one-registration.ts';
import { personalDataOf } from './guarantees/personal-data.ts';
import { placesConserved } from './guarantees/places-conserved.ts';
import { readWaveEvidence } from './guarantees/wave-evidence.ts';
import type { LocalProgramme } from './local-programme.ts';
import type { Replay } from './replay.ts';

export type Checked = {
  traces: Traces;
  lifetime: LifetimeFinding;
  households: HouseholdFinding;
  ledger: LedgerReport;
  findings: Finding[];
};

/** Registration keys that the search for personal data must be able to see in the database's file, if that is in the folder. */
const MARKERS = 20;

/** Reads the tables and the published files, and checks every guarantee against them. */
export async function checkGuarantees(programme: LocalProgramme, { runs, people }: Replay, dataFolder: string): Promise<Checked> {
  const personal = personalDataOf(people);
  let inItems = 0;
  const tables = await keptTables(programme.database, programme.tables, (item) => {
    inItems += personal.countIn(JSON.stringify(item));
  });
  const evidence = new Map(
    await Promise.all(
      runs.map(async ({ wave }) => [wave.waveId, await readWaveEvidence(programme.evidenceFolder(wave.waveId))] as const),
    ),
  );
  const traces: Traces = {
    runs,
    tables,
    evidence,
    personKey: (nik) => personKey(programme.pepper, nik),
    householdKey: (kk) => householdKey(programme.pepper, kk),
  };
  const lifetime = onceInALifetime(traces);
  const households = householdsWithinTwo(traces);
  const step = Math.max(1, Math.floor(tables.registrations.length / MARKERS));
  const inFolder = !process.env['DYNAMODB_ENDPOINT'];
  const markers = tables.registrations.filter((_, at) => inFolder && at % step === 0).map(({ registrationKey }) => registrationKey);
  const ledger = await ledgerHolds(
    programme.database,
    programme.tables,
    runs.map(({ wave }) => wave),
  );
  const findings = [
    oneRegistration(traces),
    lifetime,
    households,
    placesConserved(traces),
    ledger,
    await drawRecounted(runs, programme.evidenceFolder, programme.keys),
    arrivalTimeDoesNotMatter(traces),
    await auditLogUnbroken(runs, await programme.auditLog(), programme.evidenceFolder),
    await nothingInClear(dataFolder, personal, people.length, markers, inItems),
  ];
  return { traces, lifetime, households, ledger: ledger.report, findings };
}
