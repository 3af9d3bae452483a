/** `npm run verify-audit`: checks the audit log as its readers get it, with nothing of the system but the form of an entry. */
import { OFFICERS_CHAIN } from '#shared/audit/chains.ts';
import { Unreachable } from '../evidence-source.ts';
import { Fault } from '../findings.ts';
import { printable } from '../printable.ts';
import { isUrl } from '../source.ts';
import { UsageError } from '../usage-error.ts';
import { type AuditFlags, HELP, parseAuditFlags } from './flags.ts';
import { headsAt } from './published-heads.ts';
import { auditSourceAt, keptIn } from './source.ts';
import { type ChainFinding, verifyLog } from './verify-log.ts';

try {
  const flags = parseAuditFlags(process.argv.slice(2));
  if (flags.kind === 'help') process.stdout.write(HELP);
  else await log(flags);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof Unreachable || error instanceof Fault)) throw error;
  process.stderr.write(`${printable(error.message)}\n`);
  process.exitCode = 1;
}

async function log({ place, token, heads: places, save }: Extract<AuditFlags, { kind: 'log' }>): Promise<void> {
  if (save !== undefined && !isUrl(place)) throw new UsageError('--save keeps what a URL answers. See --help.');
  const heads = (await Promise.all(places.map(headsAt))).flat();
  const source = await auditSourceAt(place, token);
  const findings = await verifyLog(save === undefined ? source : await keptIn(save, source), heads);
  const broken = findings.filter(({ fault }) => fault);
  process.stdout.write(linesOf(findings, heads.length));
  if (broken.length > 0) {
    process.stdout.write(`The audit log does NOT hold: ${broken.map(({ chain }) => chain).join(', ')}.\n`);
    process.exitCode = 1;
  } else process.stdout.write('The audit log holds.\n');
}

/** A line for the officers' chain, one for all chains of openings, and one for each chain that is broken. */
function linesOf(findings: readonly ChainFinding[], published: number): string {
  const sound = findings.filter(({ fault }) => !fault);
  const officers = sound.filter(({ chain }) => chain === OFFICERS_CHAIN);
  const openings = sound.filter(({ chain }) => chain !== OFFICERS_CHAIN);
  const lines = [
    ...officers.map((finding) => line('ok', OFFICERS_CHAIN, sentenceOf([finding]))),
    ...(openings.length > 0 ? [line('ok', 'openings', `${sentenceOf(openings)}, in ${chainsOf(openings)}`)] : []),
    ...findings.flatMap(({ chain, fault }) => (fault ? [line('FAIL', chain, `number ${fault.number} ${fault.fault}`)] : [])),
    ...(published === 0 ? [line('-', 'heads', 'not checked: name published ones by --heads')] : []),
  ];
  return lines.join('');
}

function line(mark: string, chain: string, sentence: string): string {
  return `  ${mark.padEnd(4)}  ${chain.padEnd(11)}  ${printable(sentence)}\n`;
}

function sentenceOf(findings: readonly ChainFinding[]): string {
  const sum = (of: 'entries' | 'unfinished' | 'heads') => findings.reduce((total, finding) => total + finding[of], 0);
  const unfinished = sum('unfinished') > 0 ? `, ${sum('unfinished')} acts without an outcome` : '';
  return `${sum('entries')} entries${unfinished}, ${sum('heads')} published heads stand in it`;
}

function chainsOf(findings: readonly ChainFinding[]): string {
  const used = findings.filter(({ entries }) => entries > 0).length;
  return used === 1 ? 'one chain' : `${used} chains`;
}
