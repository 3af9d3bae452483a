/**
 * `npm run verify`: recounts draws from public files, with nothing of the system but the pure draw, the forms of the files and the
 * rules of a plan: no stores, no AWS.
 */
import { readFile } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import { checkReceipt } from './check-receipt.ts';
import { Unreachable } from './evidence-source.ts';
import { Fault, type Finding } from './findings.ts';
import { type Flags, HELP, parseFlags } from './flags.ts';
import { findKeys } from './keys.ts';
import { printable } from './printable.ts';
import { sourcesAt } from './source.ts';
import { UsageError } from './usage-error.ts';
import { FILES_OF_A_WAVE, verifyWave } from './verify-wave.ts';

const MARKS: Record<Finding['state'], string> = { holds: 'ok  ', fails: 'FAIL', 'not checked': '-   ' };

// Whoever reads the lines may have seen enough (`| head`); a verdict that nobody heard is none.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(1);
});

try {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.kind === 'help') process.stdout.write(HELP);
  else if (flags.kind === 'receipt') await receipt(flags);
  else await draws(flags);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof Unreachable || error instanceof Fault)) throw error;
  process.stderr.write(`${printable(error.message)}\n`);
  process.exitCode = 1;
}

async function draws({ places, keys: given, json }: Extract<Flags, { kind: 'draws' }>): Promise<void> {
  const waves: { wave: string; holds: boolean; checks: readonly Finding[] }[] = [];
  for (const place of places) {
    const sources = await sourcesAt(place);
    const keys = await findKeys(given, place);
    for (const source of sources) {
      const progress = progressOf(source.name, json);
      const checks = await verifyWave(source, keys, progress.step).finally(progress.stop);
      const holds = checks.every(({ state }) => state === 'holds');
      waves.push({ wave: source.name, holds, checks });
      if (!json) process.stdout.write(linesOf(source.name, checks));
    }
  }
  const failing = waves.filter(({ holds }) => !holds);
  if (json) process.stdout.write(`${JSON.stringify({ holds: failing.length === 0, waves })}\n`);
  else process.stdout.write(`${remarksOn(waves)}${summaryOf(waves.length, failing)}\n`);
  if (failing.length > 0) process.exitCode = 1;
}

function summaryOf(count: number, failing: readonly { wave: string }[]): string {
  if (failing.length === 0) return count === 1 ? 'The draw holds.' : `All ${count} draws hold.`;
  if (count === 1) return `The draw does NOT hold: ${failing[0]?.wave}.`;
  return `${failing.length} of ${count} draws do NOT hold: ${failing.map(({ wave }) => wave).join(', ')}.`;
}

function remarksOn(waves: readonly { wave: string; checks: readonly Finding[] }[]): string {
  return waves
    .flatMap(({ wave, checks }) => checks.flatMap(({ remark }) => (remark === undefined ? [] : [`Of ${wave}: ${remark}\n`])))
    .join('');
}

function linesOf(wave: string, checks: readonly Finding[]): string {
  const lines = checks.map(({ check, state, sentence }) => {
    const told = state === 'not checked' ? `not checked: ${sentence}` : sentence;
    return `  ${MARKS[state]}  ${check.padEnd(11)}  ${told}\n`;
  });
  return `${wave}\n${lines.join('')}`;
}

function progressOf(wave: string, json: boolean): { step(): void; stop(): void } {
  if (json || !process.stderr.isTTY) return { step() {}, stop() {} };
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${wave} |{bar}| {value}/{total} files`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(FILES_OF_A_WAVE, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}

async function receipt({ receipt: given, evidence, keys: keysGiven, json }: Extract<Flags, { kind: 'receipt' }>): Promise<void> {
  const [source, ...more] = await sourcesAt(evidence);
  if (!source || more.length > 0) throw new UsageError(`${evidence} holds several waves; name the folder of the receipt's own.`);
  const keys = await findKeys(keysGiven, evidence);
  const text = await readFile(given, 'utf8').catch(() => given);
  const { verdict, lines } = await checkReceipt(source, keys, text);
  process.stdout.write(json ? `${JSON.stringify({ verdict, lines })}\n` : `${lines.join('\n')}\n`);
  if (verdict === 'omitted' || verdict === 'altered') process.exitCode = 1;
}
