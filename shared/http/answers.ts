import * as z from 'zod/mini';
import { appealDocumentSchema } from '../appeals/appeal.ts';
import { APPEAL_REASONS } from '../appeals/appeal-reasons.ts';
import { auditEntrySchema } from '../audit/audit-entry.ts';
import { chainNameSchema } from '../audit/chains.ts';
import { proposalDocumentSchema, proposalIdSchema } from '../desk/proposal.ts';
import { certificateSchema, drawRecordSchema } from '../evidence/documents.ts';
import { waveLedgerSchema, yearLedgerSchema } from '../ledger/ledger-report.ts';
import { importIdSchema } from '../lists/list-items.ts';
import { versionNameSchema } from '../lists/list-names.ts';
import { publicVersionSchema } from '../lists/public-version.ts';
import { checkSchema } from '../opening/check-schema.ts';
import { PARTNER_STATES } from '../partners/partner.ts';
import { partnerIdSchema } from '../partners/partner-id.ts';
import { PLACE_STATES } from '../recipients/recipient-item.ts';
import { RESULT_STATES } from '../selection/result-states.ts';
import { publicWaveSchema } from '../waves/public-wave.ts';
import { selectionProgressSchema } from '../waves/selection-progress.ts';
import { attemptSchema } from '../waves/wave.ts';

const instant = z.iso.datetime();
const entryId = z.string().check(z.regex(/^[0-9a-f]{32}$/));
const ticket = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const counts = z.record(z.string(), z.int());
/** A SHA-256, and the line for bash that prints it. */
const recomputed = { sha256: ticket, command: z.string() };

const partner = z.strictObject({
  partnerId: partnerIdSchema,
  name: z.string(),
  keys: z.array(z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() })),
  state: z.enum(PARTNER_STATES),
  /** That by which it stands. */
  proposalId: z.optional(proposalIdSchema),
});

/** What the API answers with, for the OpenAPI document and for tests that hold answers against it. */
export const ANSWERS = {
  Wave: publicWaveSchema,
  Waves: z.strictObject({ waves: z.array(publicWaveSchema) }),
  Registration: z.strictObject({
    entryId,
    waveId: z.string(),
    registeredAt: instant,
    receipt: z.string(),
    manageToken: z.string(),
  }),
  OwnRegistration: z.strictObject({
    waveId: z.string(),
    entryId,
    registeredAt: instant,
    waveState: publicWaveSchema.shape.state,
    state: z.enum(['registered', 'excluded', ...RESULT_STATES]),
    refill: z.optional(z.int()),
    rule: z.optional(
      z.strictObject({ name: z.string(), source: z.string(), refusal: z.string(), list: z.optional(versionNameSchema) }),
    ),
    ticket: z.optional(ticket),
    cutOff: z.optional(z.strictObject({ all: z.nullable(ticket), priority: z.nullable(ticket) })),
    position: z.optional(z.int()),
    entrantsOfProvince: z.optional(z.int()),
    place: z.optional(
      z.strictObject({
        state: z.enum(PLACE_STATES),
        deadline: instant,
        heldUntil: z.optional(instant),
        activatedAt: z.optional(instant),
        revokedAt: z.optional(instant),
      }),
    ),
    appealableUntil: z.optional(instant),
    appeal: z.optional(
      z.pick(appealDocumentSchema, {
        state: true,
        reason: true,
        appealedAt: true,
        decidedAt: true,
        decisionReason: true,
        remedyWaveId: true,
      }),
    ),
    recompute: z.optional(
      z.strictObject({
        files: z.array(z.string()),
        seed: z.optional(z.strictObject({ text: z.string(), ...recomputed })),
        ticket: z.optional(z.strictObject({ hex: z.string(), ...recomputed })),
      }),
    ),
  }),
  Selection: z.strictObject({ waveId: z.string(), selection: z.enum(['started', 'running', 'published']), attempt: z.int() }),
  Report: z.strictObject({
    waveId: z.string(),
    state: publicWaveSchema.shape.state,
    planHash: z.string(),
    places: z.int(),
    registered: z.strictObject({ count: z.int(), estimated: z.boolean() }),
    entrants: z.optional(certificateSchema.shape.entrants),
    exclusions: z.optional(counts),
    registryPending: z.optional(z.int()),
    selection: z.optional(
      z.strictObject({
        attempt: z.int(),
        status: z.enum(['running', 'succeeded', 'failed', 'notStarted']),
        roundsDrawn: z.int(),
        progress: selectionProgressSchema,
        attempts: z.array(attemptSchema),
      }),
    ),
    awarded: z.optional(z.int()),
    unfilled: z.optional(z.int()),
    provinces: z.optional(certificateSchema.shape.provinces),
    holds: z.optional(z.array(z.strictObject({ from: instant, until: instant, reason: z.string() }))),
    revocationsStopped: z.optional(z.strictObject({ at: instant, reason: z.string() })),
  }),
  DryRun: z.strictObject({
    waveId: z.string(),
    dryRun: z.literal(true),
    planHash: z.string(),
    beacon: z.extend(z.omit(certificateSchema.shape.beacon, { signature: true }), {
      randomness: drawRecordSchema.shape.beacon.shape.randomness,
    }),
    seed: drawRecordSchema.shape.seed,
    entrants: certificateSchema.shape.entrants,
    places: z.int(),
    awarded: z.int(),
    unfilled: z.int(),
    byPhase: z.strictObject({ a: z.int(), b: z.int(), c: z.int() }),
    provinces: certificateSchema.shape.provinces,
    milliseconds: z.int(),
  }),
  Appeal: z.strictObject({ waveId: z.string(), entryId, reason: z.enum(APPEAL_REASONS), appealedAt: instant }),
  AppealShown: z.extend(appealDocumentSchema, { text: z.optional(z.string()) }),
  AppealDismissed: appealDocumentSchema,
  Appeals: z.strictObject({ appeals: z.array(appealDocumentSchema), next: z.optional(z.string()) }),
  Activation: z.strictObject({ waveId: z.string(), entryId, activatedAt: instant }),
  Partners: z.strictObject({ partners: z.array(partner) }),
  Proposal: proposalDocumentSchema,
  Proposals: z.strictObject({ proposals: z.array(proposalDocumentSchema), next: z.optional(z.string()) }),
  PlanDecision: z.union([publicWaveSchema, proposalDocumentSchema]),
  Preflight: z.strictObject({ ready: z.boolean(), checks: z.array(checkSchema) }),
  WaveLedger: waveLedgerSchema,
  YearLedger: yearLedgerSchema,
  ListImport: z.strictObject({
    list: z.string(),
    importId: importIdSchema,
    state: z.enum(['open', 'complete']),
    linesPerChunk: z.int(),
    chunks: z.int(),
    /** Of an import that is complete, such as `aid-2020-08@2`. */
    version: z.optional(versionNameSchema),
  }),
  ListChunk: z.strictObject({ number: z.int(), people: z.int(), duplicates: z.int(), faultyLines: z.int() }),
  Lists: z.strictObject({ versions: z.array(publicVersionSchema) }),
  AuditPage: z.strictObject({ chain: chainNameSchema, entries: z.array(auditEntrySchema), next: z.optional(z.int()) }),
} as const;
