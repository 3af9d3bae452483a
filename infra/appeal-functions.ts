import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { NoticeDelivery } from './notice-delivery.ts';
import type { Stores } from './stores.ts';

/** Where a refused applicant appeals, and where officers look at appeals and dismiss them; they are granted at the desk. */
export class AppealFunctions extends Construct {
  constructor(scope: Construct, id: string, api: Api, stores: Stores, delivery: NoticeDelivery, deployment: Deployment) {
    super(scope, id);
    const appeal = new GelombangFunction(
      this,
      'appeal',
      { purpose: 'Takes the appeal of a refused applicant, once', timeoutSeconds: 10, memoryMb: 512 },
      deployment,
    );
    stores.waves.grantGet(appeal);
    stores.registrations.grantGet(appeal);
    stores.evidence.grantReadEvidence(appeal);
    stores.signing.grantRead(appeal);
    stores.retiredKeys.grantUse(appeal);
    stores.appeals.grantAppeal(appeal);
    api.publicRoute(HttpMethod.POST, '/v1/waves/{waveId}/registration/appeal', appeal, 'ownRegistration');

    const appeals = new GelombangFunction(
      this,
      'appeals',
      { purpose: 'Shows appeals to officers, opens what was written, and dismisses them', timeoutSeconds: 15, memoryMb: 512 },
      deployment,
    );
    stores.waves.grantGet(appeals);
    stores.appeals.grantQuery(appeals);
    stores.appeals.grantDecide(appeals);
    stores.sealingKeys.grantOpen(appeals);
    stores.audit.grantAppendActs(appeals);
    stores.audit.grantAppendOpenings(appeals);
    delivery.grantPublish(appeals);
    api.officerRoute(HttpMethod.GET, '/v1/waves/{waveId}/appeals', appeals);
    api.officerRoute(HttpMethod.GET, '/v1/waves/{waveId}/appeals/{entryId}', appeals);
    api.officerRoute(HttpMethod.POST, '/v1/waves/{waveId}/appeals/{entryId}/dismissal', appeals);
  }
}
