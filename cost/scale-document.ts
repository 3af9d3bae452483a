/** `npm run scale-document [-- --check]`: puts the bill of ten million registrations into docs/scale.md; with --check only says whether it is there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STAGES } from '#infra/stages.ts';
import { billOf } from './bill.ts';
import { DEFAULT_READS } from './flags.ts';
import { ASSUMED } from './measured.ts';
import { markdownOf } from './print.ts';
import { otherwise } from './sensitivity.ts';
import { UsageError } from './usage-error.ts';

export const SCALE_DOCUMENT = join(import.meta.dirname, '../docs/scale.md');
const BEGIN = '<!-- the bill: npm run scale-document -->';
const END = '<!-- end of the bill -->';

/** The document with the present bill between its marks. @throws UsageError when the marks are gone */
export function withBill(document: string): string {
  const from = document.indexOf(BEGIN);
  const to = document.indexOf(END);
  if (from < 0 || to < from)
    throw new UsageError(`docs/scale.md has no "${BEGIN}" before a "${END}": put both back where the bill belongs.`);
  const wave = { registrations: 10_000_000, places: 800_000, reads: DEFAULT_READS, tracing: ASSUMED.tracing, logs: 1 };
  const bill = billOf(wave, 1, 'ap-southeast-3', STAGES.production);
  return `${document.slice(0, from)}${BEGIN}\n\n${markdownOf(bill, otherwise(bill, STAGES.production))}\n${document.slice(to)}`;
}

if (import.meta.main) {
  try {
    const args = process.argv.slice(2);
    if (args.some((arg) => arg !== '--check'))
      throw new UsageError(`Unknown argument "${args.find((arg) => arg !== '--check')}"; known is --check.`);
    const present = readFileSync(SCALE_DOCUMENT, 'utf8');
    const right = withBill(present);
    if (present === right) process.stdout.write('docs/scale.md holds the present bill.\n');
    else if (args.length > 0)
      throw new UsageError('docs/scale.md holds another bill than the present one: run npm run scale-document.');
    else {
      writeFileSync(SCALE_DOCUMENT, right);
      process.stdout.write('docs/scale.md: the bill was renewed.\n');
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
