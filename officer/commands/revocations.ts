import { STOP_REASONS } from '#shared/waves/stop-reasons.ts';
import type { Command } from '../command.ts';
import { Failure } from '../failure.ts';
import { tellProposed } from '../proposed.ts';

/** Proposes that no place of a published wave is taken back for now. */
export const stopRevocations: Command = {
  summary: 'Proposes that no place of a published wave is taken back for now',
  operands: ['waveId'],
  options: { reason: `one of ${STOP_REASONS.join(', ')}` },
  role: 'officer',
  async run(invocation) {
    const [waveId] = invocation.operands;
    const { reason } = invocation.values;
    if (reason === undefined) throw new Failure(`Why? --reason is one of ${STOP_REASONS.join(', ')}.`);
    const body = { kind: 'stop-revocations', waveId, reason };
    tellProposed(invocation, (await invocation.api.ask('POST', '/v1/proposals', body)).json);
  },
};

/** Proposes that places of a wave are taken back again. */
export const resumeRevocations: Command = {
  summary: 'Proposes that places of a wave are taken back again',
  operands: ['waveId'],
  role: 'officer',
  async run(invocation) {
    const [waveId] = invocation.operands;
    const body = { kind: 'resume-revocations', waveId };
    tellProposed(invocation, (await invocation.api.ask('POST', '/v1/proposals', body)).json);
  },
};
