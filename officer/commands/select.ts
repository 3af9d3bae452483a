import { ANSWERS } from '#shared/http/answers.ts';
import type { Command } from '../command.ts';
import { answerAs } from '../proposed.ts';

/** Starts a due selection by hand; one that has failed as its next attempt. */
export const select: Command = {
  summary: 'Starts a due selection by hand, or one that has failed once more',
  operands: ['waveId'],
  role: 'officer',
  async run({ operands, api, json, print }) {
    const [wave = ''] = operands;
    const answer = await api.ask('POST', `/v1/waves/${encodeURIComponent(wave)}/selection`);
    const { waveId, selection, attempt } = answerAs(ANSWERS.Selection, answer.json);
    print(json ? `${JSON.stringify(answer.json)}\n` : `The selection of ${waveId} is ${selection} (attempt ${attempt}).\n`);
  },
};
