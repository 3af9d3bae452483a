import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '#shared/clock.ts';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { executionsStore } from '#shared/selection/executions-store.ts';
import type { ReportDeps } from '#shared/waves/report.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export function reportDependencies(): ReportDeps {
  const names = environment('wavesTable', 'registrationsTable', 'evidenceBucket', 'selectionStateMachine');
  const dynamodb = documentClient();
  return {
    clock: systemClock,
    waves: wavesStore(dynamodb, names.wavesTable),
    registrations: registrationsStore(dynamodb, names.registrationsTable),
    evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
    executions: executionsStore(new SFNClient({}), names.selectionStateMachine),
  };
}
