import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod/mini';
import { ANSWERS } from '#shared/http/answers.ts';
import type { Command, Invocation } from '../command.ts';
import { Failure } from '../failure.ts';
import { answerAs } from '../proposed.ts';

type Report = z.infer<typeof ANSWERS.Report>;

const OPTIONS = { every: 'seconds between two looks, 5 if not given' };
const SECONDS = 5;
const UP = '\u001b[1A\u001b[2K';

/** What the API reports of a wave. */
export const report: Command = {
  summary: 'Shows how a wave stands: registrations, entrants, selection, places',
  operands: ['waveId'],
  role: 'officer',
  async run(invocation) {
    const found = await reportOf(invocation);
    invocation.print(invocation.json ? `${JSON.stringify(found)}\n` : textOf(found));
  },
};

/** The same, looked at again until the wave is published: on a screen in its place, elsewhere whenever it has changed. */
export const watch: Command = {
  summary: 'Shows how a wave stands, live, until it is published',
  operands: ['waveId'],
  options: OPTIONS,
  role: 'officer',
  async run(invocation) {
    const { values, json, print } = invocation;
    const every = values['every'] ?? String(SECONDS);
    if (!/^[1-9]\d{0,3}$/.test(every)) throw new Failure(`--every takes whole seconds from 1 to 9999, not "${every}".`);
    const inPlace = !json && process.stdout.isTTY;
    let shown = '';
    for (;;) {
      const found = await reportOf(invocation);
      const text = json ? `${JSON.stringify(found)}\n` : textOf(found);
      if (text !== shown) {
        print(`${inPlace ? UP.repeat(shown.split('\n').length - 1) : ''}${text}`);
        shown = text;
      }
      // The certificate comes just before the wave's last phase: its figures are in the report by then.
      if (found.state === 'published') return;
      await sleep(Number(every) * 1_000);
    }
  },
};

async function reportOf({ api, operands }: Invocation): Promise<Report> {
  const [waveId = ''] = operands;
  return answerAs(ANSWERS.Report, (await api.ask('GET', `/v1/waves/${encodeURIComponent(waveId)}/report`)).json);
}

function textOf({
  waveId,
  state,
  places,
  registered,
  entrants,
  exclusions,
  selection,
  awarded,
  unfilled,
  provinces,
}: Report): string {
  const count = (of: number) => of.toLocaleString('en');
  const excluded = Object.entries(exclusions ?? {}).filter(([, of]) => of > 0);
  const rows: [string, string][] = [
    ['wave', `${waveId}, ${state}`],
    ['places', count(places)],
    ['registered', `${registered.estimated ? 'about ' : ''}${count(registered.count)}`],
    ...(entrants
      ? [['entrants', `${count(entrants.total)}, ${count(entrants.priority)} of them with priority`] as [string, string]]
      : []),
    ...excluded.map(([rule, of]): [string, string] => ['excluded', `${count(of)} by ${rule}`]),
    ...(selection
      ? [
          ['selection', `attempt ${selection.attempt} ${selection.status}, ${selection.roundsDrawn} rounds drawn`] as [
            string,
            string,
          ],
        ]
      : []),
    ...(awarded === undefined ? [] : [['awarded', count(awarded)] as [string, string]]),
    ...(unfilled === undefined ? [] : [['unfilled', count(unfilled)] as [string, string]]),
    ...Object.entries(provinces ?? {}).map(([province, of]): [string, string] => [
      `  ${province}`,
      `${count(of.places)} places, ${count(of.awarded)} awarded, ${count(of.unfilled)} unfilled`,
    ]),
  ];
  return rows.map(([name, text]) => `${name.padEnd(10)}  ${text}\n`).join('');
}
