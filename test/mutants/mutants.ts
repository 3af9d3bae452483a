import { APPEAL_MUTANTS } from './appeal-mutants.ts';
import { AUDIT_MUTANTS } from './audit-mutants.ts';
import { DESK_MUTANTS } from './desk-mutants.ts';
import { DESK_PAGE_MUTANTS } from './desk-page-mutants.ts';
import { DRAW_MUTANTS } from './draw-mutants.ts';
import { EVIDENCE_MUTANTS } from './evidence-mutants.ts';
import { FRONT_MUTANTS } from './front-mutants.ts';
import { INFRASTRUCTURE_MUTANTS } from './infrastructure-mutants.ts';
import { LEDGER_MUTANTS } from './ledger-mutants.ts';
import { LIST_MUTANTS } from './list-mutants.ts';
import type { Mutant } from './mutant.ts';
import { NOTIFICATION_MUTANTS } from './notification-mutants.ts';
import { OPENING_MUTANTS } from './opening-mutants.ts';
import { PARTNER_MUTANTS } from './partner-mutants.ts';
import { PLANNING_MUTANTS } from './planning-mutants.ts';
import { PREFLIGHT_MUTANTS } from './preflight-mutants.ts';
import { PRIVACY_MUTANTS } from './privacy-mutants.ts';
import { PUBLIC_MUTANTS } from './public-mutants.ts';
import { RECIPIENT_MUTANTS } from './recipient-mutants.ts';
import { REGISTRATION_MUTANTS } from './registration-mutants.ts';
import { REGISTRY_MUTANTS } from './registry-mutants.ts';
import { VERIFIER_MUTANTS } from './verifier-mutants.ts';
import { WAVE_MUTANTS } from './wave-mutants.ts';
import { WEB_MUTANTS } from './web-mutants.ts';

/** Every enforcement that is taken out, the guarantees in the order of the README. */
export const MUTANTS: readonly Mutant[] = [
  ...REGISTRATION_MUTANTS,
  ...PRIVACY_MUTANTS,
  ...RECIPIENT_MUTANTS,
  ...PARTNER_MUTANTS,
  ...WAVE_MUTANTS,
  ...LEDGER_MUTANTS,
  ...APPEAL_MUTANTS,
  ...EVIDENCE_MUTANTS,
  ...DRAW_MUTANTS,
  ...AUDIT_MUTANTS,
  ...DESK_MUTANTS,
  ...DESK_PAGE_MUTANTS,
  ...INFRASTRUCTURE_MUTANTS,
  ...FRONT_MUTANTS,
  ...VERIFIER_MUTANTS,
  ...NOTIFICATION_MUTANTS,
  ...OPENING_MUTANTS,
  ...PREFLIGHT_MUTANTS,
  ...LIST_MUTANTS,
  ...REGISTRY_MUTANTS,
  ...WEB_MUTANTS,
  ...PLANNING_MUTANTS,
  ...PUBLIC_MUTANTS,
];
