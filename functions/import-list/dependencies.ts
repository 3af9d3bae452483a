import { systemClock } from '#shared/clock.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { AwsJsonClient, DYNAMODB, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { secretVersions } from '#shared/lambda/secrets-store.ts';
import { listImportsStore } from '#shared/lists/list-imports-store.ts';
import { listingWriter } from '#shared/lists/listing-writer-store.ts';

export function importDependencies() {
  const names = environment('exclusionsTable', 'pepperSecret', 'auditTable');
  const documents = documentClient();
  const peppers = secretVersions(new AwsJsonClient(SECRETS_MANAGER), names.pepperSecret);
  return {
    clock: systemClock,
    peppers: () => peppers(),
    imports: listImportsStore(documents, names.exclusionsTable),
    write: listingWriter(new AwsJsonClient(DYNAMODB), names.exclusionsTable),
    audit: auditLog(documents, names),
  };
}
