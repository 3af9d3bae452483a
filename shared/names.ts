/**
 * The names that the CDK app writes and the functions read: environment variables and key prefixes. One list, so that neither
 * side can be renamed alone.
 */
export const ENVIRONMENT = {
  wavesTable: 'WAVES_TABLE',
  registrationsTable: 'REGISTRATIONS_TABLE',
  recipientsTable: 'RECIPIENTS_TABLE',
  exclusionsTable: 'EXCLUSIONS_TABLE',
  checksTable: 'CHECKS_TABLE',
  auditTable: 'AUDIT_TABLE',
  ledgerTable: 'LEDGER_TABLE',
  partnersTable: 'PARTNERS_TABLE',
  deskTable: 'DESK_TABLE',
  appealsTable: 'APPEALS_TABLE',
  deliveriesTable: 'DELIVERIES_TABLE',
  evidenceBucket: 'EVIDENCE_BUCKET',
  pepperSecret: 'PEPPER_SECRET',
  signingSecret: 'SIGNING_SECRET',
  retiredKeys: 'RETIRED_KEYS',
  sealingKey: 'SEALING_KEY',
  selectionStateMachine: 'SELECTION_STATE_MACHINE',
  erasureStateMachine: 'ERASURE_STATE_MACHINE',
  deadlinesStateMachine: 'DEADLINES_STATE_MACHINE',
  notificationStateMachine: 'NOTIFICATION_STATE_MACHINE',
  noticeBus: 'NOTICE_BUS',
  noticesTo: 'NOTICES_TO',
  sealedRetentionSeconds: 'SEALED_RETENTION_SECONDS',
  beaconChain: 'BEACON_CHAIN',
  civilRegistry: 'CIVIL_REGISTRY',
  settleSeconds: 'SETTLE_SECONDS',
  openingNeeds: 'OPENING_NEEDS',
  registerFunction: 'REGISTER_FUNCTION',
  softwareVersion: 'SOFTWARE_VERSION',
} as const;

/** Shards that the selection screens at once: as many as a Map of Step Functions runs, and what they share the civil registry by. */
export const SHARDS_AT_ONCE = 40;

/** The name under which the registration function is called, so that environments of the version behind it can be kept warm. */
export const LIVE_ALIAS = 'live';

/** The chains of the audit log: one of the officers' acts, and one per shard (`openings-00` to `openings-ff`) of sealed data opened. */
export const AUDIT_CHAINS = { officers: 'officers', openings: 'openings-' } as const;

/** Partitions of the partners table: all partners in one; what each has used up and done in two of its own. */
export const PARTNER_PARTITIONS = { partners: 'partners', nonces: 'nonces#', requests: 'requests#' } as const;

/** The partition of the exclusions table with the versions of all lists; `#` is in no person's key. */
export const LIST_VERSIONS = '#lists';

/** What an applicant is told, each an event's `detail-type` on the bus of notices. */
export const NOTICE_KINDS = ['selected', 'not-selected', 'reminder', 'revoked', 'appeal-decided'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The `source` of those events. */
export const NOTICE_SOURCE = 'gelombang.notices';

/** Who is told the result of a wave: a stage's choice, since each message is paid for. */
export const NOTICES_TO = ['everybody', 'selected'] as const;
export type NoticesTo = (typeof NOTICES_TO)[number];

/** Messages of log lines that alarms count. */
export const COUNTED_MESSAGES = { selectionLate: 'selection late' } as const;

/** Names of errors whose log lines alarms count. */
export const COUNTED_ERRORS = { wrongPepper: 'WrongPepper' } as const;

/** Public files, named in certificates: `evidence/<waveId>/...`. */
export const EVIDENCE_PREFIX = 'evidence/';

/** What the steps of a selection leave for each other, never served: `workings/<waveId>/...`. */
export const WORKINGS_PREFIX = 'workings/';

/** Cognito groups; a user's groups travel in the access token's `cognito:groups`. */
export const ROLES = ['officer', 'approver', 'auditor', 'support'] as const;
export type Role = (typeof ROLES)[number];
