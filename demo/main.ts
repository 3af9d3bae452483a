import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { checkGuarantees } from './check-guarantees.ts';
import { dataFolder } from './data-folder.ts';
import { type Flags, HELP, parseFlags } from './flags.ts';
import { type LocalProgramme, startLocalProgramme } from './local-programme.ts';
import { ReplayStopped } from './programme.ts';
import { type Progress, plainProgress, progressBars, silentProgress } from './progress.ts';
import { replay } from './replay.ts';
import { synthesize } from './synthesize.ts';
import { figuresTable, findingsList, yearsEnd } from './table.ts';
import { timeline } from './timeline.ts';
import { waveFigures } from './wave-figures.ts';

/** The clock starts on the eve of the eve of wave 1. */
const STARTS_BEFORE_MS = 2 * 24 * 60 * 60_000;

let interrupted = false;

const flags = parseFlags(process.argv.slice(2));
if (flags.kind === 'help') process.stdout.write(HELP);
else if (flags.kind === 'refused') stop(flags.sentence);
else {
  try {
    await demo(flags);
  } catch (error) {
    // What breaks because everything is being stopped is not news.
    if (!interrupted) stop(error instanceof Error ? error.message : String(error));
  }
}

function stop(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

async function demo({ scale, seed, json }: Extract<Flags, { kind: 'run' }>): Promise<void> {
  const started = performance.now();
  const folder = await dataFolder(process.env['GELOMBANG_DATA']);
  if (folder.kind === 'refused') throw new ReplayStopped(folder.sentence);
  const progress = progressFor(json);
  progress.note(`Everything is kept in ${folder.path}.`);
  const waves = timeline(scale);
  const assembly = join(folder.path, 'cdk.out');
  await synthesize(assembly);
  const log = createWriteStream(join(folder.path, 'demo.log'));
  const programme = await startLocalProgramme({
    assembly,
    dataFolder: folder.path,
    startAt: (waves[0]?.opensAt ?? 0) - STARTS_BEFORE_MS,
    log: (line) => log.write(`${line}\n`),
  });
  endOnSignal(programme, progress);
  try {
    const replayed = await replay(programme, waves, seed, progress);
    await programme.untilNotified();
    progress.stop();
    await new Promise((resolve) => log.write('', resolve));
    const { traces, lifetime, households, ledger, findings } = await checkGuarantees(programme, replayed, folder.path);
    const figures = waveFigures(traces, ledger, scale);
    const registeringSeconds = replayed.runs.reduce((sum, run) => sum + run.registeringSeconds, 0);
    const registrationsPerSecond = Math.round(traces.tables.registrations.length / registeringSeconds);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const repeatedRequests = programme.retries();
    const evidence = programme.evidenceRoot;
    if (json) {
      const { recipients, recipientsTwice } = lifetime;
      const { householdsOverTwo } = households;
      const guarantees = findings.map(({ name, holds, detail }) => ({ name, holds, detail }));
      const totals = {
        recipients,
        recipientsTwice,
        householdsOverTwo,
        guarantees,
        year: ledger.years[0],
        registrationsPerSecond,
        repeatedRequests,
        seconds,
      };
      process.stdout.write(`${JSON.stringify({ scale, seed, waves: figures, ...totals, dataFolder: folder.path, evidence })}\n`);
    } else {
      const speed = `${registrationsPerSecond} registrations a second over HTTP, ${seconds} s for everything`;
      const recount = `npm run verify -- ${evidence}\npython3 docs/recount.py ${evidence}`;
      const end = `${speed}; what was kept: ${folder.path}\n\nRecount the draws yourself:\n${recount}`;
      process.stdout.write(
        `${figuresTable(figures, scale)}\n\n${yearsEnd(ledger, scale)}\n\n${findingsList(findings)}\n\n${end}\n`,
      );
    }
    if (findings.some(({ holds }) => !holds)) process.exitCode = 1;
  } finally {
    progress.stop();
    if (!interrupted) await programme.stop();
    log.end();
  }
}

function progressFor(json: boolean): Progress {
  if (json) return silentProgress();
  return process.stderr.isTTY ? progressBars(process.stderr) : plainProgress((line) => process.stderr.write(`${line}\n`));
}

/** Ctrl-C ends the runtime and its engines before the process; what it has kept stays. It may come twice: from the terminal and from npm. */
function endOnSignal(programme: LocalProgramme, progress: Progress): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      if (interrupted) return;
      interrupted = true;
      progress.stop();
      void programme.stop().finally(() => process.exit(code));
    });
  }
}
