import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import { AppealsTable } from './appeals-table.ts';
import { AuditTable } from './audit-table.ts';
import { BeaconChain } from './beacon-chain.ts';
import { CivilRegistry } from './civil-registry.ts';
import { DeliveriesTable } from './deliveries-table.ts';
import { DeskTable } from './desk-table.ts';
import { EvidenceBucket } from './evidence-bucket.ts';
import { ExclusionsTable } from './exclusions-table.ts';
import { HexSecret } from './hex-secret.ts';
import { LedgerTable } from './ledger-table.ts';
import { PartnersTable } from './partners-table.ts';
import { Pepper } from './pepper.ts';
import { RecipientsTable } from './recipients-table.ts';
import { RegistrationsTable } from './registrations-table.ts';
import { RegistryChecksTable } from './registry-checks-table.ts';
import { RetiredKeys } from './retired-keys.ts';
import { SealingKeys } from './sealing-keys.ts';
import type { Stage } from './stages.ts';
import { WavesTable } from './waves-table.ts';

/** Everything that remembers. The tables differ in traffic, lifetime and permissions, which is why they are so many. */
export class Stores extends Construct {
  readonly waves = new WavesTable(this, 'Waves');
  readonly recipients = new RecipientsTable(this, 'Recipients');
  readonly registrations: RegistrationsTable;
  readonly exclusions: ExclusionsTable;
  readonly checks: RegistryChecksTable;
  readonly ledger = new LedgerTable(this, 'Ledger');
  readonly deliveries: DeliveriesTable;
  readonly audit = new AuditTable(this, 'Audit');
  readonly partners = new PartnersTable(this, 'Partners');
  readonly desk = new DeskTable(this, 'Desk');
  readonly appeals = new AppealsTable(this, 'Appeals');
  readonly evidence: EvidenceBucket;
  readonly sealingKeys: SealingKeys;
  readonly pepper = new Pepper(this, 'Pepper');
  readonly signing = new HexSecret(this, 'Signing', {
    purpose: 'Gelombang: Ed25519 seed that signs receipts, manage tokens and evidence',
    environmentName: ENVIRONMENT.signingSecret,
    notRotated:
      'Rotated by hand between waves (docs/runbook.md#the-signing-key), since the retired public key must be published with it.',
  });
  readonly retiredKeys = new RetiredKeys(this, 'RetiredKeys');
  readonly beaconChain = new BeaconChain(this, 'BeaconChain');
  readonly civilRegistry = new CivilRegistry(this, 'CivilRegistry');

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.sealingKeys = new SealingKeys(this, 'SealingKeys', { count: stage.sealingKeys });
    this.evidence = new EvidenceBucket(this, 'Evidence', { lock: stage.evidenceLock });
    this.registrations = new RegistrationsTable(this, 'Registrations', { retained: stage.keepsRegistrations });
    this.deliveries = new DeliveriesTable(this, 'Deliveries', { retained: stage.keepsRegistrations });
    this.exclusions = new ExclusionsTable(this, 'Exclusions', { retained: stage.keepsRegistrations });
    this.checks = new RegistryChecksTable(this, 'Checks', { retained: stage.keepsRegistrations });
  }
}
