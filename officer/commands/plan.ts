import { planBodyOf } from '#shared/waves/plan.ts';
import { publicWaveSchema } from '#shared/waves/public-wave.ts';
import type { Command, Invocation } from '../command.ts';
import { Failure } from '../failure.ts';
import { jsonIn } from '../json-file.ts';
import { answerAs, tellProposed } from '../proposed.ts';

/** Proposes the plan in a file: JSON with the fields of the API's PlanBody, and `waveId` unless --wave names the wave. */
export const plan: Command = {
  summary: 'Proposes the plan in a JSON file, which announces or amends a wave when somebody else approves it',
  operands: ['file.json'],
  options: { wave: 'which wave, when the file has no waveId' },
  role: 'officer',
  async run(invocation) {
    const [file = ''] = invocation.operands;
    const { waveId: named, ...body } = await jsonIn(file);
    const waveId = invocation.values['wave'] ?? named;
    if (typeof waveId !== 'string') throw new Failure(`${file} has no waveId: add one, or give --wave.`);
    await proposePlan(invocation, waveId, body);
  },
};

/** Proposes to move the closing of a wave, and its beacon by as much. */
export const extend: Command = {
  summary: 'Proposes to move the closing of a wave to a later time, and its beacon by as much',
  operands: ['waveId'],
  options: {
    'closes-at': 'the new closing, such as 2026-12-01T12:00:00+07:00',
    'beacon-at': "the beacon's new time, if it is not to move by as much",
  },
  role: 'officer',
  async run(invocation) {
    const { operands, values, api } = invocation;
    const [waveId = ''] = operands;
    const closesAt = instantIn('closes-at', values['closes-at']);
    const { json } = await api.ask('GET', `/v1/waves/${encodeURIComponent(waveId)}`);
    const present = answerAs(publicWaveSchema, json);
    const moved = Date.parse(present.beacon.at) + Date.parse(closesAt) - Date.parse(present.closesAt);
    const beaconAt = values['beacon-at'];
    const beacon = { at: beaconAt === undefined ? new Date(moved).toISOString() : instantIn('beacon-at', beaconAt) };
    await proposePlan(invocation, waveId, { ...planBodyOf(present), closesAt, beacon });
  },
};

async function proposePlan(invocation: Invocation, waveId: string, body: object): Promise<void> {
  const { status, json } = await invocation.api.ask('PUT', `/v1/waves/${encodeURIComponent(waveId)}`, body);
  if (status === 202) return tellProposed(invocation, json);
  const { planHash } = answerAs(publicWaveSchema, json);
  invocation.print(
    invocation.json ? `${JSON.stringify(json)}\n` : `The wave stands so already (plan ${planHash}): nothing to approve.\n`,
  );
}

function instantIn(option: string, text: string | undefined): string {
  if (text !== undefined && /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)))
    return new Date(text).toISOString();
  throw new Failure(
    `--${option} takes an instant with its offset, such as 2026-12-01T12:00:00+07:00${text ? `, not "${text}"` : ''}.`,
  );
}
