/** `npm run cost -- --registrations 10000000 --places 800000`: what a wave costs on AWS, term by term, with prices and where the counts are from. */
import { STAGES } from '#infra/stages.ts';
import { billOf, pricesOf } from './bill.ts';
import { HELP, parseFlags } from './flags.ts';
import { markdownOf, textOf } from './print.ts';
import { otherwise } from './sensitivity.ts';
import { UsageError } from './usage-error.ts';

try {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.kind === 'help') process.stdout.write(HELP);
  else {
    const stage = STAGES.production;
    const bill = billOf(flags.wave, flags.waves, flags.region, stage);
    const others = otherwise(bill, stage);
    if (flags.json)
      process.stdout.write(`${JSON.stringify({ ...bill, otherwise: others, prices: Object.fromEntries(pricesOf(bill)) })}\n`);
    else process.stdout.write(flags.markdown ? markdownOf(bill, others) : textOf(bill, others));
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
