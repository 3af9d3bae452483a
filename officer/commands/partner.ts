import type { Command } from '../command.ts';
import { jsonIn } from '../json-file.ts';
import { tellProposed } from '../proposed.ts';

/** Proposes the partner in a file: JSON with `partnerId`, `name`, `keys` and `state`. */
export const registerPartner: Command = {
  summary: 'Proposes to register the partner in a JSON file, or to put its keys, name and state in the place of those that stand',
  operands: ['file.json'],
  role: 'officer',
  async run(invocation) {
    const [file = ''] = invocation.operands;
    const body = { ...(await jsonIn(file)), kind: 'register-partner' };
    tellProposed(invocation, (await invocation.api.ask('POST', '/v1/proposals', body)).json);
  },
};
