import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { appealsStore } from '#shared/appeals/appeals-store.ts';
import { grantsStore } from '#shared/appeals/grants-store.ts';
import type { AuditAppend } from '#shared/audit/audited.ts';
import { systemClock } from '#shared/clock.ts';
import { waveHoldsStore } from '#shared/deadlines/wave-holds-store.ts';
import type { DeskDeps } from '#shared/desk/decide-kind.ts';
import { proposalsStore } from '#shared/desk/proposals-store.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { recoveryStore } from '#shared/ledger/recovery-store.ts';
import { noticesStore } from '#shared/notifications/notices-store.ts';
import { partnersStore } from '#shared/partners/partners-store.ts';
import { placesStore } from '#shared/recipients/places-store.ts';
import { revocationStops } from '#shared/waves/revocation-stops-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export function proposalsDependencies(): DeskDeps & { audit: AuditAppend } {
  const names = environment(
    'deskTable',
    'wavesTable',
    'auditTable',
    'ledgerTable',
    'recipientsTable',
    'registrationsTable',
    'partnersTable',
    'appealsTable',
    'noticeBus',
  );
  const dynamodb = documentClient();
  const waves = wavesStore(dynamodb, names.wavesTable);
  const ledger = ledgerStore(dynamodb, names.ledgerTable);
  const tables = { waves: names.wavesTable, ledger: names.ledgerTable, recipients: names.recipientsTable };
  return {
    clock: systemClock,
    proposals: proposalsStore(dynamodb, names.deskTable),
    revocations: revocationStops(dynamodb, names.wavesTable),
    holds: waveHoldsStore(dynamodb, names.wavesTable, waves),
    ledger,
    places: placesStore(dynamodb, tables),
    recovery: { clock: systemClock, waves, ledger, recovery: recoveryStore(dynamodb, tables) },
    partners: partnersStore(dynamodb, names.partnersTable),
    appeals: {
      appeals: appealsStore(dynamodb, names.appealsTable),
      grants: grantsStore(dynamodb, { ...tables, appeals: names.appealsTable, registrations: names.registrationsTable }),
      notices: noticesStore(new EventBridgeClient({}), names.noticeBus),
    },
    audit: auditLog(dynamodb, names),
  };
}
