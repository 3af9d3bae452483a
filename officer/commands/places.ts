import type * as z from 'zod/mini';
import { HOLD_REASONS, REVOCATION_REASONS } from '#shared/deadlines/hold-reasons.ts';
import { waveLedgerSchema, yearLedgerSchema } from '#shared/ledger/ledger-report.ts';
import type { Command, Invocation } from '../command.ts';
import { Failure } from '../failure.ts';
import { answerAs, tellProposed } from '../proposed.ts';

/** Proposes that the clock of a wave's places, or of one recipient's, stands for a time. */
export const hold: Command = {
  summary: "Proposes that the clock of a wave's places, or of one recipient's place, stands until then",
  operands: ['waveId', 'entryId?'],
  options: {
    until: 'when it goes on, as an instant with its offset',
    from: 'of a whole wave: since when it stands, now if not given',
    reason: `one of ${HOLD_REASONS.join(', ')}`,
  },
  role: 'officer',
  async run(invocation) {
    const [waveId, entryId] = invocation.operands;
    const { until, from = new Date().toISOString(), reason } = invocation.values;
    if (until === undefined) throw new Failure('Until when? --until takes an instant such as 2020-09-20T23:59:59+07:00.');
    if (reason === undefined) throw new Failure(`Why? --reason is one of ${HOLD_REASONS.join(', ')}.`);
    if (entryId === undefined) return propose(invocation, { kind: 'hold-wave', waveId, from, until, reason });
    return propose(invocation, { kind: 'hold-place', waveId, entryId, until, reason });
  },
};

/** Proposes that one recipient's place comes back. */
export const revoke: Command = {
  summary: "Proposes that one recipient's place is taken back before its deadline",
  operands: ['waveId', 'entryId'],
  options: { reason: `one of ${REVOCATION_REASONS.join(', ')}` },
  role: 'officer',
  async run(invocation) {
    const [waveId, entryId] = invocation.operands;
    const { reason } = invocation.values;
    if (reason === undefined) throw new Failure(`Why? --reason is one of ${REVOCATION_REASONS.join(', ')}.`);
    return propose(invocation, { kind: 'revoke-place', waveId, entryId, reason });
  },
};

/** Proposes that places that came back are granted to a wave that is to be announced. */
export const grant: Command = {
  summary: 'Proposes that places of a year that came back are granted to a wave that is to be announced',
  operands: ['waveId'],
  options: {
    year: 'the programme year, such as 2020',
    places: 'how many',
    provinces: 'places by province as 31=3,32=2; without it they are for the whole country',
  },
  role: 'officer',
  async run(invocation) {
    const [waveId] = invocation.operands;
    const { year, places, provinces } = invocation.values;
    if (year === undefined || places === undefined)
      throw new Failure('Which places? --year 2020 --places 100 [--provinces 31=60,32=40].');
    const byProvince = provinces === undefined ? 'national' : byProvinceOf(provinces);
    return propose(invocation, { kind: 'grant-recovered', waveId, year, places: Number(places), byProvince });
  },
};

/** The places of a year, or of one wave, as they stand. */
export const ledger: Command = {
  summary: 'Shows where the places of a year (2020), or of one wave by province (2020-04), went',
  operands: ['year or waveId'],
  role: 'auditor',
  async run({ api, operands, json, print }) {
    const [what = ''] = operands;
    const isYear = /^\d{4}$/.test(what);
    const answer = await api.ask('GET', isYear ? `/v1/ledger/${what}` : `/v1/waves/${encodeURIComponent(what)}/ledger`);
    if (json) return print(`${JSON.stringify(answer.json)}\n`);
    print(isYear ? yearText(answerAs(yearLedgerSchema, answer.json)) : waveText(answerAs(waveLedgerSchema, answer.json)));
  },
};

async function propose(invocation: Invocation, body: object): Promise<void> {
  tellProposed(invocation, (await invocation.api.ask('POST', '/v1/proposals', body)).json);
}

function byProvinceOf(text: string): Record<string, number> {
  const pairs = text.split(',').map((pair) => /^(\d\d)=(\d+)$/.exec(pair.trim()));
  if (pairs.some((pair) => !pair)) throw new Failure(`--provinces takes pairs such as 31=60,32=40, not "${text}".`);
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] as string, Number(pair?.[2])]));
}

const COLUMNS = ['granted', 'awarded', 'awaiting', 'activated', 'returned', 'regranted', 'unfilled'] as const;

function yearText(of: z.infer<typeof yearLedgerSchema>): string {
  const rows = of.waves.map((wave) => [
    `${wave.waveId}${wave.fundedBy === 'recovery' ? ' *' : ''}`,
    ...COLUMNS.map((name) => count(wave[name])),
  ]);
  const all = COLUMNS.map((name) => count(of.waves.reduce((sum, wave) => sum + wave[name], 0)));
  return `${table([['wave', ...COLUMNS], ...rows, ['all', ...all]])}
* of places that came back. Decreed ${count(of.decreed)}, granted again ${count(of.regranted)}, in hand ${count(of.inHand)}, not drawn yet ${count(of.undrawn)}.
`;
}

function waveText({ waveId, places, provinces }: z.infer<typeof waveLedgerSchema>): string {
  const names = ['granted', 'reserved', 'awarded', 'activated', 'returned', 'unfilled'] as const;
  const row = (pot: string, of: typeof places) => [pot, ...names.map((name) => count(of[name]))];
  return `${waveId}: where the places are now\n${table([['province', ...names], ...Object.entries(provinces).map(([pot, of]) => row(pot, of)), row('all', places)])}\n`;
}

function count(of: number): string {
  return of.toLocaleString('en');
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] as number)).join('  ')).join('\n');
}
