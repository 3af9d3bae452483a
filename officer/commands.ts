import type { Command } from './command.ts';
import { appeal, appeals } from './commands/appeals.ts';
import { audit } from './commands/audit.ts';
import { approve, reject } from './commands/decide.ts';
import { exportCsv } from './commands/export.ts';
import { registerPartner } from './commands/partner.ts';
import { grant, hold, ledger, revoke } from './commands/places.ts';
import { extend, plan } from './commands/plan.ts';
import { proposals } from './commands/proposals.ts';
import { report, watch } from './commands/report.ts';
import { resumeRevocations, stopRevocations } from './commands/revocations.ts';
import { select } from './commands/select.ts';

/** Every command by its name, in the order of the help: one more is one line here. */
export const COMMANDS = {
  plan,
  extend,
  proposals,
  approve,
  reject,
  watch,
  report,
  select,
  export: exportCsv,
  'stop-revocations': stopRevocations,
  'resume-revocations': resumeRevocations,
  hold,
  revoke,
  grant,
  'register-partner': registerPartner,
  appeals,
  appeal,
  ledger,
  audit,
} as const satisfies Record<string, Command>;
